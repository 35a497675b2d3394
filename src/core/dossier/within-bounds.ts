import { z } from "zod";
import { toPointer, type Issue } from "./issue.ts";
import { branchOf, isObject, maximumOf, membersOf, unwrapped } from "./schema-walk.ts";

/** Longest text where the schema names no length: an address, a code. */
const USUAL_TEXT = 10_000;

/** So many times the length a schema allows a text may have before it is normalised: marks by themselves, white space. */
const BEFORE_NORMALISING = 4;

/** Members of one object that its schema does not know, of which each is named. */
const MOST_UNKNOWN = 500;

/** An input of a size that a schema checks quickly, and what was cut off. */
export interface Bounded {
  readonly input: unknown;
  /** Of texts and objects that were cut. A list that was cut is one entry too long still: the schema says so itself. */
  readonly issues: readonly Issue[];
}

/**
 * Cuts what is far too large down before a schema looks at it: checking thousands of entries, or normalising megabytes of
 * text, only to say that they are too many would keep everybody else waiting. What is cut off is refused in any case, so
 * that nothing of it gets lost unheard.
 *
 * @param base path of the input inside what the client sent
 */
export function withinBounds(schema: z.core.$ZodType, input: unknown, base: readonly PropertyKey[] = []): Bounded {
  const issues: Issue[] = [];
  return { input: cut(schema, input, base, issues), issues };
}

function cut(schema: z.core.$ZodType, input: unknown, path: readonly PropertyKey[], issues: Issue[]): unknown {
  const inner = unwrapped(schema);
  if (typeof input === "string") return cutText(inner, input, path, issues);
  if (Array.isArray(input)) {
    if (!(inner instanceof z.ZodArray)) return input;
    const most = maximumOf(inner);
    const entries: readonly unknown[] = most === undefined ? input : input.slice(0, most + 1);
    return entries.map((entry, place) => cut(inner.element, entry, [...path, place], issues));
  }
  if (!isObject(input)) return input;
  const object = inner instanceof z.ZodDiscriminatedUnion ? branchOf(inner, input) : inner;
  if (!(object instanceof z.ZodObject)) return input;
  const members = new Map(membersOf(object));
  let unknown = 0;
  const kept = Object.entries(input).flatMap(([name, value]) => {
    const member = members.get(name);
    if (member !== undefined) return [[name, cut(member, value, [...path, name], issues)] as const];
    unknown += 1;
    return unknown > MOST_UNKNOWN ? [] : [[name, value] as const];
  });
  if (unknown > MOST_UNKNOWN) issues.push(moreUnknown(path, unknown - MOST_UNKNOWN));
  return Object.fromEntries(kept);
}

function moreUnknown(path: readonly PropertyKey[], count: number): Issue {
  return {
    pointer: toPointer(path),
    code: "unknown-fields",
    message: `Còn ${count} trường khác ở đây không có trong định dạng; kiểm tra lại phần mềm ghép hồ sơ.`,
    messageEn: `There are ${count} more fields here that the format has not; check how the dossier is put together.`,
    severity: "error",
  };
}

function cutText(schema: z.core.$ZodType, text: string, path: readonly PropertyKey[], issues: Issue[]): string {
  // Files come as base64 of any length, and are looked at once.
  if (schema instanceof z.ZodBase64) return text;
  const known = schema instanceof z.ZodString ? maximumOf(schema) : undefined;
  const most = known === undefined ? USUAL_TEXT : known * BEFORE_NORMALISING;
  if (text.length <= Math.max(most, USUAL_TEXT / 10)) return text;
  issues.push({
    pointer: toPointer(path),
    code: "too-big",
    message: `Dài ${text.length} ký tự, tối đa ${known ?? most} ký tự.`,
    messageEn: `${text.length} characters long; at most ${known ?? most} are allowed.`,
    severity: "error",
  });
  return text.slice(0, 100);
}
