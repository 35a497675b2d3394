import type { Context } from "hono";

const BEARER = /^Bearer ([\x21-\x7e]{1,512})$/i;

/** The bearer key a request carries; null for none. */
export function bearerKey(c: Context): string | null {
  return BEARER.exec(c.req.header("Authorization") ?? "")?.[1] ?? null;
}
