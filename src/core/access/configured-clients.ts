import type { KeptClient } from "../ports/client-store.ts";
import type { ClientGrant } from "./client-grant.ts";

/** The client that `BOOTSTRAP_API_KEY` makes. Its name is nobody else's, whether or not that is set. */
export const BOOTSTRAP_CLIENT = "bootstrap";

/** A client of the configuration, which no command changes. */
export interface ConfiguredClient extends ClientGrant {
  readonly keySha256: string;
  readonly source: "config-file" | "environment";
}

/** A client that is not let in because there is another of its id or key. */
export interface ClientConflict {
  readonly id: string;
  /**
   * `revoked`: the configuration names an id or a key that was revoked by command. `configured`: a client that was added by
   * command has the id or the key of one of the configuration.
   */
  readonly cause: "revoked" | "configured";
}

/** Who is let in, of those of the configuration and those added by command, and who is not. */
export interface ClientsInForce {
  readonly configured: readonly ConfiguredClient[];
  readonly kept: readonly KeptClient[];
  readonly conflicts: readonly ClientConflict[];
}

/**
 * Decides between clients that have an id or a key in common. The configuration comes first, for whoever writes it rules over
 * the machine; but what was revoked stays so, for a file that is put back in its place must not bring a stolen key back.
 */
export function clientsInForce(configured: readonly ConfiguredClient[], kept: readonly KeptClient[]): ClientsInForce {
  const revoked = distinguishing(kept.filter(({ revokedAt }) => revokedAt !== null));
  const [gone, named] = split(configured, (one) => revoked.ids.has(one.id) || revoked.keys.has(one.keySha256));
  const taken = distinguishing(named);
  const live = kept.filter(({ revokedAt }) => revokedAt === null);
  const [aside, added] = split(live, (one) => taken.ids.has(one.id) || keysOf(one).some((key) => taken.keys.has(key)));
  return {
    configured: named,
    kept: added,
    conflicts: [
      ...gone.map(({ id }) => ({ id, cause: "revoked" as const })),
      ...aside.map(({ id }) => ({ id, cause: "configured" as const })),
    ],
  };
}

function distinguishing(clients: readonly (ConfiguredClient | KeptClient)[]) {
  return { ids: new Set(clients.map(({ id }) => id)), keys: new Set(clients.flatMap(keysOf)) };
}

function keysOf(client: ConfiguredClient | KeptClient): string[] {
  const before = "previousKey" in client && client.previousKey !== null ? [client.previousKey.sha256] : [];
  return [client.keySha256, ...before];
}

function split<T>(all: readonly T[], belongs: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))];
}
