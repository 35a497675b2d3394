import { SYNC_STATES, syncStateOf, type MessageState, type SyncState } from "#core/message/message.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** From what needs attention least to what needs it most. */
const ALONE: readonly [MessageState, SyncState][] = [
  ["superseded", "in-sync"],
  ["delivered", "in-sync"],
  ["waiting", "pending"],
  ["sending", "pending"],
  ["unknown", "unknown"],
  ["parked", "parked"],
  ["refused", "refused"],
];
const SEVERITY: readonly SyncState[] = ["in-sync", "pending", "unknown", "parked", "refused"];

describe("syncStateOf", () => {
  it.each(ALONE)("one message %s: %s", (message, dossier) => {
    expect(syncStateOf([message])).toBe(dossier);
  });

  it("a dossier without messages has nothing to say", () => {
    expect(syncStateOf([])).toBe("in-sync");
  });

  it("the worst message decides, in whatever order they stand", () => {
    const worst = (states: readonly MessageState[]) =>
      SEVERITY[Math.max(...states.map((state) => SEVERITY.indexOf(new Map(ALONE).get(state) ?? "in-sync")))];
    const states = fc.array(fc.constantFrom(...ALONE.map(([state]) => state)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(states, (list) => {
        expect(syncStateOf(list)).toBe(worst(list));
      }),
    );
  });

  it("knows no other state", () => {
    expect(SYNC_STATES.toSorted()).toEqual(SEVERITY.toSorted());
  });
});
