import { z } from "zod";
import { isFullDate } from "./partial-date.ts";
import { refused } from "./refused.ts";

const SHAPE = /^(\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.[0-9A-Z]{1,4}){0,5})-((?:20)?\d{6})-(\d{4,7})$/;

/** The three parts of a dossier code. The sequence has no meaning beyond its day and unit. */
export interface DossierCodeParts {
  /** Agency code, old or new form. */
  readonly unit: string;
  /** Day of receipt, `YYYY-MM-DD`. */
  readonly date: string;
  readonly sequence: string;
}

/** Cuts a dossier code; null when the shape is wrong or its date is not in the calendar. Case-sensitive. */
export function dossierCodeParts(code: string): DossierCodeParts | null {
  const [, unit, digits, sequence] = SHAPE.exec(code) ?? [];
  if (unit === undefined || digits === undefined || sequence === undefined) return null;
  const day = digits.length === 8 ? digits : `20${digits}`;
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  return isFullDate(date) ? { unit, date, sequence } : null;
}

/**
 * Dossier code (mã số hồ sơ): unit, day, daily sequence. Since 2025-07-01 Circular 03/2025/TT-VPCP, under Decree
 * 118/2025/NĐ-CP, governs it; its text was not at hand. Before, article 19 of Circular 01/2018/TT-VPCP asked for the old
 * unit code, `yyMMdd` and 4 digits, which is still accepted, for codes live as long as their dossiers; new unit codes,
 * `yyyyMMdd` and up to 7 digits were observed in one-stop software.
 */
export const dossierCode = z
  .string()
  .overwrite((value) => value.trim())
  .max(50, { abort: true })
  .refine(
    (value) => dossierCodeParts(value) !== null,
    refused({
      code: "dossier-code-format",
      vi: "Mã hồ sơ phải có dạng <mã đơn vị>-<yyMMdd>-<số thứ tự 4 đến 7 chữ số>, ngày có thật, ví dụ H26.107-260518-0123.",
      en: "A dossier code is <unit code>-<yyMMdd>-<sequence of 4 to 7 digits> with a real day, e.g. H26.107-260518-0123.",
    }),
  )
  .meta({ description: "Mã hồ sơ. Dossier code, at most 50 characters (MaHoSo).", pattern: SHAPE.source });
