import { describe, expect, it } from "vitest";
import { rulesInForce } from "#core/dossier/rule.ts";
import { rules } from "../../../adapters/civil-status/rules.ts";
import { civilSample, findings } from "./civil-sample.ts";

describe("results", () => {
  it("of the day of receipt are in order, of the day before not (HT-D02)", () => {
    const birth = civilSample("KS", "birth-with-results");
    const registered = (registrationDate: string) =>
      findings(
        {
          ...birth,
          record: { ...birth.record, result: birth.record.result && { ...birth.record.result, registrationDate } },
        },
        "2026-11-09",
      );
    expect(registered("2026-11-09")).toEqual([]);
    expect(registered("2026-11-08")).toEqual(["error HT-D02 /record/result/registrationDate"]);
  });
});

describe("the rules of a day", () => {
  const ids = (day: string) => rulesInForce(rules, day).map(({ id }) => id);

  it("change with the law", () => {
    const dated = ["HT-R01", "HT-D03", "HT-D04", "HT-D05", "HT-D06"];
    const inForce = (day: string) => dated.filter((id) => ids(day).includes(id));
    expect(inForce("2025-01-08")).toEqual(["HT-R01", "HT-D03", "HT-D06"]);
    expect(inForce("2025-01-09")).toEqual(["HT-R01", "HT-D04", "HT-D06"]);
    expect(inForce("2025-07-01")).toEqual(["HT-R01", "HT-D04", "HT-D05"]);
    expect(inForce("2027-03-01")).toEqual(["HT-D04", "HT-D05"]);
  });

  it("are listed in the order of the catalogue", () => {
    const listed = ids("2026-11-22");
    expect(listed.indexOf("HT-R23")).toBeLessThan(listed.indexOf("HT-D01"));
    expect(listed.slice(0, 3)).toEqual(["HT-R01", "HT-R02", "HT-R03"]);
  });
});
