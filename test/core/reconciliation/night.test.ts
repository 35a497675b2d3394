import { describe, expect, it } from "vitest";
import { nightDue } from "#core/reconciliation/night.ts";

describe("nightDue", () => {
  it.each<[nightlyAt: string, now: string, night: string | null]>([
    ["02:30", "2026-05-18T02:29:59+07:00", null],
    ["02:30", "2026-05-18T02:30:00+07:00", "2026-05-18"],
    ["02:30", "2026-05-17T19:30:00Z", "2026-05-18"],
    ["02:30", "2026-05-18T06:29:59+07:00", "2026-05-18"],
    ["02:30", "2026-05-18T06:30:00+07:00", null],
    ["23:30", "2026-05-18T00:10:00+07:00", "2026-05-17"],
    ["00:00", "2026-05-18T00:00:00+07:00", "2026-05-18"],
    ["00:00", "2026-05-17T23:59:59+07:00", null],
  ])("at %s, now %s: %s", (nightlyAt, now, night) => {
    expect(nightDue(nightlyAt, Date.parse(now))).toBe(night);
  });
});
