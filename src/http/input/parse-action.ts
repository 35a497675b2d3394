import type { Context } from "hono";
import type { z } from "zod";
import type { HttpLimits } from "#core/ports/http-limits.ts";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { bodyProblem } from "./body-problem.ts";
import type { HttpEnv } from "../http-env.ts";
import { parseJsonInput } from "./parse-json.ts";
import { problem, type Problem } from "../problem.ts";
import { readBody } from "./read-body.ts";

/** Operators' requests are short. */
const LONGEST_ACTION = 64 * 1024;

/** Reads what an operator wants done; an empty body is an empty object. */
export async function parseAction<S extends z.ZodType>(
  c: Context<HttpEnv>,
  schema: S,
  limits: Pick<HttpLimits, "maxDepth">,
  longest = LONGEST_ACTION,
): Promise<{ readonly value: z.output<S> } | { readonly problem: Problem }> {
  const body = await readBody(c.req.raw, longest);
  if (!body.ok) return { problem: bodyProblem(body.reason) };
  const text = body.text.trim() === "" ? "{}" : body.text;
  const input = parseJsonInput(text, { maxDepth: limits.maxDepth, keepFractions: false });
  if (!input.ok)
    return { problem: problem("unreadable-body", { errors: input.issues.map((issue) => ({ ...issue })) }) };
  const parsed = parseWith<z.output<S>>(schema as z.ZodType<z.output<S>>, input.value);
  return parsed.ok
    ? parsed
    : { problem: problem("invalid-request", { errors: parsed.issues.map((issue) => ({ ...issue })) }) };
}
