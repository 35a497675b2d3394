import type { Context } from "hono";
import type { z } from "zod";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { problem, type Problem } from "../problem.ts";

/** Parses the query string (each name once) with a schema; names the wrong parameter in the problem. */
export function parseQuery<S extends z.ZodType>(
  schema: S,
  c: Context,
): { ok: true; value: z.output<S> } | { ok: false; problem: Problem } {
  const parsed = parseWith<z.output<S>>(schema as z.ZodType<z.output<S>>, c.req.query());
  return parsed.ok
    ? parsed
    : { ok: false, problem: problem("invalid-request", { errors: parsed.issues.map((issue) => ({ ...issue })) }) };
}
