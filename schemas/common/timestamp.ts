import { z } from "zod";
import { refused } from "./refused.ts";

/**
 * Points in time. The canonical form is `YYYY-MM-DDTHH:mm:ss+07:00`: one width and one offset, so that text order is time
 * order. Viet Nam has had one offset and no summer time for all dates handled here (DATE-04).
 */
const ISO = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?([Zz]|[+-]\d{2}(?::?\d{2})?)?$/;
const VIETNAM_OFFSET_MS = 7 * 3_600_000;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

type Reading = { readonly epochMs: number } | { readonly problem: "format" | "offset" | "calendar" };

function read(value: string): Reading {
  const match = ISO.exec(value);
  if (match === null) return { problem: "format" };
  const part = (index: number) => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)] as const;
  const offset = match[7];
  if (offset === undefined) return { problem: "offset" };
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const shown = new Date(local);
  const real =
    isKept(year) &&
    shown.getUTCMonth() === month - 1 &&
    shown.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  const shift = offsetMs(offset);
  if (!real || shift === null) return { problem: "calendar" };
  const epochMs = local - shift;
  // What is kept is written with +07:00 and has to be readable again, so the year in Viet Nam counts too.
  return isKept(new Date(epochMs + VIETNAM_OFFSET_MS).getUTCFullYear()) ? { epochMs } : { problem: "calendar" };
}

function isKept(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

function offsetMs(offset: string): number | null {
  if (offset.toUpperCase() === "Z") return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(":", "") || "0");
  if (hours > 14 || minutes > 59) return null;
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** The instant in canonical form; fractions of a second are dropped. */
export function formatInstant(epochMs: number): string {
  return `${new Date(Math.floor(epochMs / 1000) * 1000 + VIETNAM_OFFSET_MS).toISOString().slice(0, 19)}+07:00`;
}

const reads = (problem: "format" | "offset" | "calendar") => (value: string) => {
  const reading = read(value);
  return !("problem" in reading && reading.problem === problem);
};

/** ISO 8601 date and time with offset, 1900 to 2199; comes out canonical. Codes `timestamp-format`, `-offset`, `-calendar`. */
export const timestamp = z
  .string()
  .overwrite((value) => value.trim())
  .refine(reads("format"), {
    ...refused({
      code: "timestamp-format",
      vi: "Thời điểm phải theo ISO 8601, ví dụ 2026-05-18T08:30:15+07:00.",
      en: "A point in time is ISO 8601, e.g. 2026-05-18T08:30:15+07:00.",
    }),
    abort: true,
  })
  .refine(reads("offset"), {
    ...refused({
      code: "timestamp-offset",
      vi: "Thời điểm thiếu múi giờ; thêm +07:00 (giờ Việt Nam) hoặc Z.",
      en: "The offset is missing; add +07:00 (Viet Nam) or Z.",
    }),
    abort: true,
  })
  .refine(reads("calendar"), {
    ...refused({
      code: "timestamp-calendar",
      vi: "Thời điểm không có thật trên lịch hoặc ngoài các năm 1900-2199.",
      en: "This point in time is not in the calendar or outside the years 1900-2199.",
    }),
    abort: true,
  })
  .overwrite((value) => {
    const reading = read(value);
    return "problem" in reading ? value : formatInstant(reading.epochMs);
  })
  .meta({
    description: "Thời điểm ISO 8601 có múi giờ. Date and time with offset, kept to the second.",
    format: "date-time",
  });

/** Canonical time as the portal writes it: `yyyyMMddHHmmss`, Asia/Ho_Chi_Minh. */
export function toPortalTime(canonical: string): string {
  return canonical.slice(0, 19).replace(/\D/g, "");
}

/** Portal time (`yyyyMMddHHmmss`) as canonical; null for the empty string (the portal's "no date") and for anything unreal. */
export function fromPortalTime(portalTime: string): string | null {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(portalTime);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const canonical = `${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`;
  return "problem" in read(canonical) ? null : canonical;
}

/** The day in Viet Nam, `YYYY-MM-DD`. */
export function dayOf(canonical: string): string {
  return canonical.slice(0, 10);
}

/** `dd/MM/yyyy HH:mm:ss`, as the civil-status interchange and screens write it. */
export function toSlashedDateTime(canonical: string): string {
  const [year = "", month = "", day = ""] = dayOf(canonical).split("-");
  return `${day}/${month}/${year} ${canonical.slice(11, 19)}`;
}
