import { describe, expect, it } from "vitest";
import type { TimelineEntry } from "#core/ports/status-reads.ts";
import { createRevocationSource } from "../../src/signing/trust/revocation-source.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import {
  DEMO_SIGNER,
  expectOnce,
  openFlowUnderTest,
  type FlowUnderTest,
  type FlowUnderTestOptions,
} from "./flow-under-test.ts";

const [A, B] = ["H36.03-260518-0001", "H36.03-260518-0002"] as const;
const DOSSIERS = "DongBoHoSoMC";
const LINES = "CapNhatTienDoHoSoMC";
const place = sharedDatabase();

const open = (receipts: NonNullable<FlowUnderTestOptions["receipts"]>) => openFlowUnderTest(place(), { receipts });
const attemptsOf = async (system: FlowUnderTest, code: string) =>
  (await system.timeline(code)).filter(
    (entry): entry is Extract<TimelineEntry, { kind: "attempt" }> => entry.kind === "attempt",
  );
const receiptsOf = async (system: FlowUnderTest, code: string) =>
  (await attemptsOf(system, code)).map(({ attempt, receipt }) =>
    [attempt, receipt === null ? "none" : (receipt.code ?? receipt.verdict)].join(" "),
  );
const evidenceOf = async (code: string) => {
  const found = await place().store.evidence.evidence(code, null, 10_000_000);
  if (found.kind !== "found") throw new Error(found.kind);
  return found.material;
};

describe("answers the portal signs", () => {
  it("are kept with who signed them, and as they came", async () => {
    const system = open({ require: true });
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2"]);
    const [first] = await attemptsOf(system, A);
    expect(first?.receipt).toEqual({
      verdict: "verified",
      profile: "jws",
      signer: DEMO_SIGNER,
      signedAt: "2026-05-18T08:30:15+07:00",
      warnings: ["revocation-unchecked"],
      code: null,
      message: null,
      messageEn: null,
    });
    const { attempts } = await evidenceOf(A);
    const kept = attempts.map(({ receipt }) => receipt);
    expect(kept).toHaveLength(2);
    for (const receipt of kept) {
      expect(JSON.parse(Buffer.from(receipt?.body ?? []).toString())).toMatchObject({ error_code: "0" });
      expect([receipt?.header, receipt?.value.split(".").length]).toEqual(["X-JWS-Signature", 3]);
    }
  });

  it("are kept also where a lost answer is asked after", async () => {
    const system = open({ require: true });
    system.faults({ kind: "drop-after-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    expect(await receiptsOf(system, A)).toEqual(["send none", "lookup verified"]);
    expectOnce(system);
  });
});

describe("the limit of an evidence container", () => {
  it("counts signed answers", async () => {
    const system = open({ require: true });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    const { envelopes, attempts } = await evidenceOf(A);
    const length = (parts: readonly (Uint8Array | undefined)[]) =>
      parts.reduce((sum, part) => sum + (part?.length ?? 0), 0);
    const bytes = length([...envelopes.map(({ body }) => body), ...attempts.map(({ receipt }) => receipt?.body)]);
    const { evidence } = place().store.evidence;
    expect(await evidence(A, null, bytes - 1)).toEqual({ kind: "too-large", bytes });
    expect(await evidence(A, null, bytes)).toMatchObject({ kind: "found" });
  });
});

describe("an answer without a good signature, where one is demanded", () => {
  it.each([
    ["bad-signature", "receipt-refused", "signature-mismatch"],
    ["no-signature", "receipt-unsigned", "none"],
  ] as const)("is not believed: %s of a dossier is asked after and not sent twice", async (kind, cause, code) => {
    const system = open({ require: true });
    system.faults({ kind, service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 1 });
    await system.deliver();
    expect(await system.state(A)).toBe("unknown");
    const [first] = await attemptsOf(system, A);
    expect(first).toMatchObject({ outcome: "unknown", party: "portal", cause });
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
    expect(system.applied(A)).toEqual(["create", "progress 2"]);
    expect(await receiptsOf(system, A)).toEqual([`send ${code}`, "lookup verified", "send verified"]);
    expectOnce(system);
  });

  it("is not believed when it refuses, either", async () => {
    const system = open({ require: true });
    const refusing = { kind: "error-code", service: DOSSIERS, times: 1 } as const;
    system.faults(refusing);
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    expect(await system.attempts(A)).toEqual(["send refused (error-code)", "lookup unavailable (absent-by-lookup)"]);
    // The same without a signature: somebody on the way may have said it.
    system.simulator.faults.set([{ kind: "no-signature", service: DOSSIERS }]);
    await system.push(B, { lines: 0, patch: { procedureCode: "2.000033" } });
    system.simulator.portalRecords.put(B, { MaHoSo: B, TrangThaiHoSo: "1" });
    await system.deliver();
    expect((await system.attempts(B))[0]).toBe("send unknown (receipt-unsigned)");
  });

  it("parks what cannot be asked after, instead of sending it again and again", async () => {
    const system = open({ require: true });
    system.faults({ kind: "bad-signature", service: LINES });
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2"]);
    expect(await system.state(A)).toBe("parked");
    const { items } = await place().store.reads.messages({ state: "parked" }, { limit: 10 }, null);
    expect(items).toMatchObject([{ cause: "parked-by-policy", fault: "portal" }]);
    expect(await system.attempts(A)).toEqual(["send delivered (accepted)", "send unknown (receipt-refused)"]);
    // A push does not send it again either: a person has to look.
    await system.push(A, { lines: 2 });
    await system.deliverAll();
    expect(system.applied(A).filter((line) => line === "progress 2")).toHaveLength(1);
  });

  it("stops asking when all are like that, and nothing is sent again until answers can be believed", async () => {
    const system = open({ require: true });
    const codes = Array.from({ length: 3 }, (_, index) => `H36.03-260518-${String(index + 1).padStart(4, "0")}`);
    system.faults({ kind: "bad-signature" });
    for (const code of codes) await system.push(code, { lines: 0 });
    for (let round = 0; round < 12; round += 1) {
      await system.deliver();
      system.clock.advance(10_000);
      await place().hurry();
    }
    expect(system.services.allStopped().map(({ service }) => service)).toEqual(["TraCuuHoSo"]);
    expect(system.lines()).toHaveLength(3);
    system.faults();
    await system.deliverAll();
    expect(await Promise.all(codes.map((code) => system.state(code)))).toEqual(Array(3).fill("in-sync"));
    expect(system.lines()).toHaveLength(3);
    expectOnce(system);
  });

  it.each([
    ["somebody else than awaited", { signers: [{ subject: "CN=Cổng Mẫu" }] }, "receipt-untrusted", "gateway"],
    ["a signature of another kind", { profile: "cms" }, "receipt-untrusted", "gateway"],
    ["nobody trusted", { trustAnchors: [] }, "receipt-untrusted", "gateway"],
    [
      "a certificate no CA could be asked about",
      {
        revocation: {
          whenUnreachable: "refuse",
          source: createRevocationSource({ fetch: () => Promise.reject(new TypeError("fetch failed")) }),
        },
      },
      "receipt-unchecked",
      "network",
    ],
  ] as const)("names who has to act: signed by %s", async (_, judging, cause, party) => {
    const system = open({ require: true, ...judging });
    await system.push(A, { lines: 0 });
    await system.deliver();
    const [first] = await attemptsOf(system, A);
    expect(first).toMatchObject({ outcome: "unknown", cause, party, receipt: { verdict: "refused" } });
    expect(system.applied(A)).toEqual(["create"]);
  });

  it("does not stand in the way of a bare status, which settles nothing", async () => {
    const system = open({ require: true });
    system.faults({ kind: "maintenance", service: DOSSIERS, retryAfterSeconds: 1, times: 1 });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    expect(await system.attempts(A)).toEqual(["send unavailable (http-503)", "send delivered (accepted)"]);
    expectOnce(system);
  });

  it("does not lock the gateway out when a session has ended", async () => {
    const system = open({ require: true });
    system.faults({ kind: "session-expired", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    expect(await system.attempts(A)).toEqual(["send session-refused (session-refused)", "send delivered (accepted)"]);
    expect(await receiptsOf(system, A)).toEqual(["send verified", "send verified"]);
  });
});

describe("where no signature is demanded", () => {
  it("a bad one changes nothing but is told", async () => {
    const system = open({ require: false });
    system.faults({ kind: "bad-signature", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    expect(await system.attempts(A)).toEqual(["send delivered (accepted)"]);
    expect(await receiptsOf(system, A)).toEqual(["send signature-mismatch"]);
    const ended = system.heard.filter(({ name }) => name === "attemptEnded");
    expect(ended).toMatchObject([
      { input: { outcome: { receipt: { signature: { finding: { verdict: "refused" } } } } } },
    ]);
  });

  it("none is needed", async () => {
    const system = open({ require: false });
    system.faults({ kind: "no-signature" });
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    expect(await receiptsOf(system, A)).toEqual(["send none", "send none"]);
    expect(await system.state(A)).toBe("in-sync");
  });
});
