import { describe, expect, it } from "vitest";
import {
  INTERLINKED_STATUSES,
  MINISTRY_STATUSES,
  ministryToPortal,
  portalToInterlinked,
  readMinistryStatus,
  readPortalStatus,
} from "../../../adapters/civil-status/status-bridges.ts";

const ALL = Array.from({ length: 13 }, (_, code) => code - 1);

function known<T>(value: T | null): T {
  if (value === null) throw new Error("no such status");
  return value;
}

describe("HT-R21, statuses of three systems", () => {
  it("know exactly their own numbers, as number or text", () => {
    expect(ALL.filter((code) => readMinistryStatus(code) !== null)).toEqual([1, 2, 3, 4, 6]);
    expect(ALL.filter((code) => readMinistryStatus(String(code)) !== null)).toEqual([1, 2, 3, 4, 6]);
    expect(ALL.filter((code) => readPortalStatus(code) !== null)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const raw of ["", "x", "4.0", 4.5, null, undefined, {}, "0004"]) expect(readMinistryStatus(raw)).toBeNull();
  });

  it("lead from the ministry to the portal as observed: 2 to 5, 4 to 9, 6 to 3", () => {
    const bridge = MINISTRY_STATUSES.map(({ code }) => [code, ministryToPortal(code)]);
    expect(bridge).toEqual([
      [1, null],
      [2, 5],
      [3, 4],
      [4, 9],
      [6, 3],
    ]);
    const observed = MINISTRY_STATUSES.filter(({ evidence }) => evidence === "observed").map(({ code }) => code);
    expect(observed).toEqual([2, 4, 6]);
  });

  it("lead from the portal to the interlinking software, which has no station for 6, 7 and 8", () => {
    const bridge = Array.from({ length: 10 }, (_, index) => index + 1).map((code) => [
      code,
      portalToInterlinked(known(readPortalStatus(code))),
    ]);
    expect(bridge).toEqual([
      [1, 1],
      [2, 3],
      [3, 6],
      [4, 7],
      [5, 2],
      [6, null],
      [7, null],
      [8, null],
      [9, 4],
      [10, 5],
    ]);
    expect(new Set(bridge.flatMap(([, code]) => code ?? []))).toEqual(
      new Set(INTERLINKED_STATUSES.map(({ code }) => code)),
    );
  });

  it("do not compile when mixed", () => {
    const four = 4;
    const ministry = known(readMinistryStatus(four));
    const interlinked = known(portalToInterlinked(known(readPortalStatus(four))));
    // @ts-expect-error a status of the interlinking software is none of the ministry
    expect(ministryToPortal(interlinked)).toBeNull();
    // @ts-expect-error a ministry's 4 (registered) is not the portal's 4 (in processing)
    expect(portalToInterlinked(ministry)).toBe(7);
    // @ts-expect-error a number that nobody read is no status
    expect(ministryToPortal(four)).toBe(9);
  });
});
