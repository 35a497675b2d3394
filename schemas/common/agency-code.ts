import { hCodeProvince, mergedInto, type HCodeProvince } from "../codes/provinces.ts";
import { z } from "zod";
import { refused } from "./refused.ts";

/** QCVN 102:2016/BTTTT, read from right to left. */
const OLD = /^\d{3}\.\d{2}\.\d{2}\.([A-Z]\d{2})$/;
/** Decision 20/2020/QĐ-TTg, read from left to right; groups of 1-3 digits observed, up to 4 allowed. */
const NEW = /^([A-Z]\d{2})(?:\.[0-9A-Z]{1,4}){0,5}$/;

/** Agency code (mã định danh cơ quan) in the old or new form. The two are mapped by table, never computed. */
export const agencyCode = z
  .string()
  .overwrite((value) => value.trim())
  .refine(
    (value) => OLD.test(value) || NEW.test(value),
    refused({
      code: "agency-code-format",
      vi: "Mã cơ quan phải có dạng H26.107 (Quyết định 20/2020/QĐ-TTg) hoặc 000.00.53.H48 (QCVN 102:2016).",
      en: "An agency code is H26.107 (Decision 20/2020/QĐ-TTg) or 000.00.53.H48 (QCVN 102:2016).",
    }),
  )
  .meta({
    description: "Mã định danh cơ quan. Agency code, new form H26.107 or old form 000.00.53.H48.",
    pattern: `${OLD.source}|${NEW.source}`,
  });

/** First-level code inside an agency code: `Hnn` a province, `Gnn` a ministry; null when the form is unknown. */
export function rootOfAgency(code: string): string | null {
  return (OLD.exec(code) ?? NEW.exec(code))?.[1] ?? null;
}

/** The province an agency belongs to, before and after the mergers of 2025-07-01; null for ministries and unknown codes. */
export function provinceOfAgency(code: string): HCodeProvince | null {
  const root = rootOfAgency(code);
  return root === null ? null : hCodeProvince(root);
}

/** Which agency codes lie inside one: the agency itself and the units below it. */
export interface AgencyReach {
  readonly exact: string;
  /** Start of the codes below in the new form. */
  readonly startsWith: string | null;
  /** End of the codes in the old form, which is read from right to left; those have {@link OLD_FORM_LENGTH} characters. */
  readonly endsWith: string | null;
}

/** Length of every code in the old form, `000.00.53.H48`. */
export const OLD_FORM_LENGTH = 13;

/**
 * What a code given as a scope covers. In the old form a group of zeros says "all of it": `000.00.53.H48` covers
 * `000.12.53.H48`. The first level is one in both forms, so `H48` and `000.00.00.H48` cover each other's units; below it
 * old and new codes are mapped by table, never computed.
 */
export function reachOf(scope: string): AgencyReach {
  const root = rootOfAgency(scope);
  if (!OLD.test(scope)) return { exact: scope, startsWith: `${scope}.`, endsWith: root === scope ? `.${scope}` : null };
  const groups = scope.split(".");
  const named = groups.slice(groups.findIndex((group) => /[^0]/.test(group)));
  const end = `.${named.join(".")}`;
  return named.length === 1 && root !== null
    ? { exact: root, startsWith: `${root}.`, endsWith: end }
    : { exact: scope, startsWith: null, endsWith: end };
}

/** Whether an agency lies inside a scope. */
export function isWithinAgency(scope: string, code: string): boolean {
  const { exact, startsWith, endsWith } = reachOf(scope);
  return (
    code === exact ||
    (startsWith !== null && code.startsWith(startsWith)) ||
    (endsWith !== null && code.length === OLD_FORM_LENGTH && code.endsWith(endsWith))
  );
}

/**
 * The scopes that stand beside one because provinces merged: of a whole province, those it has taken in by a day
 * (`YYYY-MM-DD`). Below the first level old and new codes are mapped by table, never computed, so a unit stays alone.
 */
export function mergedScopes(scope: string, day: string): readonly string[] {
  const root = rootOfAgency(scope);
  return root !== null && reachOf(scope).exact === root ? mergedInto(root, day) : [];
}
