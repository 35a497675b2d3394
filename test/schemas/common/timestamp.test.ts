import {
  dayOf,
  formatInstant,
  fromPortalTime,
  timestamp,
  toPortalTime,
  toSlashedDateTime,
} from "#schemas/common/timestamp.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { accepts, refuses, sentenceOf } from "../table.ts";

const instant = fc.integer({ min: Date.UTC(1900, 0, 2), max: Date.UTC(2199, 11, 30) });

describe("timestamp", () => {
  accepts(timestamp, [
    ["2026-05-18T08:30:15+07:00", "2026-05-18T08:30:15+07:00"],
    ["2026-05-18T01:30:15Z", "2026-05-18T08:30:15+07:00"],
    ["2026-05-18T01:30:15.987Z", "2026-05-18T08:30:15+07:00"],
    ["2025-12-31T20:00:00Z", "2026-01-01T03:00:00+07:00"],
    ["2026-05-18T08:30+0700", "2026-05-18T08:30:00+07:00"],
    ["2026-05-18T08:30:15+07", "2026-05-18T08:30:15+07:00"],
    [" 2026-05-17T20:30:15-05:00 ", "2026-05-18T08:30:15+07:00"],
    ["2026-05-18T07:00:15+05:30", "2026-05-18T08:30:15+07:00"],
  ]);
  refuses(timestamp, [
    ["2026-05-18T08:30:15", "timestamp-offset"],
    ["2026-05-18", "timestamp-format"],
    ["20260518083015", "timestamp-format"],
    ["18/05/2026 08:30:15", "timestamp-format"],
    ["2026-02-29T00:00:00Z", "timestamp-calendar"],
    ["2026-13-01T00:00:00Z", "timestamp-calendar"],
    ["2026-00-10T00:00:00Z", "timestamp-calendar"],
    ["2026-05-18T24:00:00Z", "timestamp-calendar"],
    ["2026-05-18T08:60:00Z", "timestamp-calendar"],
    ["2026-05-18T08:30:60Z", "timestamp-calendar"],
    ["2026-05-18T08:30:00+15:00", "timestamp-calendar"],
    ["2026-05-18T08:30:00+07:60", "timestamp-calendar"],
    ["0026-05-18T08:30:00Z", "timestamp-calendar"],
    ["", "timestamp-format"],
    [1_763_000_000_000, "invalid_type"],
  ]);

  it("says that the offset is missing", () => {
    expect(sentenceOf(timestamp, "2026-05-18T08:30:15")).toBe(
      "Thời điểm thiếu múi giờ; thêm +07:00 (giờ Việt Nam) hoặc Z.",
    );
  });

  it("is a date-time in the JSON Schema", () => {
    expect(z.toJSONSchema(timestamp)).toMatchObject({ type: "string", format: "date-time" });
  });

  it("keeps the instant to the second, whatever offset it was written with", () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -14 * 60, max: 14 * 60 }), (ms, offset) => {
        const sign = offset < 0 ? "-" : "+";
        const zone = `${String(Math.floor(Math.abs(offset) / 60)).padStart(2, "0")}:${String(Math.abs(offset) % 60).padStart(2, "0")}`;
        const written = new Date(ms + offset * 60_000).toISOString().replace("Z", `${sign}${zone}`);
        const canonical = timestamp.parse(written);
        expect(Date.parse(canonical)).toBe(Math.floor(ms / 1000) * 1000);
        expect(canonical).toBe(formatInstant(ms));
        expect(timestamp.parse(canonical)).toBe(canonical);
      }),
    );
  });
});

describe("portal time", () => {
  it("writes Vietnamese local time", () => {
    expect(toPortalTime(timestamp.parse("2026-05-17T23:59:59Z"))).toBe("20260518065959");
  });

  it("goes there and back", () => {
    fc.assert(
      fc.property(instant, (ms) => {
        expect(fromPortalTime(toPortalTime(formatInstant(ms)))).toBe(formatInstant(ms));
      }),
    );
  });

  it.each(["", "20260230000000", "2026051808301", "202605180830155", "20260518246000", "abcdefghijklmn"])(
    "reads nothing in %j",
    (time) => {
      expect(fromPortalTime(time)).toBeNull();
    },
  );
});

describe("other renderings", () => {
  it("gives the day and the slashed form", () => {
    const at = formatInstant(Date.UTC(2026, 4, 17, 23, 30, 15, 999));
    expect([at, dayOf(at), toSlashedDateTime(at)]).toEqual([
      "2026-05-18T06:30:15+07:00",
      "2026-05-18",
      "18/05/2026 06:30:15",
    ]);
  });
});
