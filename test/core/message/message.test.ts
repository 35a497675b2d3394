import {
  ACTIVE_STATES,
  IN_DOUBT_STATES,
  MESSAGE_STATES,
  REPLACEABLE_STATES,
  STOPPED_STATES,
  SYNC_STATES,
  syncStateOf,
  UNDELIVERED_STATES,
  type MessageState,
  type SyncState,
} from "#core/message/message.ts";
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

describe("the states of a message", () => {
  it("are listed by what they mean", () => {
    expect(UNDELIVERED_STATES).toEqual(["waiting", "sending", "unknown", "refused", "parked"]);
    expect(ACTIVE_STATES).toEqual(["waiting", "sending", "unknown"]);
    expect(STOPPED_STATES).toEqual(["refused", "parked"]);
    expect(IN_DOUBT_STATES).toEqual(["sending", "unknown"]);
    expect(REPLACEABLE_STATES).toEqual(["waiting", "refused", "parked"]);
  });

  it("are undelivered exactly where they keep a dossier out of sync", () => {
    expect(MESSAGE_STATES.filter((state) => syncStateOf([state]) !== "in-sync")).toEqual(UNDELIVERED_STATES);
  });
});
