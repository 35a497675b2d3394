import { describe, expect, it } from "vitest";
import { identityNumberRules, type DeclaredNumber } from "#core/dossier/identity-number-rules.ts";
import { dossier } from "../push.ts";

/** A man born in Ha Noi in 1990, as the digits say. */
const SOUND: DeclaredNumber = { pointer: "/record/number", number: "001090000001", gender: 1, birthDate: "1990" };
const rules = identityNumberRules("2020-01-01", (record: readonly DeclaredNumber[]) => record);

/** `rule severity pointer` of what is found. */
const found = (...record: readonly DeclaredNumber[]) =>
  rules.flatMap(({ id, severity, check }) =>
    check({ dossier: dossier(), record }).map((one) => `${id} ${one.severity ?? severity} ${one.pointer}`),
  );

describe("what the digits of an identity number say", () => {
  it("is nothing against a declaration they agree with, or that says nothing", () => {
    expect(found(SOUND, { ...SOUND, gender: null, birthDate: null }, { ...SOUND, gender: undefined })).toEqual([]);
  });

  it("is held against the declaration, each under its own rule and at its own place", () => {
    const other = { ...SOUND, pointer: "/record/other" };
    expect(found(SOUND, { ...other, number: "999090000001" })).toEqual(["ID-02 warning /record/other"]);
    expect(found(SOUND, { ...other, gender: 2 })).toEqual(["ID-03 warning /record/other"]);
    expect(found(SOUND, { ...other, birthDate: "1991-02-03" })).toEqual(["ID-04 error /record/other"]);
    expect(found({ ...SOUND, gender: 2, birthDate: "1991" })).toHaveLength(2);
  });

  it("is only doubted where the year of birth is being corrected; nothing else becomes milder or harder", () => {
    expect(found({ ...SOUND, birthDate: "1991", corrected: true })).toEqual(["ID-04 warning /record/number"]);
    expect(found({ ...SOUND, birthDate: "1991", corrected: false })).toEqual(["ID-04 error /record/number"]);
    expect(found({ ...SOUND, gender: 2, corrected: true })).toEqual(["ID-03 warning /record/number"]);
  });

  it("is law from the sector's day on, without an end", () => {
    expect(rules.map(({ from, to }) => [from, to])).toEqual(rules.map(() => ["2020-01-01", null]));
    expect(rules.every(({ source }) => source.includes("26/2023/QH15"))).toBe(true);
  });
});
