import type { Context } from "hono";
import type { z } from "zod";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { problem, type Problem } from "../problem.ts";

/** Parses the query string (each name once) with a schema; names the wrong parameter in the problem. */
export function parseQuery<T>(
  schema: z.ZodType<T>,
  c: Context,
): { ok: true; value: T } | { ok: false; problem: Problem } {
  const parsed = parseWith(schema, c.req.query());
  return parsed.ok
    ? parsed
    : { ok: false, problem: problem("invalid-request", { errors: parsed.issues.map((issue) => ({ ...issue })) }) };
}
