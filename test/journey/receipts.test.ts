import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { DossierDetail } from "#core/ports/status-reads.ts";
import { verifyContainer } from "../../src/evidence/verify-container.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { DEMO_SIGNER } from "../flow/flow-under-test.ts";
import { openJourney } from "./open-journey.ts";

const caFile = fileURLToPath(new URL("../../certs.example/ca.pem", import.meta.url));
const CODE = "H36.03-260518-0001";

describe("a portal that signs its answers", () => {
  it("is believed when the signature holds, asked again when not, and its receipts prove it offline", async () => {
    await using stack = new AsyncDisposableStack();
    const folder = mkdtempSync(join(tmpdir(), "lienthong-test-receipts-"));
    stack.defer(() => rmSync(folder, { recursive: true, force: true }));
    const receipts = { caFile, signers: [{ subject: DEMO_SIGNER }], require: true };
    const journey = stack.use(await openJourney({ DATA_DIR: join(folder, "data") }, 60, {}, [], receipts));
    journey.simulator.faults.set([{ kind: "bad-signature", service: "DongBoHoSoMC", times: 1 }]);
    expect(await journey.push(sampleDossier(CODE, { lines: 1 }))).toBe(202);
    expect(await journey.settled()).toMatchObject({ inSync: 1, parked: 0, refused: 0 });
    expect(journey.simulator.ledger.lines().map(({ service }) => service)).toEqual([
      "DongBoHoSoMC",
      "CapNhatTienDoHoSoMC",
    ]);

    const detail = (await (await journey.call(`/v1/dossiers/${CODE}`)).json()) as DossierDetail;
    const told = detail.timeline.flatMap((entry) => (entry.kind === "attempt" ? [[entry.attempt, entry.receipt]] : []));
    expect(told).toMatchObject([
      ["send", { verdict: "refused", code: "signature-mismatch" }],
      ["lookup", { verdict: "verified", signer: DEMO_SIGNER }],
      ["send", { verdict: "verified", signer: DEMO_SIGNER }],
    ]);
    const metrics = await (await journey.call("/metrics")).text();
    expect(metrics).toContain(
      'lienthong_receipts_total{destination="portal",verdict="refused",code="signature-mismatch"} 1',
    );

    const container = new Uint8Array(await (await journey.call(`/v1/dossiers/${CODE}/evidence`)).arrayBuffer());
    const trustAnchors = [new X509Certificate(readFileSync(caFile))];
    const report = await verifyContainer(container, { trustAnchors, now: new Date("2040-01-01T00:00:00Z") });
    const found = report.findings.filter(({ code }) => code.startsWith("receipt-"));
    expect([report.holds, found.map(({ mark, code }) => `${mark} ${code}`)]).toEqual([
      true,
      ["open receipt-refused", "holds receipt-signature", "holds receipt-signature"],
    ]);
    expect(journey.errors).toEqual([]);
  });
});
