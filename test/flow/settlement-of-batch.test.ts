import { describe, expect, it } from "vitest";
import { PORTAL_FORGOT } from "#core/delivery/causes.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { DueMessage, MessageChange } from "#core/ports/delivery-store.ts";
import type { Batch } from "../../src/flow/lanes.ts";
import { settlementOf } from "../../src/flow/settlement-of-batch.ts";
import { after, batchOf, dueMessage, needs, outcomeOf } from "./message-under-test.ts";

const EVERY_MS = 600_000;
const asking = { services: ["dangKyHoTich"], everyMs: EVERY_MS };
const deps = { ...needs, policy: { ...needs.policy, asking } };

interface Became {
  readonly state: MessageChange["state"];
  readonly outcome?: Outcome;
}

/** The settlement of an envelope whose messages became these. */
function settle(
  batch: Batch,
  became: readonly Became[],
  whole = outcomeOf("delivered"),
  terms: typeof needs | typeof deps = deps,
) {
  const changes = batch.messages.map((message, place) => {
    const { state = "delivered", outcome = null } = became[place] ?? {};
    const { id: messageId, attempts, failures, spent, dueAt } = message;
    return { message, change: { messageId, attempts, failures, spent, dueAt, state, outcome, settledAt: null } };
  });
  return settlementOf(terms, batch, { outcome: whole, attempts: [] }, changes);
}

const TAKEN: Became = { state: "delivered" };
const dossiers = (...changes: readonly Partial<DueMessage>[]) =>
  batchOf(changes.map((change, index) => dueMessage("ABC"[index] ?? "", 1, change)));
const sector = (change: Partial<DueMessage> = {}) => batchOf([dueMessage("A", 3, { kind: "sector", ...change })]);

describe("what is written down of an envelope that was sent", () => {
  it("is that the portal knows the dossiers it took, and no more where nothing else follows", () => {
    const batch = dossiers({}, {});
    expect(settle(batch, [TAKEN, { state: "waiting" }])).toEqual({
      attempts: [],
      changes: expect.any(Array) as unknown[],
      portalKnown: ["A"],
      audit: [],
    });
    expect(settle(batchOf([dueMessage("A", 2)]), [TAKEN]).portalKnown).toEqual([]);
  });

  it("is that a ministry is asked about what it took, from then on", () => {
    expect(settle(sector(), [TAKEN])).toMatchObject({
      portalKnown: [],
      askAbout: { destination: "portal", dossierCodes: ["A"], from: after(EVERY_MS) },
    });
    expect(settle(sector(), [{ state: "waiting" }])).not.toHaveProperty("askAbout");
    expect(settle(sector({ service: "khongHoiDuoc" }), [TAKEN])).not.toHaveProperty("askAbout");
    expect(settle(sector(), [TAKEN], outcomeOf("delivered"), needs)).not.toHaveProperty("askAbout");
  });

  it("is a second look at what was sent again after a lost answer, once that would have been applied", () => {
    const batch = dossiers({ spent: 1 }, { spent: 0 }, { spent: 2 });
    expect(settle(batch, [TAKEN, TAKEN, { state: "waiting" }]).lookAgain).toEqual({
      dossierCodes: ["A"],
      runId: "id",
      from: after(30_000),
    });
    expect(settle(dossiers({ spent: 0 }), [TAKEN])).not.toHaveProperty("lookAgain");
    expect(settle(batchOf([dueMessage("A", 2, { spent: 1 })]), [TAKEN])).not.toHaveProperty("lookAgain");
  });

  it("is that the portal never lost what it refuses to create again", () => {
    const { cause } = PORTAL_FORGOT;
    const there: Became = { state: "delivered", outcome: outcomeOf("already-exists") };
    const batch = dossiers({ cause }, {}, { cause });
    expect(settle(batch, [there, there, TAKEN]).remembered).toEqual({ dossierCodes: ["A"], at: after(0) });
    expect(settle(dossiers({ cause }), [TAKEN])).not.toHaveProperty("remembered");
    expect(settle({ ...batch, isUpdating: true }, [there])).not.toHaveProperty("remembered");
  });

  it("is in the audit log what was stopped, and why: by the whole answer, or by each message's own", () => {
    const whole = outcomeOf("refused", { cause: "error-code", party: "vendor-data" });
    const own = outcomeOf("refused", { cause: "http-422", party: "portal" });
    const became: Became[] = [{ state: "refused", outcome: own }, TAKEN, { state: "parked" }];
    const batch = dossiers({}, {}, {});
    const entry = (subject: string, state: string, cause: string, party: string | null) => ({
      at: after(0),
      actor: "worker",
      action: `message.${state}`,
      subject,
      detail: { cause, party },
    });
    expect(settle(batch, became, whole).audit).toEqual([
      entry("A1", "refused", "error-code", "vendor-data"),
      entry("C1", "parked", "error-code", "vendor-data"),
    ]);
    expect(settle(batch, became, { ...whole, items: [own] }).audit).toEqual([
      entry("A1", "refused", "http-422", "portal"),
      entry("C1", "parked", "unknown", null),
    ]);
  });
});
