import { nearest } from "#schemas/common/code-suggestion.ts";
import { z } from "zod";
import { moreErrors, toPointer, type Issue } from "./issue.ts";
import { WrittenNumber } from "./written-number.ts";
import { inVietnamese, writtenNumber } from "./zod-words.ts";

type ErrorMap = z.core.$ZodErrorMap;
const vietnamese: ErrorMap = z.locales.vi().localeError;
const english: ErrorMap = z.locales.en().localeError;

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: Issue[] };

/** Wording a refusal takes longer than finding it. Whoever has more wrong in one schema has one cause for most of it. */
const MOST_WORDED = 500;

/**
 * Parses with a schema and turns every zod issue into ours: pointer, stable code, Vietnamese and English sentence. Of more
 * than {@link MOST_WORDED} the last one (`more-errors`) says how many are left.
 *
 * @param base path of the parsed value inside what the client sent, e.g. `["record"]`.
 */
export function parseWith<T>(schema: z.ZodType<T>, input: unknown, base: readonly PropertyKey[] = []): Parsed<T> {
  // The refused values stay in here: a sentence may quote one to suggest what was meant.
  const context = { error: vietnamese, reportInput: true, async: false } as const;
  const run = schema._zod.run({ value: input, issues: [] }, context);
  if (run instanceof Promise) throw new TypeError("a schema of what clients send does not wait for anything");
  if (run.issues.length === 0) return { ok: true, value: run.value as T };
  const config = z.core.config();
  const issues = run.issues.slice(0, MOST_WORDED).flatMap((raw) => {
    const issue = z.core.util.finalizeIssue(raw, context, config);
    const absent = issue.code !== "custom" && valueAt(input, issue.path) === undefined;
    if (absent) return [missing([...base, ...issue.path])];
    const inEnglish = z.core.util.finalizeIssue(raw, { error: english, async: false }, config);
    return toIssues(issue, inEnglish, base);
  });
  const left = run.issues.length - MOST_WORDED;
  return { ok: false, issues: left > 0 ? [...issues, moreErrors(left, toPointer(base))] : issues };
}

function toIssues(issue: z.core.$ZodIssue, inEnglish: z.core.$ZodIssue, base: readonly PropertyKey[]): Issue[] {
  const path = [...base, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      pointer: toPointer([...path, key]),
      code: "unknown-field",
      message: `Trường «${key}» không có trong định dạng; kiểm tra lại tên trường.`,
      messageEn: `There is no field named “${key}” here; check its spelling.`,
      severity: "error",
    }));
  }
  const own: { code?: unknown; messageEn?: unknown } = issue.code === "custom" ? (issue.params ?? {}) : {};
  if (issue.code === "invalid_value") return [notOneOf(issue, inEnglish, path)];
  // zod has no Vietnamese sentence for a wrong discriminator; its English one ends with what is allowed.
  const allowed = issue.code === "invalid_union" ? /Expected (.+)$/.exec(inEnglish.message)?.[1] : undefined;
  if (allowed !== undefined) {
    return [
      {
        pointer: toPointer(path),
        code: "invalid-value",
        message: `Giá trị không hợp lệ; chỉ nhận một trong: ${allowed}.`,
        messageEn: `Not a valid value; expected one of: ${allowed}.`,
        severity: "error",
      },
    ];
  }
  return [
    {
      pointer: toPointer(path),
      code: typeof own.code === "string" ? own.code : issue.code.replaceAll("_", "-"),
      message: (issue.code === "custom" ? undefined : inVietnamese(issue)) ?? issue.message,
      messageEn: englishOf(own.messageEn, issue.input) ?? writtenNumber(issue)?.en ?? zodsEnglish(inEnglish),
      severity: "error",
    },
  ];
}

/** zod calls a value by the name of its class, which says nothing to whoever wrote a number. */
function zodsEnglish({ message }: z.core.$ZodIssue): string {
  return message.replace(`received ${WrittenNumber.name}`, "received number");
}

/** A constraint's own English sentence: as it stands, or made from the refused value. */
function englishOf(own: unknown, value: unknown): string | undefined {
  if (typeof own === "string") return own;
  return typeof own === "function" ? String((own as (refused: unknown) => unknown)(value)) : undefined;
}

/** A value outside a list, with the nearest that is in it. */
function notOneOf(
  issue: Extract<z.core.$ZodIssue, { readonly code: "invalid_value" }>,
  inEnglish: z.core.$ZodIssue,
  path: readonly PropertyKey[],
): Issue {
  const near = typeof issue.input === "string" ? nearest(issue.input, issue.values.map(String)) : undefined;
  return {
    pointer: toPointer(path),
    code: "invalid-value",
    message: `${inVietnamese(issue) ?? issue.message}${near === undefined ? "" : ` Có phải là «${near}»?`}`,
    messageEn: `${inEnglish.message}${near === undefined ? "" : `; did you mean “${near}”?`}`,
    severity: "error",
  };
}

function missing(path: readonly PropertyKey[]): Issue {
  return {
    pointer: toPointer(path),
    code: "missing",
    message: "Thiếu trường bắt buộc này.",
    messageEn: "This field is required.",
    severity: "error",
  };
}

/** What stands at a path of the input; undefined where there is nothing. */
function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
}
