import type { z } from "zod";
import { expect, it } from "vitest";

/** Codes of everything a schema finds wrong: our own constraint codes, or zod's. */
export function codesOf(schema: z.ZodType, input: unknown): string[] {
  const parsed = schema.safeParse(input);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => {
    const own: unknown = issue.code === "custom" ? issue.params?.["code"] : undefined;
    return typeof own === "string" ? own : issue.code;
  });
}

/** One test per accepted input, with what it comes out as. */
export function accepts(schema: z.ZodType, rows: readonly (readonly [input: unknown, output: unknown])[]): void {
  it.each(rows)("takes %j as %j", (input, output) => {
    expect(schema.parse(input)).toEqual(output);
  });
}

/** One test per refused input, with the code of the only thing wrong. */
export function refuses(schema: z.ZodType, rows: readonly (readonly [input: unknown, code: string])[]): void {
  it.each(rows)("refuses %j: %s", (input, code) => {
    expect(codesOf(schema, input)).toEqual([code]);
  });
}

/** The Vietnamese sentence of the first thing wrong. */
export function sentenceOf(schema: z.ZodType, input: unknown): string | undefined {
  return schema.safeParse(input).error?.issues[0]?.message;
}
