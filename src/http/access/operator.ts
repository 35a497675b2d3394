import type { Context } from "hono";
import type { HttpEnv } from "../http-env.ts";

/** Name under which the audit log keeps what the calling client did as an operator. */
export function operatorOf(c: Context<HttpEnv>): string {
  return `operator:${c.get("client").id}`;
}
