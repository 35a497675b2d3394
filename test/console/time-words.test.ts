import { describe, expect, it } from "vitest";
import { durationWords, etaWords, millisecondsWords, numberWords, shortTime } from "../../src/console/time-words.ts";

describe("times in words", () => {
  it.each([
    [0, "dưới 1 giây"],
    [59, "59 giây"],
    [60, "1 phút"],
    [137, "2 phút 17 giây"],
    [7_380, "2 giờ 3 phút"],
    [3_601, "1 giờ"],
    [187_200, "2 ngày 4 giờ"],
  ])("%i seconds are %s", (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
  });

  it.each([
    [0, true, "Không còn gì phải chờ"],
    [12, true, "Dưới 1 phút"],
    [61, true, "Khoảng 2 phút"],
    [3_600, true, "Khoảng 1 giờ"],
    [7_301, true, "Khoảng 2 giờ 5 phút"],
    [null, true, "Chưa đủ số liệu để ước lượng"],
    [null, false, "Chờ Cổng hoạt động trở lại"],
  ])("an estimate of %s s, portal reachable %s: %s", (seconds, reachable, words) => {
    expect(etaWords(seconds, reachable)).toBe(words);
  });

  it("writes times and numbers the Vietnamese way", () => {
    expect(shortTime("2026-05-18T08:30:15+07:00")).toBe("18/05 08:30:15");
    expect(numberWords(48_212)).toBe("48.212");
    expect([millisecondsWords(184), millisecondsWords(10_004)]).toEqual(["184 ms", "10,0 giây"]);
  });
});
