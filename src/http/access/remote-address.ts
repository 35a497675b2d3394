import type { Context } from "hono";
import { z } from "zod";

const incoming = z.object({ incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }) });

/**
 * The address at the other end of the connection; null where there is none (in tests without sockets). What a proxy says
 * about others (`X-Forwarded-For`) is not believed: anybody can write that header.
 */
export function remoteAddress(c: Context): string | null {
  const read = incoming.safeParse(c.env);
  // IPv4 on a socket that speaks both looks like ::ffff:10.0.0.1.
  return read.success ? read.data.incoming.socket.remoteAddress.replace(/^::ffff:(?=\d+\.)/, "") : null;
}
