import { describe, expect, it } from "vitest";
import {
  dossierStatus,
  dossierStatuses,
  dossierStatusRange,
  isDossierStatus,
  statusesThat,
  statusHas,
  type StatusProperty,
} from "#schemas/codes/dossier-statuses.ts";
import { dossierStatusNumber } from "#schemas/common/dossier-status.ts";
import { statusCode } from "#schemas/portal/fields.ts";

const all = Object.values(dossierStatus);

describe("the table of statuses", () => {
  it("numbers them from 1 without a gap, which the bounds of the schemas rely on", () => {
    expect(all).toEqual(Array.from({ length: all.length }, (_, index) => index + 1));
    expect(dossierStatusRange).toEqual({ first: 1, last: all.length });
  });

  /** As the rules, the destinations and the portal take them; a change here changes what the gateway does. */
  it.each<[StatusProperty, number[]]>([
    ["isUnreceived", [1, 3]],
    ["isPastIntake", [2, 4, 5, 6, 8, 9, 10]],
    ["needsDueDate", [2, 4, 5, 6]],
    ["asksForSupplement", [5]],
    ["isHalted", [3, 5, 7, 8]],
    ["isRefused", [3]],
    ["hasResult", [9, 10]],
    ["stopsClock", [3, 7, 8, 9, 10]],
    ["isFinal", [3, 7, 10]],
  ])("says which ones have %s", (property, statuses) => {
    expect(statusesThat(property)).toEqual(statuses);
    expect(all.filter((status) => statusHas(status, property))).toEqual(statuses);
  });

  it.each(all)("does not contradict itself about %i", (status) => {
    const has = (property: StatusProperty) => statusHas(status, property);
    expect(has("isUnreceived") && has("isPastIntake")).toBe(false);
    expect(has("needsDueDate")).toBe(has("isPastIntake") && !has("stopsClock"));
    expect(has("hasResult") && (has("isHalted") || !has("stopsClock"))).toBe(false);
    expect((has("isRefused") || has("isFinal")) && !has("stopsClock")).toBe(false);
  });

  it("has a word for each, and publishes where the clock stops", () => {
    expect(dossierStatus).toMatchObject({
      newlyRegistered: 1,
      supplementRequested: 5,
      withdrawn: 7,
      resultReturned: 10,
    });
    const ends = dossierStatuses.items.filter(({ end }) => end).map(({ code }) => Number(code));
    expect(ends).toEqual(statusesThat("stopsClock"));
  });

  it("says nothing of a number that is no status", () => {
    expect(statusHas(11, "isFinal")).toBe(false);
  });
});

it.each([0, 11, 2.5, -1, "2", null])("takes %j for no status", (value) => {
  expect(isDossierStatus(value)).toBe(false);
  expect(dossierStatusNumber.safeParse(value).success).toBe(false);
});

it.each(["0", "11", "01", "1 ", ""])("takes %j for no status of the portal", (code) => {
  expect(statusCode.safeParse(code).error?.issues[0]?.message).toBe("Trạng thái hồ sơ phải từ 1 đến 10.");
});
