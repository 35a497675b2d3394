import { createHash } from "node:crypto";
import type { Context } from "hono";

/**
 * Serves a text that does not change while the process runs: it is made at the first request and kept in memory with its
 * ETag, and whoever has it already gets 304.
 */
export function servedText(
  make: () => string | Promise<string>,
  headers: Readonly<Record<string, string>>,
): (c: Context) => Promise<Response> {
  let made: Promise<{ readonly text: string; readonly tag: string }> | undefined;
  return async function serveText(c) {
    made ??= Promise.resolve(make()).then((text) => ({ text, tag: tagOf(text) }));
    const { text, tag } = await made;
    const all = { ...headers, ETag: tag, "Cache-Control": "no-cache" };
    return c.req.header("If-None-Match")?.includes(tag) === true ? c.body(null, 304, all) : c.body(text, 200, all);
  };
}

function tagOf(text: string): string {
  return `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
}
