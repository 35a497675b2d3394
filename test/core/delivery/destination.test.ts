import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headsOf, laneTo, PORTAL, type DeliveryOrder } from "#core/delivery/destination.ts";

const order = (holdsBack: Record<string, boolean>): DeliveryOrder => ({
  holdsBack: new Map(Object.entries({ [PORTAL]: true, ...holdsBack })),
});
const messages = (...destinations: readonly string[]) =>
  destinations.map((destination, index) => ({ number: index + 1, destination }));
const numbers = (list: readonly { readonly number: number }[]) => list.map(({ number }) => number);

describe("the order of a dossier's messages", () => {
  it("behind one door is the order of the numbers", () => {
    const all = messages(PORTAL, PORTAL, "ministry", PORTAL);
    const oneDoor = order({ ministry: true });
    expect(numbers(laneTo(PORTAL, all, oneDoor))).toEqual([1, 2]);
    expect(numbers(laneTo("ministry", all, oneDoor))).toEqual([]);
    expect(numbers(headsOf(all, oneDoor))).toEqual([1]);
    expect(numbers(headsOf(all.slice(2), oneDoor))).toEqual([3]);
  });

  it("does not keep the portal waiting for a system of its own, nor that one past the portal", () => {
    const all = messages("ministry", PORTAL, "ministry", PORTAL);
    const apart = order({ ministry: false });
    expect(numbers(laneTo(PORTAL, all, apart))).toEqual([2, 4]);
    expect(numbers(laneTo("ministry", all, apart))).toEqual([1]);
    expect(numbers(headsOf(all, apart))).toEqual([1, 2]);
  });

  it("waits for a destination nobody knows any more, and never wakes it", () => {
    const all = messages("removed", PORTAL);
    expect(numbers(headsOf(all, order({})))).toEqual([]);
  });

  it("for any dossier: some message can always go, and nothing overtakes what holds it back", () => {
    const names = ["portal", "a", "b"];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        fc.boolean(),
        (sequence, a, b) => {
          const rules = order({ a, b });
          let waiting = messages(...sequence);
          while (waiting.length > 0) {
            const heads = headsOf(waiting, rules);
            expect(heads.length).toBeGreaterThan(0);
            for (const head of heads) {
              const before = waiting.filter(({ number }) => number < head.number);
              expect(before.every((one) => one.destination !== head.destination)).toBe(true);
              expect(before.every((one) => rules.holdsBack.get(one.destination) === false)).toBe(true);
            }
            waiting = waiting.filter((message) => message !== heads.at(-1));
          }
        },
      ),
    );
  });
});
