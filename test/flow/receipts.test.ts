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
const attemptsOf = async (house: FlowUnderTest, code: string) =>
  (await house.timeline(code)).filter(
    (entry): entry is Extract<TimelineEntry, { kind: "attempt" }> => entry.kind === "attempt",
  );
const receiptsOf = async (house: FlowUnderTest, code: string) =>
  (await attemptsOf(house, code)).map(({ attempt, receipt }) =>
    [attempt, receipt === null ? "none" : (receipt.code ?? receipt.verdict)].join(" "),
  );
const evidenceOf = async (code: string) => {
  const found = await place().store.evidence.evidence(code, null, 10_000_000);
  if (found.kind !== "found") throw new Error(found.kind);
  return found.material;
};

describe("answers the portal signs", () => {
  it("are kept with who signed them, and as they came", async () => {
    const house = open({ require: true });
    await house.push(A, { lines: 1 });
    await house.deliverAll();
    expect(house.applied(A)).toEqual(["create", "progress 2"]);
    const [first] = await attemptsOf(house, A);
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
    const house = open({ require: true });
    house.faults({ kind: "drop-after-apply", service: DOSSIERS, times: 1 });
    await house.push(A, { lines: 0 });
    await house.deliverAll();
    expect(await receiptsOf(house, A)).toEqual(["send none", "lookup verified"]);
    expectOnce(house);
  });
});

describe("the limit of an evidence container", () => {
  it("counts signed answers", async () => {
    const house = open({ require: true });
    await house.push(A, { lines: 0 });
    await house.deliverAll();
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
    const house = open({ require: true });
    house.faults({ kind, service: DOSSIERS, times: 1 });
    await house.push(A, { lines: 1 });
    await house.deliver();
    expect(await house.state(A)).toBe("unknown");
    const [first] = await attemptsOf(house, A);
    expect(first).toMatchObject({ outcome: "unknown", party: "portal", cause });
    await house.deliverAll();
    expect(await house.state(A)).toBe("in-sync");
    expect(house.applied(A)).toEqual(["create", "progress 2"]);
    expect(await receiptsOf(house, A)).toEqual([`send ${code}`, "lookup verified", "send verified"]);
    expectOnce(house);
  });

  it("is not believed when it refuses, either", async () => {
    const house = open({ require: true });
    const refusing = { kind: "error-code", service: DOSSIERS, times: 1 } as const;
    house.faults(refusing);
    await house.push(A, { lines: 0 });
    await house.deliverAll();
    expect(await house.attempts(A)).toEqual(["send refused (error-code)"]);
    // The same without a signature: somebody on the way may have said it.
    house.simulator.faults.set([{ kind: "no-signature", service: DOSSIERS }]);
    await house.push(B, { lines: 0, patch: { procedureCode: "2.000033" } });
    house.simulator.portalRecords.put(B, { MaHoSo: B, TrangThaiHoSo: "1" });
    await house.deliver();
    expect((await house.attempts(B))[0]).toBe("send unknown (receipt-unsigned)");
  });

  it("parks what cannot be asked after, instead of sending it again and again", async () => {
    const house = open({ require: true });
    house.faults({ kind: "bad-signature", service: LINES });
    await house.push(A, { lines: 1 });
    await house.deliverAll();
    expect(house.applied(A)).toEqual(["create", "progress 2"]);
    expect(await house.state(A)).toBe("parked");
    const { items } = await place().store.reads.messages({ state: "parked" }, { limit: 10 }, null);
    expect(items).toMatchObject([{ cause: "parked-by-policy", fault: "portal" }]);
    expect(await house.attempts(A)).toEqual(["send delivered (accepted)", "send unknown (receipt-refused)"]);
    // A push does not send it again either: a person has to look.
    await house.push(A, { lines: 2 });
    await house.deliverAll();
    expect(house.applied(A).filter((line) => line === "progress 2")).toHaveLength(1);
  });

  it("opens the breaker when all are like that, and nothing is sent again until answers can be believed", async () => {
    const house = open({ require: true });
    const codes = Array.from({ length: 3 }, (_, index) => `H36.03-260518-${String(index + 1).padStart(4, "0")}`);
    house.faults({ kind: "bad-signature" });
    for (const code of codes) await house.push(code, { lines: 0 });
    for (let round = 0; round < 12; round += 1) {
      await house.deliver();
      house.clock.advance(10_000);
      await place().hurry();
    }
    expect(house.breaker.view().state).not.toBe("closed");
    expect(house.lines()).toHaveLength(3);
    house.faults();
    await house.deliverAll();
    expect(await Promise.all(codes.map((code) => house.state(code)))).toEqual(Array(3).fill("in-sync"));
    expect(house.lines()).toHaveLength(3);
    expectOnce(house);
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
    const house = open({ require: true, ...judging });
    await house.push(A, { lines: 0 });
    await house.deliver();
    const [first] = await attemptsOf(house, A);
    expect(first).toMatchObject({ outcome: "unknown", cause, party, receipt: { verdict: "refused" } });
    expect(house.applied(A)).toEqual(["create"]);
  });

  it("does not stand in the way of a bare status, which settles nothing", async () => {
    const house = open({ require: true });
    house.faults({ kind: "maintenance", service: DOSSIERS, retryAfterSeconds: 1, times: 1 });
    await house.push(A, { lines: 0 });
    await house.deliverAll();
    expect(await house.attempts(A)).toEqual(["send unavailable (http-503)", "send delivered (accepted)"]);
    expectOnce(house);
  });

  it("does not lock the gateway out when a session has ended", async () => {
    const house = open({ require: true });
    house.faults({ kind: "session-expired", service: DOSSIERS, times: 1 });
    await house.push(A, { lines: 0 });
    await house.deliverAll();
    expect(await house.attempts(A)).toEqual(["send session-refused (session-refused)", "send delivered (accepted)"]);
    expect(await receiptsOf(house, A)).toEqual(["send verified", "send verified"]);
  });
});

describe("where no signature is demanded", () => {
  it("a bad one changes nothing but is told", async () => {
    const house = open({ require: false });
    house.faults({ kind: "bad-signature", service: DOSSIERS, times: 1 });
    await house.push(A, { lines: 0 });
    await house.deliverAll();
    expect(await house.attempts(A)).toEqual(["send delivered (accepted)"]);
    expect(await receiptsOf(house, A)).toEqual(["send signature-mismatch"]);
    const ended = house.heard.filter(({ name }) => name === "attemptEnded");
    expect(ended).toMatchObject([
      { input: { outcome: { receipt: { signature: { finding: { verdict: "refused" } } } } } },
    ]);
  });

  it("none is needed", async () => {
    const house = open({ require: false });
    house.faults({ kind: "no-signature" });
    await house.push(A, { lines: 1 });
    await house.deliverAll();
    expect(await receiptsOf(house, A)).toEqual(["send none", "send none"]);
    expect(await house.state(A)).toBe("in-sync");
  });
});
