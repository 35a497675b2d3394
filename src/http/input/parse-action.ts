import type { Context } from "hono";
import type { z } from "zod";
import { parseWith } from "#core/dossier/zod-issues.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpLimits } from "../dependencies.ts";
import { parseJsonInput } from "./parse-json.ts";
import { problem, type Problem } from "../problem.ts";
import { readBody } from "./read-body.ts";

/** Operators' requests are short. */
const LONGEST_ACTION = 64 * 1024;

/** Reads what an operator wants done; an empty body is an empty object. */
export async function parseAction<T>(
  c: Context<HttpEnv>,
  schema: z.ZodType<T>,
  limits: Pick<HttpLimits, "maxDepth">,
  longest = LONGEST_ACTION,
): Promise<{ readonly value: T } | { readonly problem: Problem }> {
  const body = await readBody(c.req.raw, longest);
  if (!body.ok) return { problem: problem(body.reason === "too-large" ? "body-too-large" : "unreadable-body") };
  const input = parseJsonInput(body.text.trim() === "" ? "{}" : body.text, limits.maxDepth);
  if (!input.ok) return { problem: problem("unreadable-body", { detail: input.message }) };
  const parsed = parseWith(schema, input.value);
  return parsed.ok
    ? parsed
    : { problem: problem("invalid-request", { errors: parsed.issues.map((issue) => ({ ...issue })) }) };
}
