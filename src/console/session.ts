import { createHash, randomBytes } from "node:crypto";
import type { Client } from "#core/client.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { LoginLimits } from "#core/ports/login-limits.ts";
import type { LoginSessionStore } from "#core/ports/login-session-store.ts";
import type { ConsoleClients } from "./dependencies.ts";

/**
 * Logins that live in the database. The cookie is a random secret and says nothing; the database knows its hash only. A
 * session ends by logging out, with the key it was made with, with its client's right `read`, when nobody does anything in
 * it for a while, and after its longest life.
 */
export interface Sessions {
  /** @returns what the browser shall carry */
  start(client: Client, apiKey: string): Promise<string>;
  /**
   * Who the cookie belongs to; null for none, an unknown one, one that is over, or a client that may no longer read.
   *
   * @param by what asks: a page somebody opened keeps the session alive, a script that asks by itself does not
   */
  clientOf(cookie: string | undefined, by: "person" | "script"): Promise<Client | null>;
  end(cookie: string | undefined): Promise<void>;
}

const SECRET_BYTES = 32;
/** That many bytes in base64url. */
const COOKIE = /^[\w-]{43}$/;
/** A page is noted at most this many times in the idle time, so that reading pages writes little. */
const NOTES_PER_IDLE_TIME = 30;

export function createSessions(
  store: LoginSessionStore,
  clients: Pick<ConsoleClients, "byKeySha256">,
  clock: Clock,
  limits: Pick<LoginLimits, "sessionMs" | "idleMs">,
): Sessions {
  return {
    start: async ({ id: clientId }, apiKey) => {
      const cookie = randomBytes(SECRET_BYTES).toString("base64url");
      const now = clock.now();
      await store.start(hash(cookie), {
        clientId,
        keySha256: hash(apiKey),
        startedAt: new Date(now),
        seenAt: new Date(now),
        endsAt: new Date(now + limits.sessionMs),
      });
      return cookie;
    },

    clientOf: async (cookie, by) => {
      if (cookie === undefined || !COOKIE.test(cookie)) return null;
      const session = await store.find(hash(cookie));
      const now = clock.now();
      if (session === null || session.endsAt.getTime() <= now) return null;
      const idleMs = now - session.seenAt.getTime();
      if (idleMs >= limits.idleMs) return null;
      const client = clients.byKeySha256(session.keySha256);
      if (client?.id !== session.clientId || !client.rights.has("read")) return null;
      if (by === "person" && idleMs >= limits.idleMs / NOTES_PER_IDLE_TIME) {
        await store.seen(hash(cookie), new Date(now));
      }
      return client;
    },

    end: async (cookie) => {
      if (cookie !== undefined && COOKIE.test(cookie)) await store.end(hash(cookie), new Date(clock.now()));
    },
  };
}

function hash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
