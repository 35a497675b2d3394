import { checkDossier } from "#core/dossier/check-dossier.ts";
import { describe, expect, it } from "vitest";
import { readSample, registry } from "./adapter-folders.ts";
import { replaceAt } from "./filled-records.ts";

/** What is said about a sample with one value put in the place of another. */
function said(sector: string, sample: string, pointer: string, value: unknown): readonly string[] {
  const path = pointer
    .slice(1)
    .split("/")
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const checked = checkDossier(replaceAt(readSample(sector, sample), path, value), registry);
  return (checked.ok ? checked.warnings : checked.issues)
    .filter((issue) => issue.pointer === pointer)
    .map(({ message, messageEn }) => `${message} / ${messageEn}`);
}

const BIRTH = ["civil-status", "birth-single-mother"] as const;
const EXCHANGE = ["driving-licences", "exchange-finished"] as const;
const NOTICE = ["promotions", "loyalty-notice-from-portal"] as const;

describe("an unknown code is refused with the nearest that is known", () => {
  it.each<[list: string, sample: readonly [string, string], pointer: string, value: string, suggested: RegExp]>([
    ["sectors", BIRTH, "/sector", "civil-statsu", /«civil-status»/],
    ["procedures", BIRTH, "/procedureCode", "1.001139", /«1\.001193»/],
    ["channels", BIRTH, "/channel", "onlin", /«online»/],
    ["return methods", BIRTH, "/returnMethod", "postl", /«postal»/],
    ["applicant types", BIRTH, "/applicant/type", "citzen", /«citizen»/],
    ["identity types", BIRTH, "/record/mother/identity/type", "CCCB", /«CCCD»/],
    ["relations", BIRTH, "/record/declarant/relation", "BA_NGOI", /«BA_NGOAI»/],
    ["provinces, by the former code", BIRTH, "/record/mother/residence/provinceCode", "54", /66 \(Tỉnh Đắk Lắk\)/],
    ["provinces, by the name", EXCHANGE, "/record/exchange/residence/provinceCode", "99", /40 \(Tỉnh Nghệ An\)/],
    ["countries", BIRTH, "/record/mother/residence/countryCode", "VV", /\([^)]+\)/],
    ["countries, by alpha-3", BIRTH, "/record/mother/nationality", "VNM", /VN \(Việt Nam\)/],
    ["countries, by name", BIRTH, "/record/mother/nationality", "Hàn Quốc", /KR \(Hàn Quốc\)/],
    ["ethnic groups", BIRTH, "/record/mother/ethnicity", "Ê-đề", /12 \(Ê-đê\)/],
    ["reasons", EXCHANGE, "/record/exchange/reasonCode", "HET_HANN", /«HET_HAN»/],
    ["forms of promotion", NOTICE, "/record/notice/program/forms/0", "F7", /«F07»/],
    ["areas", NOTICE, "/record/notice/program/areas/0", "60", /68 \(Tỉnh Lâm Đồng\)/],
    ["agencies", BIRTH, "/agencyCode", "H99.1", /H\d\d \(UBND/],
  ])("%s", (_list, [sector, sample], pointer, value, suggested) => {
    const [first, ...others] = said(sector, sample, pointer, value);
    expect(others).toEqual([]);
    const [vi = "", en = ""] = (first ?? "").split(" / ");
    expect(vi).toMatch(suggested);
    expect(en.replaceAll("“", "«").replaceAll("”", "»")).toMatch(suggested);
    expect(vi).toMatch(/[Cc]ó phải là/);
    expect(en).toMatch(/[Dd]id you mean/);
  });

  it("suggests nothing where nothing is near", () => {
    expect(said(...BIRTH, "/channel", "hoàn toàn khác")[0]).not.toMatch(/có phải là/i);
    expect(said(...BIRTH, "/procedureCode", "9.999999")[0]).not.toMatch(/có phải là/i);
  });

  it("takes an ethnic group by its name, in any known spelling", () => {
    for (const name of ["Ê-đê", "Ê Đê", "êđê", "12"]) {
      const checked = checkDossier(replaceAt(readSample(...BIRTH), ["record", "mother", "ethnicity"], name), registry);
      expect(checked.ok && (checked.record as { mother: { ethnicity: string } }).mother.ethnicity).toBe("12");
    }
  });
});
