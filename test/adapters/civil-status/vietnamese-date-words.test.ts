import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateWordsMatch, toVietnameseDateWords } from "../../../adapters/civil-status/vietnamese-date-words.ts";

const fullDate = fc
  .date({ min: new Date("1800-01-01T00:00:00Z"), max: new Date("2199-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("writing a date in words", () => {
  it.each([
    ["2026-11-10", "Ngày mười, tháng mười một, năm hai nghìn không trăm hai mươi sáu"],
    ["2026-05-21", "Ngày hai mươi mốt, tháng năm, năm hai nghìn không trăm hai mươi sáu"],
    ["2024-04-24", "Ngày hai mươi tư, tháng tư, năm hai nghìn không trăm hai mươi tư"],
    ["2015-12-15", "Ngày mười lăm, tháng mười hai, năm hai nghìn không trăm mười lăm"],
    ["2005-01-05", "Ngày năm, tháng một, năm hai nghìn không trăm lẻ năm"],
    ["2000-10-31", "Ngày ba mươi mốt, tháng mười, năm hai nghìn"],
    ["1998-03-14", "Ngày mười bốn, tháng ba, năm một nghìn chín trăm chín mươi tám"],
    ["1900-02-20", "Ngày hai mươi, tháng hai, năm một nghìn chín trăm"],
    ["1971-11", "Tháng mười một, năm một nghìn chín trăm bảy mươi mốt"],
    ["1938", "Năm một nghìn chín trăm ba mươi tám"],
  ])("%s", (date, words) => {
    expect(toVietnameseDateWords(date)).toBe(words);
  });
});

describe("comparing words with a date", () => {
  it("holds for the words of any date", () => {
    fc.assert(fc.property(fullDate, (date) => dateWordsMatch(toVietnameseDateWords(date), date)));
  });

  it("fails for the words of any other date", () => {
    fc.assert(
      fc.property(fullDate, fullDate, (a, b) => a === b || !dateWordsMatch(toVietnameseDateWords(a), b)),
      { numRuns: 500 },
    );
  });

  it("tells apart the days of one year", () => {
    const dayOfYear = fc
      .integer({ min: 1, max: 366 })
      .map((day) => new Date(Date.UTC(2024, 0, day)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(dayOfYear, dayOfYear, (a, b) => (a === b) === dateWordsMatch(toVietnameseDateWords(a), b)),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["NGÀY NĂM THÁNG GIÊNG NĂM HAI NGÀN KHÔNG TRĂM LINH NĂM", "2005-01-05"],
    ["Sinh ngày mồng năm tháng một năm hai nghìn lẻ năm", "2005-01-05"],
    ["ngày hai mươi bốn tháng bốn năm hai nghìn không trăm hai mươi bốn.", "2024-04-24"],
    ["Ngày bẩy, tháng chạp, năm một ngàn chín trăm bẩy mươi nhăm", "1975-12-07"],
    ["Ngày mười lăm; tháng bảy – năm hai nghìn".normalize("NFD"), "2000-07-15"],
  ])("accepts another way to write it: %s", (words, date) => {
    expect(dateWordsMatch(words, date)).toBe(true);
  });

  it.each([
    ["Ngày 10 tháng 11 năm 2026", "2026-11-10"],
    ["Ngày mười, tháng mười, năm hai nghìn không trăm hai mươi sáu", "2026-11-10"],
    ["Tháng mười một, năm hai nghìn không trăm hai mươi sáu", "2026-11-10"],
    ["", "2026-11-10"],
  ])("refuses %s", (words, date) => {
    expect(dateWordsMatch(words, date)).toBe(false);
  });
});
