import { createHmac, timingSafeEqual } from "node:crypto";
import type { Client } from "#core/client.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { ConsoleClients } from "./dependencies.ts";

/**
 * Logins that live in a cookie alone: `CLIENT.EXPIRY.MAC` (base64url id, milliseconds since the epoch, HMAC-SHA-256).
 * They survive a restart, and end with their time, with the client's key or with its right `read`.
 */
export interface Sessions {
  issue(client: Client): string;
  /** Who the cookie belongs to; null for none, a forged, an old one, or a client that may no longer read. */
  clientOf(cookie: string | undefined): Client | null;
}

export function createSessions(clients: ConsoleClients, clock: Clock, sessionMs: number): Sessions {
  return {
    issue({ id }) {
      const signed = `${Buffer.from(id).toString("base64url")}.${clock.now() + sessionMs}`;
      const mac = macOf(clients, id, signed);
      if (mac === null) throw new TypeError(`client without a session secret: ${id}`);
      return `${signed}.${mac.toString("base64url")}`;
    },

    clientOf(cookie) {
      const [, signed, name, expiry, mac] = COOKIE.exec(cookie ?? "") ?? [];
      if (signed === undefined || name === undefined || mac === undefined) return null;
      const id = Buffer.from(name, "base64url").toString();
      const expected = macOf(clients, id, signed);
      const given = Buffer.from(mac, "base64url");
      if (expected === null || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      if (Number(expiry) <= clock.now()) return null;
      const client = clients.byId(id);
      return client?.rights.has("read") === true ? client : null;
    },
  };
}

const COOKIE = /^(([\w-]{1,400})\.(\d{1,15}))\.([\w-]{43})$/;

function macOf(clients: ConsoleClients, id: string, signed: string): Buffer | null {
  const secret = clients.sessionSecret(id);
  return secret === null ? null : createHmac("sha256", secret).update(`console-session:${signed}`).digest();
}
