import { describe, expect, it } from "vitest";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { DueMessage } from "#core/ports/delivery-store.ts";
import {
  changeAfterFailure,
  delivered,
  dueAfter,
  parkedByPolicy,
  refusedForGood,
  awaitingLookup,
  heldAlready,
  putOff,
  refusalDoubted,
  SETTLING,
  untilKeyIsAvailable,
  untilSettled,
} from "../../src/flow/message-changes.ts";
import { after, needs, outcomeOf as outcome } from "./message-under-test.ts";

const now = after(0);
const message = { id: "m", attempts: 2, failures: 4, spent: 1, dueAt: now } as DueMessage;
describe("what becomes of a message", () => {
  it("delivered or refused: settled now", () => {
    const settled = { messageId: "m", attempts: 2, failures: 4, spent: 1, settledAt: now };
    expect(delivered(needs, message, outcome("delivered"))).toMatchObject({ ...settled, state: "delivered" });
    expect(refusedForGood(needs, message, outcome("refused"))).toMatchObject({ ...settled, state: "refused" });
  });

  it("put off by doubling delays up to the longest", () => {
    const unavailable = outcome("unavailable");
    expect([1, 2, 3, 7, 30].map((attempt) => dueAfter(needs, attempt, unavailable))).toEqual(
      [1000, 2000, 4000, 60_000, 60_000].map(after),
    );
  });

  it("put off anew to the same moment it waited for: never under the name of a wait that is over", () => {
    const stopped = { since: now, msUntilProbe: 1000 };
    const waited = { ...message, state: "waiting", dueAt: after(1000) } as const;
    expect(putOff(needs, { ...waited, waitIsOver: false }, "S", stopped).dueAt).toEqual(after(1000));
    expect(putOff(needs, { ...waited, waitIsOver: true }, "S", stopped).dueAt).toEqual(after(1001));
  });

  it("put off because of a service that failed before the clock was set back: not into the past", () => {
    const stopped = { since: after(3_600_000), msUntilProbe: 1000 };
    expect(putOff(needs, message, "S", stopped).dueAt).toEqual(after(1000));
  });

  it("not before the portal asked for, nor before a lost answer may have been worked off", () => {
    expect(dueAfter(needs, 1, outcome("unavailable", { retryAfterMs: 90_000 }))).toEqual(after(90_000));
    expect(dueAfter(needs, 1, outcome("unknown"))).toEqual(after(5000));
    expect(dueAfter(needs, 7, outcome("unknown"))).toEqual(after(60_000));
  });

  it("an outage burns nothing, a lost answer spends, and the last of the budget parks", () => {
    const changed = (kind: Outcome["kind"], spends: boolean, spent: number) => {
      const change = changeAfterFailure(needs, { ...message, spent }, outcome(kind), spends);
      return [change.state, change.failures, change.spent];
    };
    expect(changed("unavailable", false, 2)).toEqual(["waiting", 5, 2]);
    expect(changed("unavailable", true, 1)).toEqual(["waiting", 5, 2]);
    expect(changed("unknown", true, 1)).toEqual(["unknown", 5, 2]);
    expect(changed("unknown", true, 2)).toEqual(["parked", 5, 3]);
  });

  it("stopped: its sentence never says that it goes on alone, and names who must act", () => {
    const waits = outcome("unavailable", {
      party: "network",
      message: "Mất mạng. Hệ thống sẽ tự gửi lại sau, không cần làm gì.",
      happened: { vi: "Mất mạng.", en: "No network." },
    });
    const stopped = [
      changeAfterFailure(needs, { ...message, spent: 2 }, waits, true),
      parkedByPolicy(needs, message, waits),
      refusedForGood(needs, message, waits),
    ];
    for (const { outcome: told } of stopped) {
      expect(told?.message).toMatch(/^Mất mạng\. Người phải xử lý: bộ phận mạng/u);
      expect(told?.message).not.toMatch(/không cần làm gì|tự gửi lại/u);
    }
    expect(changeAfterFailure(needs, message, waits, false).outcome).toBe(waits);
  });

  it("asked after at once when the portal says it exists, and from the budget when it says so again", () => {
    const asked = (spent: number, again: boolean) =>
      awaitingLookup(needs, { ...message, spent }, outcome("already-exists"), again);
    expect(asked(2, false)).toMatchObject({ state: "unknown", dueAt: now, attempts: 2, failures: 5, spent: 2 });
    expect(asked(1, true)).toMatchObject({
      state: "unknown",
      dueAt: after(16_000),
      attempts: 2,
      failures: 5,
      spent: 2,
    });
    expect(asked(2, true)).toMatchObject({ state: "parked", spent: 3 });
  });

  it("put off because of a service: for longer the longer that lasts, up to the longest, and said so", () => {
    const waiting = { ...message, state: "waiting" } as const;
    const put = (since: Date) => putOff(needs, waiting, "S", { since, msUntilProbe: 1000 });
    expect(put(now).dueAt).toEqual(after(1000));
    expect(put(after(-5000)).dueAt).toEqual(after(6000));
    expect(put(after(-3_600_000)).dueAt).toEqual(after(61_000));
    expect(put(now)).toMatchObject({
      messageId: "m",
      state: "waiting",
      failures: 4,
      spent: 1,
      settledAt: null,
      outcome: { kind: "unavailable", party: "portal", cause: "service-stopped" },
    });
  });

  it("left until the portal has settled: not before, never in the past, and spread over a second at most", () => {
    const until = (ms: number, settlingMs = 30_000) =>
      untilSettled({ ...needs, policy: { ...needs.policy, settlingMs } }, message, after(ms)).dueAt;
    expect(until(8000)).toEqual(after(9000));
    expect(until(-8000)).toEqual(after(1000));
    expect(until(8000, 2000)).toEqual(after(8200));
    expect(untilSettled(needs, message, now)).toMatchObject({
      state: "unknown",
      failures: 4,
      spent: 1,
      settledAt: null,
      outcome: SETTLING,
    });
    expect(SETTLING).toMatchObject({ kind: "unknown", party: "portal", cause: "settling" });
  });

  it("not signed: waits as long as the key does, untried", () => {
    const left = (more: Partial<Outcome>) => untilKeyIsAvailable(needs, message, outcome("unavailable", more));
    expect(left({ retryAfterMs: 7000 })).toMatchObject({ state: "waiting", dueAt: after(7000), failures: 4, spent: 1 });
    expect(left({}).dueAt).toEqual(now);
  });

  it("held already though its creation was refused: asked after at once, at no cost", () => {
    expect(heldAlready(needs, message)).toMatchObject({
      state: "unknown",
      dueAt: now,
      failures: 5,
      spent: 1,
      settledAt: null,
      outcome: { kind: "unknown", party: "portal", cause: "already-exists" },
    });
  });

  it("refused while it cannot be asked after: sent again later at no cost, with the portal's words kept", () => {
    const doubted = (refusal: Outcome | null) => refusalDoubted(needs, { ...message, spent: 2 }, refusal);
    const refusal = outcome("refused", { party: "vendor-data", errorCode: "-1" });
    expect(doubted(refusal)).toMatchObject({
      state: "waiting",
      failures: 5,
      spent: 2,
      outcome: { kind: "unavailable", party: "portal", cause: "refusal-doubted", errorCode: "-1" },
    });
    expect(doubted(refusal).outcome).toMatchObject({
      message: expect.stringMatching(/^Thử\. Chưa hỏi được/u) as string,
      messageEn: expect.stringMatching(/^Test\. Whether/u) as string,
    });
    expect(doubted({ ...refusal, happened: { vi: "Sai.", en: "Wrong." } }).outcome).toMatchObject({
      message: expect.stringMatching(/^Sai\. Chưa/u) as string,
      messageEn: expect.stringMatching(/^Wrong\. Whether/u) as string,
    });
    expect(doubted(null).outcome).toMatchObject({
      message: expect.stringMatching(/^Chưa hỏi được/u) as string,
      messageEn: expect.stringMatching(/^Whether/u) as string,
    });
  });

  it("put off to another moment than it waited for: to that moment, though the wait was over", () => {
    const stopped = { since: now, msUntilProbe: 1000 };
    const woken = { ...message, state: "waiting", dueAt: after(500), waitIsOver: true } as const;
    expect(putOff(needs, woken, "S", stopped).dueAt).toEqual(after(1000));
  });
});
