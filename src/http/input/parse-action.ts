import type { Context } from "hono";
import type { z } from "zod";
import type { HttpLimits } from "#core/ports/http-limits.ts";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { bodyProblem } from "./body-problem.ts";
import { holdBytes, shareOf, type ClientShares } from "../access/client-shares.ts";
import type { HttpEnv } from "../http-env.ts";
import { parseJsonInput } from "./parse-json.ts";
import { problem, type Problem } from "../problem.ts";
import { decodeUtf8, isUtf16 } from "./read-dossiers.ts";
import { readBody } from "./read-body.ts";

/** Operators' requests are short. */
const LONGEST_ACTION = 64 * 1024;

/** Members and entries; a message that replaces another has far fewer. */
const MOST_VALUES = 50_000;

/** What bounds an operator's request. */
export interface ActionTerms {
  readonly limits: Pick<HttpLimits, "maxDepth" | "maxBodySeconds">;
  readonly shares: Pick<ClientShares, "bytes">;
}

/** Reads what an operator wants done; an empty body is an empty object. */
export async function parseAction<S extends z.ZodType>(
  c: Context<HttpEnv>,
  schema: S,
  { limits, shares }: ActionTerms,
  longest = LONGEST_ACTION,
): Promise<{ readonly value: z.output<S> } | { readonly problem: Problem }> {
  const held = holdBytes(shares.bytes, shareOf(c.get("client")));
  const body = await readBody(c.req.raw, { limit: longest, seconds: limits.maxBodySeconds, held });
  // What an operator wants is short; what it was written in may go as soon as it is read.
  held.release();
  if (!body.ok) return { problem: bodyProblem(body.reason) };
  const written = decodeUtf8(body.bytes);
  if (written === null) return { problem: bodyProblem(isUtf16(body.bytes) ? "utf-16" : "not-utf8") };
  const text = written.trim() === "" ? "{}" : written;
  const { maxDepth } = limits;
  const input = parseJsonInput(text, {
    maxDepth,
    maxValues: MOST_VALUES,
    maxMembers: MOST_VALUES,
    keepFractions: false,
  });
  if (!input.ok)
    return { problem: problem("unreadable-body", { errors: input.issues.map((issue) => ({ ...issue })) }) };
  const parsed = parseWith<z.output<S>>(schema as z.ZodType<z.output<S>>, input.value);
  return parsed.ok
    ? parsed
    : { problem: problem("invalid-request", { errors: parsed.issues.map((issue) => ({ ...issue })) }) };
}
