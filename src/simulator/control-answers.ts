import type { Context } from "hono";
import type { Issue } from "#core/dossier/issue.ts";

/** Text that is no JSON becomes undefined, which the schema then refuses as it refuses any other nonsense. */
export function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 9457. */
export function problem(
  c: Context,
  status: 404 | 422,
  code: string,
  detail: string,
  errors: readonly Issue[] = [],
): Response {
  const title = status === 404 ? "Not Found" : "Unprocessable Content";
  const body = { type: "about:blank", title, status, code, detail, errors };
  return c.body(JSON.stringify(body), status, { "content-type": "application/problem+json; charset=utf-8" });
}
