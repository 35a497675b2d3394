import { KEY_SECRET_BYTES, writeApiKey } from "#core/access/api-key.ts";
import { excessOf, maySeeClient, type ClientGrant, type GrantExcess } from "#core/access/client-grant.ts";
import { BOOTSTRAP_CLIENT, type ConfiguredClient } from "#core/access/configured-clients.ts";
import type { Client } from "#core/client.ts";
import type { ClientStore, KeptClient } from "#core/ports/client-store.ts";
import type { Clock } from "#core/ports/ports.ts";
import { dayOf, formatInstant } from "#schemas/common/timestamp.ts";
import { sha256 } from "../sha256.ts";
import { viewOfConfigured, viewOfKept, type ClientView } from "./client-views.ts";

export interface AdministerClientsDependencies {
  readonly clock: Clock;
  readonly store: Pick<ClientStore, "all" | "find" | "add" | "rotate" | "revoke" | "uses">;
  readonly register: {
    configured(): readonly ConfiguredClient[];
    byKeySha256(keySha256: string): Client | null;
  };
  /** Brings this process and the database up to one another; never throws. */
  readonly refresh: () => Promise<void>;
  /** From a source fit for secrets. */
  readonly randomBytes: (size: number) => Uint8Array;
  /** How long a key that was rotated is taken as well, where nobody says otherwise. */
  readonly keyOverlapMs: number;
}

/** What kept somebody from changing a client. `configured`: it stands in the configuration, and is changed there. */
export type ClientRefusal =
  | { readonly kind: "absent" }
  | { readonly kind: "configured" }
  | { readonly kind: "revoked" }
  | { readonly kind: "beyond"; readonly excess: GrantExcess };

/** A client with its new key, which is shown here and nowhere else. */
interface KeyGiven {
  readonly kind: "given";
  readonly client: ClientView;
  readonly key: string;
}

/** Adding clients, giving them other keys, and revoking them, each within what the one who does so has. */
export interface ClientAdministration {
  /** Those within the agencies of who asks, of the configuration too. */
  list(administrator: Client): Promise<readonly ClientView[]>;
  /** `taken`: there is or was a client of this id. */
  add(
    administrator: Client,
    grant: ClientGrant,
  ): Promise<KeyGiven | { readonly kind: "taken" } | Extract<ClientRefusal, { kind: "configured" | "beyond" }>>;
  /** @param how `overlapMs`: how long the key before is taken as well; absent: as configured */
  rotate(
    administrator: Client,
    id: string,
    how: { readonly overlapMs?: number | undefined; readonly reason?: string | undefined },
  ): Promise<KeyGiven | ClientRefusal>;
  /** `revoked` false: it was revoked before. */
  revoke(
    administrator: Client,
    id: string,
    reason: string,
  ): Promise<
    | { readonly kind: "done"; readonly client: ClientView; readonly revoked: boolean }
    | Exclude<ClientRefusal, { kind: "revoked" }>
  >;
}

export function administerClients(deps: AdministerClientsDependencies): ClientAdministration {
  const { clock, store, register, refresh } = deps;
  const today = () => dayOf(formatInstant(clock.now()));
  const actorOf = ({ id }: Client) => `operator:${id}`;
  const view = async (client: KeptClient) => viewOfKept(client, await viewing());
  const viewing = async () => ({ uses: await store.uses(), now: clock.now(), inForce: isInForce });
  const isInForce = (id: string, keySha256: string) => register.byKeySha256(keySha256)?.id === id;

  function makeKey(id: string) {
    const key = writeApiKey(id, deps.randomBytes(KEY_SECRET_BYTES));
    return { key, keySha256: sha256(key) };
  }

  /** The client of this id, if somebody may change it. */
  async function within(administrator: Client, id: string): Promise<KeptClient | ClientRefusal> {
    const day = today();
    const configured = register.configured().find((one) => one.id === id);
    if (configured !== undefined)
      return maySeeClient(administrator, configured, day) ? { kind: "configured" } : { kind: "absent" };
    const client = await store.find(id);
    if (client === null || !maySeeClient(administrator, client, day)) return { kind: "absent" };
    const excess = excessOf(administrator, client, day);
    return excess === null ? client : { kind: "beyond", excess };
  }

  return {
    async list(administrator) {
      const day = today();
      const visible = (one: ClientGrant) => maySeeClient(administrator, one, day);
      const seen = await viewing();
      const kept = (await store.all()).filter(visible).map((one) => viewOfKept(one, seen));
      const configured = register.configured().filter(visible);
      return [...configured.map((one) => viewOfConfigured(one, seen)), ...kept];
    },

    async add(administrator, grant) {
      const isConfigured = register.configured().some(({ id }) => id === grant.id);
      if (isConfigured || grant.id === BOOTSTRAP_CLIENT) return { kind: "configured" };
      const excess = excessOf(administrator, grant, today());
      if (excess !== null) return { kind: "beyond", excess };
      const { key, keySha256 } = makeKey(grant.id);
      const by = { actor: actorOf(administrator), at: new Date(clock.now()) };
      const added = await store.add(grant, keySha256, by);
      if (added === null) return { kind: "taken" };
      await refresh();
      return { kind: "given", client: await view(added), key };
    },

    async rotate(administrator, id, { overlapMs = deps.keyOverlapMs, reason }) {
      const found = await within(administrator, id);
      if ("kind" in found) return found;
      // Whether the key it has was used decides which one stays.
      await refresh();
      const { key, keySha256 } = makeKey(id);
      const now = clock.now();
      const by = { actor: actorOf(administrator), at: new Date(now), reason };
      const change = await store.rotate(id, keySha256, new Date(now + overlapMs), by);
      if (change.kind !== "changed") return { kind: change.kind };
      await refresh();
      return { kind: "given", client: await view(change.client), key };
    },

    async revoke(administrator, id, reason) {
      const found = await within(administrator, id);
      if ("kind" in found) return found.kind === "revoked" ? { kind: "absent" } : found;
      const change = await store.revoke(id, { actor: actorOf(administrator), at: new Date(clock.now()), reason });
      if (change.kind === "absent") return change;
      await refresh();
      return { kind: "done", client: await view(change.client), revoked: change.kind === "changed" };
    },
  };
}
