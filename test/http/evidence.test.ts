import { describe, expect, it } from "vitest";
import { readZip } from "../../src/evidence/zip-reader.ts";
import { verifyContainer } from "../../src/evidence/verify-container.ts";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { claimed, envelopeOf, messagesIn } from "../store/filling.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi, problemOf, type Api } from "./api-under-test.ts";

const place = sharedDatabase();
const [OWN, FOREIGN] = ["H36.03-260518-0001", "H36.03-260518-0002"] as const;
const WARD = { agencyCode: "H36.03.05" };
const evidence = (api: Api, key: string = KEYS.all) => api.call(`/v1/dossiers/${OWN}/evidence`, { key });

/** A ward's dossier whose first message went out together with that of another agency. */
async function batched(agencyCode: string): Promise<Api> {
  const { store } = place();
  const api = openApi(store);
  await api.push(sampleDossier(OWN, { lines: 0, patch: WARD }));
  await api.push(sampleDossier(FOREIGN, { lines: 0, patch: { agencyCode } }));
  const claim = await claimed(store);
  await store.delivery.beginAttempt({
    leaseToken: claim.leaseToken,
    envelope: envelopeOf(),
    bodySha256: "sha",
    messageIds: messagesIn(claim).map(({ id }) => id),
    isNew: true,
  });
  return api;
}

describe("GET /v1/dossiers/{dossierCode}/evidence", () => {
  it("needs the right operate, a dossier in scope, and every dossier of its envelopes in scope", async () => {
    const api = await batched("H36.03.06");
    expect((await problemOf(await evidence(api, KEYS.read))).code).toBe("forbidden");
    const refused = await problemOf(await evidence(api, KEYS.ward));
    expect([refused.status, refused.detail]).toEqual([
      403,
      expect.stringMatching(/^1 phong bì gửi theo lô chứa cả hồ sơ ngoài phạm vi/),
    ]);
    const absent = await api.call(`/v1/dossiers/${FOREIGN}/evidence`, { key: KEYS.ward });
    expect((await problemOf(absent)).code).toBe("not-found");
    expect((await evidence(api)).status).toBe(200);
  });

  it("gives it to an agency whose dossiers all are, as a file not to be cached, and enters that", async () => {
    const api = await batched("H36.03.05.01");
    const answer = await evidence(api, KEYS.ward);
    expect([
      answer.status,
      ...["Content-Type", "Content-Disposition", "Cache-Control"].map((name) => answer.headers.get(name)),
    ]).toEqual([200, "application/vnd.etsi.asic-e+zip", `attachment; filename="${OWN}.asice"`, "no-store"]);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const body = readZip(bytes, { bytes: 1e7, files: 100 }).find(({ name }) => name.endsWith("/envelope.body"));
    expect(Buffer.from(body?.bytes ?? "").toString()).toBe("bytes");
    const audit = await place()
      .database.db.selectFrom("audit")
      .selectAll()
      .where("action", "=", "evidence.exported")
      .execute();
    expect(audit).toMatchObject([{ actor: "operator:ward", subject: OWN, detail: { envelopes: 1 } }]);
  });

  it("refuses more than its limit", async () => {
    await batched("H36.03.06");
    const answer = await evidence(openApi(place().store, { maxEvidenceBytes: 4 }));
    expect((await problemOf(answer)).detail).toContain("5 byte");
  });

  it("seals also what was never sent", async () => {
    const api = openApi(place().store);
    await api.push(sampleDossier(OWN));
    const bytes = new Uint8Array(await (await evidence(api)).arrayBuffer());
    const ca = new X509Certificate(readFileSync(new URL("../../certs.example/ca.pem", import.meta.url)));
    const { holds, findings } = await verifyContainer(bytes, { trustAnchors: [ca], now: new Date(api.clock.now()) });
    expect([holds, findings.filter(({ mark }) => mark === "fails")]).toEqual([true, []]);
  });
});
