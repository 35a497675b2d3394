import type { ClientGrant } from "#core/access/client-grant.ts";
import type { ConfiguredClient } from "#core/access/configured-clients.ts";
import type { KeptClient } from "#core/ports/client-store.ts";
import { formatInstant } from "#schemas/common/timestamp.ts";

/** A client as operators see it: neither its keys nor their hashes. Times are canonical. */
export interface ClientView extends ClientGrant {
  readonly source: ConfiguredClient["source"] | "database";
  /** `set-aside`: not let in, because another client has its id or key. */
  readonly state: "active" | "revoked" | "set-aside";
  /** When one of its keys was last shown, to within some minutes; null: never, as far as is known. */
  readonly lastUsedAt: string | null;
  /** The key before the newest, as long as it is taken; whether it is still in use tells when its owner has changed over. */
  readonly previousKey: { readonly endsAt: string; readonly lastUsedAt: string | null } | null;
  readonly createdAt: string | null;
  readonly createdBy: string | null;
  readonly changedAt: string | null;
  readonly revokedAt: string | null;
}

/** What is known when clients are looked at. */
export interface Viewing {
  /** When keys were last shown, by their SHA-256. */
  readonly uses: ReadonlyMap<string, Date>;
  readonly now: number;
  /** Whether this key lets this client in. */
  readonly inForce: (id: string, keySha256: string) => boolean;
}

export function viewOfConfigured(client: ConfiguredClient, { uses, inForce }: Viewing): ClientView {
  const { keySha256, source, ...grant } = client;
  return {
    ...grantOf(grant),
    source,
    state: inForce(client.id, keySha256) ? "active" : "set-aside",
    lastUsedAt: formatOrNull(uses.get(keySha256)),
    previousKey: null,
    createdAt: null,
    createdBy: null,
    changedAt: null,
    revokedAt: null,
  };
}

export function viewOfKept(client: KeptClient, { uses, now, inForce }: Viewing): ClientView {
  const { keySha256, previousKey, revokedAt } = client;
  const before = previousKey !== null && previousKey.endsAt.getTime() > now ? previousKey : null;
  const shown = [uses.get(keySha256), previousKey === null ? undefined : uses.get(previousKey.sha256)];
  const lastUsed = shown.filter((at) => at !== undefined).toSorted((a, b) => b.getTime() - a.getTime())[0];
  const isActive = inForce(client.id, keySha256);
  return {
    ...grantOf(client),
    source: "database",
    state: revokedAt !== null ? "revoked" : isActive ? "active" : "set-aside",
    lastUsedAt: formatOrNull(lastUsed),
    previousKey: before && {
      endsAt: formatInstant(before.endsAt.getTime()),
      lastUsedAt: formatOrNull(uses.get(before.sha256)),
    },
    createdAt: formatOrNull(client.createdAt),
    createdBy: client.createdBy,
    changedAt: formatOrNull(client.changedAt),
    revokedAt: formatOrNull(revokedAt),
  };
}

/** Nothing but what was given, whatever else stands beside it. */
function grantOf({ id, name, rights, agencies, codeUnits }: ClientGrant): ClientGrant {
  return { id, name, rights, agencies, codeUnits };
}

function formatOrNull(at: Date | null | undefined): string | null {
  return at === null || at === undefined ? null : formatInstant(at.getTime());
}
