import type { ClientGrant } from "../access/client-grant.ts";

/** A client that was added by command. Its keys are known by their SHA-256 only (hex). */
export interface KeptClient extends ClientGrant {
  readonly keySha256: string;
  /** The key before, which is taken as well until then; null: none is. */
  readonly previousKey: { readonly sha256: string; readonly endsAt: Date } | null;
  readonly createdAt: Date;
  /** Who added it, as the audit log names them. */
  readonly createdBy: string;
  readonly changedAt: Date;
  /** Since when it is let in no more; null: it is. */
  readonly revokedAt: Date | null;
}

/** Who changes something, when, and why where they say so; for the audit log. */
interface ChangedBy {
  readonly actor: string;
  readonly at: Date;
  readonly reason?: string | undefined;
}

/** A change of a client: as it is now, or what kept it from being changed. */
export type ClientChange =
  | { readonly kind: "changed"; readonly client: KeptClient }
  | { readonly kind: "absent" }
  | { readonly kind: "revoked"; readonly client: KeptClient };

/**
 * Keeps the clients that were added by command, for every process on the database. Each change has its audit entry, without
 * a key or its hash, and another {@link ClientStore.mark}.
 */
export interface ClientStore {
  /** Which state the clients are in: another after each change, whichever process made it. */
  mark(): Promise<string>;
  /** All there are, the revoked too, by id. */
  all(): Promise<readonly KeptClient[]>;
  find(id: string): Promise<KeptClient | null>;
  /** Adds a client; null, and nothing is changed, when there is or was one of this id. */
  add(grant: ClientGrant, keySha256: string, by: ChangedBy): Promise<KeptClient | null>;
  /**
   * Gives a client another key. The one it had is taken as well until `endsAt`, and console sessions of keys that are taken
   * no more end. A new key that nobody used yet is not kept so, but the one before it: its owner may still be at that.
   */
  rotate(id: string, keySha256: string, endsAt: Date, by: ChangedBy): Promise<ClientChange>;
  /** Lets a client in no more, for good, and ends its console sessions. */
  revoke(id: string, by: ChangedBy): Promise<ClientChange>;
  /** Notes when keys were last shown, by their SHA-256. */
  noteUses(uses: ReadonlyMap<string, Date>): Promise<void>;
  /** When keys were last shown, as far as it was noted. */
  uses(): Promise<ReadonlyMap<string, Date>>;
}
