import { USUAL_SHARES } from "#core/delivery/queue-shares.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createQueuePriorities,
  URGENT_OFFSET,
  type PriorityInput,
} from "../../../src/store/delivery/queue-priority.ts";

const AT = new Date("2026-05-18T01:30:15.000Z");
const DAY = 24 * 3_600_000;
const pushOf = (agencyCode: string, at: Date = AT, dueAt: string | null = null): PriorityInput => ({
  destination: "portal",
  agencyCode,
  dueAt,
  at,
});

/** Pushes in the order they would be claimed. */
function inTurn<P extends PriorityInput>(pushes: readonly P[], shares = USUAL_SHARES): P[] {
  const turns = createQueuePriorities(shares);
  const dealt = pushes.map((pushed) => ({ pushed, turn: turns.ofPush(pushed) }));
  return dealt.toSorted((a, b) => b.turn - a.turn).map(({ pushed }) => pushed);
}

describe("turns", () => {
  it("go evenly to agencies whose dossiers wait, whoever pushed how many first", () => {
    const few = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(few, few, (many, others) => {
        const pushes = [
          ...Array.from({ length: many }, () => pushOf("H36.03")),
          ...Array.from({ length: others }, () => pushOf("H36.04")),
        ];
        const order = inTurn(pushes).map(({ agencyCode }) => agencyCode);
        for (let n = 1; n <= 2 * Math.min(many, others); n += 1) {
          const ofFirst = order.slice(0, n).filter((code) => code === "H36.03").length;
          expect(Math.abs(2 * ofFirst - n)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("are those of arrival as long as nobody pushes more than its share", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("H36.03", "H36.04", "H36.05"), { maxLength: 50 }), (codes) => {
        const pushes = codes.map((code, n) => pushOf(code, new Date(AT.getTime() + n * 1000)));
        expect(inTurn(pushes)).toEqual(pushes);
      }),
    );
  });

  it("never let a dossier wait behind those that came more than a day after it", () => {
    const gap = fc.integer({ min: DAY + 1000, max: 30 * DAY });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 600 }), gap, (many, perMinute, wait) => {
        const turns = createQueuePriorities({ agencyPerMinute: perMinute, urgentHours: 24 });
        let last = 0;
        for (let n = 0; n < many; n += 1) last = turns.ofPush(pushOf("H36.03"));
        expect(turns.ofPush(pushOf("H36.04", new Date(AT.getTime() + wait)))).toBeLessThan(last);
      }),
    );
  });

  it("of what is urgent are before all others, and stay in the queue's range until 2060", () => {
    const instant = fc.date({ min: new Date("2026-01-01"), max: new Date("2060-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(instant, instant, (usual, near) => {
        const turns = createQueuePriorities(USUAL_SHARES);
        const ordinary = turns.ofPush(pushOf("H36.03", usual));
        const urgent = turns.ofPush(pushOf("H36.04", near, new Date(near.getTime() + 3_600_000).toISOString()));
        expect(urgent).toBeGreaterThan(ordinary);
        expect([ordinary > -(2 ** 31), urgent < 2 ** 31, ordinary <= 0, urgent > 0]).toEqual([true, true, true, true]);
      }),
    );
  });

  it("of a dossier that goes on come with the time, and take no share", () => {
    const turns = createQueuePriorities(USUAL_SHARES);
    expect(turns.ofRequeue(AT)).toBe(turns.ofRequeue(AT));
    expect(turns.ofRequeue(new Date(AT.getTime() + 5000))).toBe(turns.ofRequeue(AT) - 5);
    expect(turns.ofPush(pushOf("H36.03"))).toBe(turns.ofRequeue(AT));
    expect(turns.ofPush(pushOf("H36.03"))).toBe(turns.ofRequeue(AT) - 1);
  });

  it("know no urgency where the configuration says none", () => {
    const near = pushOf("H36.03", AT, new Date(AT.getTime() + 1000).toISOString());
    expect(createQueuePriorities({ ...USUAL_SHARES, urgentHours: 0 }).ofPush(near)).toBeLessThanOrEqual(0);
    expect(createQueuePriorities(USUAL_SHARES).ofPush(near)).toBeGreaterThan(URGENT_OFFSET / 2);
  });
});
