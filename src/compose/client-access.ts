import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { ConfiguredClient } from "#core/access/configured-clients.ts";
import type { Events } from "#core/ports/events.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { Config } from "../config/config.ts";
import { administerClients, type ClientAdministration } from "../flow/access/administer-clients.ts";
import { followClients } from "../flow/access/follow-clients.ts";
import { createClientRegister } from "../http/access/client-directory.ts";
import { mergedProvinces } from "../http/access/merged-provinces.ts";
import type { ClientDirectory } from "../http/dependencies.ts";
import type { Store } from "../store/store.ts";
import { startRounds } from "../worker/rounds.ts";

export interface ClientAccessOptions {
  readonly config: Pick<Config, "clients" | "access">;
  readonly bootstrapApiKey: string | undefined;
  readonly store: Pick<Store, "clients" | "sessions">;
  readonly clock: Clock;
  readonly events: Pick<Events, "clientSetAside" | "failed">;
}

/** Which clients of the file are others than before. */
export interface ClientChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** Who may call the gateway, as it changes while it runs. Disposing stops following the database. */
export interface ClientAccess extends AsyncDisposable {
  readonly directory: ClientDirectory;
  readonly administration: ClientAdministration;
  /** Whether there is anybody at all. */
  hasClients(): boolean;
  /** Puts these in the place of the clients of the file, and ends console sessions of keys that are gone. */
  configure(clients: Config["clients"]): Promise<ClientChanges>;
}

/** @throws when the database is away: who was revoked is not known then */
export async function openClientAccess(options: ClientAccessOptions): Promise<ClientAccess> {
  const { config, store, clock, events } = options;
  const register = createClientRegister(config.clients, options.bootstrapApiKey, {
    clock,
    onConflict: events.clientSetAside,
  });
  const { look } = followClients({ store: store.clients, register, clock });
  await look();
  const following = startRounds({ name: "follow-clients", everyMs: config.access.pollMs, events, round: look });
  return {
    directory: mergedProvinces(register, clock),
    administration: administerClients({
      clock,
      store: store.clients,
      register,
      // What was changed is changed; should the database be gone now, the next look sees it.
      refresh: () => look().catch((error: unknown) => events.failed("follow-clients", error)),
      randomBytes,
      keyOverlapMs: config.access.keyOverlapMs,
    }),
    hasClients: () => register.hasClients(),
    async configure(clients) {
      const before = register.configured();
      register.configure(clients);
      const after = register.configured();
      const gone = before.filter(
        (one) => !after.some(({ id, keySha256 }) => id === one.id && keySha256 === one.keySha256),
      );
      await store.sessions
        .endOfKeys(
          gone.map(({ keySha256 }) => keySha256),
          new Date(clock.now()),
        )
        // They let nobody in any more: their keys are nobody's.
        .catch((error: unknown) => events.failed("end-sessions", error));
      return changesBetween(before, after);
    },
    [Symbol.asyncDispose]: () => following[Symbol.asyncDispose](),
  };
}

function changesBetween(before: readonly ConfiguredClient[], after: readonly ConfiguredClient[]): ClientChanges {
  const old = new Map(before.map((one) => [one.id, one]));
  const ids = new Set(after.map(({ id }) => id));
  return {
    added: after.filter(({ id }) => !old.has(id)).map(({ id }) => id),
    removed: before.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
    changed: after.filter((one) => old.has(one.id) && !isDeepStrictEqual(old.get(one.id), one)).map(({ id }) => id),
  };
}
