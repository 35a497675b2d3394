import type { Context } from "hono";
import { z } from "zod";
import { toPointer, type Issue } from "#core/dossier/issue.ts";
import { membersOf, unwrapped } from "#core/dossier/schema-walk.ts";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { problem, type Problem } from "../problem.ts";

/**
 * Parses the query string with a schema; names the wrong parameter in the problem. A parameter that stands there twice is
 * refused: whoever reads one of the two would guess which was meant. A number is written with digits only, not as `0x10`
 * or `1e2`, which JavaScript would read as well.
 */
export function parseQuery<S extends z.ZodObject>(
  schema: S,
  c: Context,
): { ok: true; value: z.output<S> } | { ok: false; problem: Problem } {
  const repeated = Object.entries(c.req.queries()).filter(([, values]) => values.length > 1);
  if (repeated.length > 0) return refusal(repeated.map(([name]) => repeatedParameter(name)));
  const query = c.req.query();
  const strange = membersOf(schema).filter(
    ([name, member]) => isNumber(member) && query[name] !== undefined && !/^-?\d{1,15}$/.test(query[name]),
  );
  if (strange.length > 0) return refusal(strange.map(([name]) => noNumber(name)));
  const parsed = parseWith<z.output<S>>(schema as unknown as z.ZodType<z.output<S>>, query);
  return parsed.ok ? parsed : refusal(parsed.issues);
}

function refusal(issues: readonly Issue[]): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: problem("invalid-request", { errors: issues.map((issue) => ({ ...issue })) }) };
}

function isNumber(schema: z.core.$ZodType): boolean {
  return unwrapped(schema) instanceof z.ZodNumber;
}

function noNumber(name: string): Issue {
  return {
    pointer: toPointer([name]),
    code: "number-format",
    message: "Tham số này là một số nguyên, chỉ viết bằng chữ số, ví dụ 50.",
    messageEn: "This parameter is a whole number, written with digits only, such as 50.",
    severity: "error",
  };
}

function repeatedParameter(name: string): Issue {
  return {
    pointer: toPointer([name]),
    code: "repeated-parameter",
    message: "Tham số này xuất hiện nhiều lần trong địa chỉ; chỉ giữ lại một.",
    messageEn: "This parameter stands in the address more than once; keep one of them.",
    severity: "error",
  };
}
