import { checkRules } from "#core/dossier/rule.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ResidenceRow } from "../../../../adapters/judicial-records/declaration.ts";
import { rules } from "../../../../adapters/judicial-records/rules.ts";
import { declaring, findings, findingsOf } from "../judicial-sample.ts";

const DAY = "2026-11-20";
const ROWS = "/record/declaration/residenceHistory";

/** Months since the year 0 as `YYYY-MM`. */
const monthText = (month: number) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
const MARCH_2012 = 2012 * 12 + 2;

const row = (from: string, to: string, kind: ResidenceRow["kind"] = "TAM_TRU"): ResidenceRow => ({
  from,
  to,
  kind,
  address: "Thôn 5, xã Mẫu Một, tỉnh Thanh Hóa",
  occupation: null,
  workplace: null,
});
const lived = (residenceHistory: ResidenceRow[], residenceGapReason: string | null = null) =>
  declaring("certificate-returned", () => ({ residenceHistory, residenceGapReason }));

describe("a residence history", () => {
  it("without breaks is in order, however long its parts; a gap of more than a month is named", () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: 5 }), (months, gap) => {
        let at = MARCH_2012;
        const rows = months.map((count, index) => {
          if (index === 1) at += gap;
          const from = at;
          at += count;
          return row(monthText(from), monthText(at - 1));
        });
        expect(findings(lived(rows), DAY)).toEqual(gap > 1 ? [`warning LLTP-R09 ${ROWS}/1/from`] : []);
      }),
    );
  });

  it("sees no gap behind a longer residence that covers it", () => {
    const rows = [row("2012-03", "NAY", "THUONG_TRU"), row("2014-01", "2014-06"), row("2020-01", "2021-01")];
    expect(findings(lived(rows), DAY)).toEqual([]);
  });

  it.each([
    ["2012-04", []],
    ["2012-05", [`warning LLTP-R07 ${ROWS}/0/from`]],
    ["2010-01", []],
    ["2012", [`warning LLTP-R07 ${ROWS}/0/from`]],
    ["2011", []],
  ])("that starts in %s, of somebody who turned 14 in March 2012: %j", (from, expected) => {
    expect(findingsOf("LLTP-R07", lived([row(from, "NAY")]), DAY)).toEqual(expected);
  });

  it("may start later for a declared reason", () => {
    expect(findingsOf("LLTP-R07", lived([row("2015-01", "NAY")], "Không có giấy tờ"), DAY)).toEqual([]);
  });

  it("is judged by the month of receipt, not by today", () => {
    const future = lived([row("2012-03", "2026-12")]);
    expect(findingsOf("LLTP-R08", future, "2026-11-30")).toEqual([`error LLTP-R08 ${ROWS}/0/to`]);
    expect(findingsOf("LLTP-R08", future, "2026-12-01")).toEqual([]);
  });

  it.each([
    ["one month", "2016-08", []],
    ["two months", "2016-07", [`error LLTP-R08 ${ROWS}/1/from`]],
  ])("lets two permanent homes overlap by %s", (_, from, expected) => {
    const rows = [row("2012-03", "2016-08", "THUONG_TRU"), row(from, "NAY", "THUONG_TRU")];
    expect(findingsOf("LLTP-R08", lived(rows), DAY)).toEqual(expected);
  });

  it("written in years is doubted only where the years decide", () => {
    expect(findings(lived([row("2011", "2016"), row("2016", "2016"), row("2017", "NAY")]), DAY)).toEqual([]);
    expect(findings(lived([row("2011", "2016"), row("2017-02", "NAY")]), DAY)).toEqual([]);
    expect(findings(lived([row("2011", "2016"), row("2018", "NAY")]), DAY)).toEqual([
      `warning LLTP-R09 ${ROWS}/1/from`,
    ]);
  });

  it("names the months of a gap to the officer", () => {
    const { dossier, record } = lived([row("2012-03", "2013-11"), row("2014-03", "NAY")]);
    const [issue] = checkRules(rules, { dossier, record }, DAY);
    expect(issue?.message).toBe("Quá trình cư trú bị trống từ 12/2013 đến 02/2014.");
  });
});
