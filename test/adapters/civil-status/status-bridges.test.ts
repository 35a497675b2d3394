import { describe, expect, it } from "vitest";
import { pollGroups, readMinistryAnswer } from "../../../adapters/civil-status/ministry-answer.ts";
import {
  INTERLINKED_STATUSES,
  interlinkedToPortal,
  MINISTRY_STATUSES,
  ministryToInterlinked,
  ministryToPortal,
  portalToInterlinked,
  readInterlinkedStatus,
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
    expect(ALL.filter((code) => readInterlinkedStatus(String(code)) !== null)).toEqual([1, 2, 3, 4, 5, 6, 7]);
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

  it("lead from the ministry to the interlinking software", () => {
    const bridge = MINISTRY_STATUSES.map(({ code }) => [code, ministryToInterlinked(code)]);
    expect(bridge).toEqual([
      [1, null],
      [2, 2],
      [3, null],
      [4, 4],
      [6, 6],
    ]);
  });

  it("lead from the interlinking software to the portal and back to where they came from", () => {
    const bridge = INTERLINKED_STATUSES.map(({ code }) => [code, interlinkedToPortal(code)]);
    expect(bridge).toEqual([
      [1, 1],
      [2, 5],
      [3, 2],
      [4, 9],
      [5, 10],
      [6, 3],
      [7, 4],
    ]);
    for (const { code } of INTERLINKED_STATUSES) {
      expect(portalToInterlinked(known(interlinkedToPortal(code)))).toBe(code);
    }
    expect([6, 7, 8].map((code) => portalToInterlinked(known(readPortalStatus(code))))).toEqual([null, null, null]);
  });

  it("do not compile when mixed", () => {
    const four = 4;
    const ministry = known(readMinistryStatus(four));
    const interlinked = known(readInterlinkedStatus(four));
    // @ts-expect-error a status of the interlinking software is none of the ministry
    expect(ministryToPortal(interlinked)).toBe(9);
    // @ts-expect-error and the other way round
    expect(interlinkedToPortal(ministry)).toBe(9);
    // @ts-expect-error a ministry's 4 (registered) is not the portal's 4 (in processing)
    expect(portalToInterlinked(ministry)).toBe(7);
    // @ts-expect-error a number that nobody read is no status
    expect(ministryToPortal(four)).toBe(9);
  });
});

describe("HT-R20, the ministry's answers", () => {
  it.each([
    [{ status: "1" }, "accepted"],
    [{ status: 1, statusDescription: "Thành công" }, "accepted"],
    [{ status: "0", errorCode: "500", errorDescription: "Hồ sơ ĐÃ ĐƯỢC TIẾP NHẬN trước đó" }, "accepted-before"],
    [{ status: "0", statusDescription: "Hồ sơ đã được tiếp nhận" }, "accepted-before"],
    [{ status: "0", errorDescription: "Hồ sơ chưa được tiếp nhận" }, "refused"],
    [{ status: "0", errorCode: "500", errorDescription: "DATA_INCORRECT" }, "refused"],
    [{}, "refused"],
  ] as const)("%j is %s", (answer, meaning) => {
    expect(readMinistryAnswer(answer)).toBe(meaning);
  });

  it("are asked for at most three dossiers at once, each once, in order", () => {
    const codes = ["a", "b", "c", "d", "e", "f", "g"];
    expect(pollGroups(codes)).toEqual([["a", "b", "c"], ["d", "e", "f"], ["g"]]);
    expect(pollGroups([])).toEqual([]);
  });
});
