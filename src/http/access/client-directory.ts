import { createHash } from "node:crypto";
import {
  BOOTSTRAP_CLIENT,
  clientsInForce,
  type ClientConflict,
  type ConfiguredClient,
} from "#core/access/configured-clients.ts";
import { RIGHTS, type Client, type Right } from "#core/client.ts";
import type { KeptClient } from "#core/ports/client-store.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { ClientDirectory } from "../dependencies.ts";

/** A client as the configuration file has it. */
export interface ClientOfFile {
  readonly id: string;
  readonly name: string;
  readonly keySha256: string;
  readonly rights: readonly Right[];
  readonly agencies?: readonly string[] | undefined;
  readonly codeUnits?: readonly string[] | undefined;
}

/** The clients there are, by their keys, while they change. Until it is told otherwise it stays as it is. */
export interface ClientRegister extends ClientDirectory {
  /** Puts these in the place of those of the file. */
  configure(clients: readonly ClientOfFile[]): void;
  /** Puts these in the place of those that were added by command. */
  keep(clients: readonly KeptClient[]): void;
  /** Those of the configuration, in force or not. */
  configured(): readonly ConfiguredClient[];
  /** Whether there is anybody at all. */
  hasClients(): boolean;
  /** When keys in force were last shown here, by their SHA-256; milliseconds since the epoch. */
  uses(): ReadonlyMap<string, number>;
}

export interface RegisterDependencies {
  readonly clock: Clock;
  /** Told once of each client that is not let in because of another. */
  readonly onConflict: (conflict: ClientConflict) => void;
}

interface Entry {
  readonly client: Client;
  /** When the key ends, if it does. */
  readonly endsAt: number;
}

/**
 * The clients of the file, `bootstrap` with every right when its key is given, and those that were added by command. Keys are
 * looked up by their SHA-256, so neither the configuration nor the memory holds them and the comparison tells nothing by its
 * time. A key with an end is looked at by the clock, whatever is heard of the database.
 */
export function createClientRegister(
  ofFile: readonly ClientOfFile[],
  bootstrapApiKey: string | undefined,
  { clock, onConflict }: RegisterDependencies,
): ClientRegister {
  const bootstrap: ConfiguredClient[] = bootstrapApiKey === undefined ? [] : [bootstrapClient(bootstrapApiKey)];
  let configured: readonly ConfiguredClient[] = [];
  let kept: readonly KeptClient[] = [];
  let byHash: ReadonlyMap<string, Entry> = new Map();
  let byId: ReadonlyMap<string, Client> = new Map();
  let told: ReadonlySet<string> = new Set();
  const uses = new Map<string, number>();

  function build(): void {
    const inForce = clientsInForce(configured, kept);
    const entries = [...inForce.configured, ...inForce.kept].flatMap(entriesOf);
    byHash = new Map(entries);
    byId = new Map(entries.map(([, { client }]) => [client.id, client]));
    const nameOf = ({ id, cause }: ClientConflict) => `${cause} ${id}`;
    for (const conflict of inForce.conflicts) if (!told.has(nameOf(conflict))) onConflict(conflict);
    told = new Set(inForce.conflicts.map(nameOf));
    for (const key of uses.keys()) if (!byHash.has(key)) uses.delete(key);
  }

  function configure(clients: readonly ClientOfFile[]): void {
    configured = [...clients.map(ofConfigFile), ...bootstrap];
    build();
  }

  function find(keySha256: string): Client | null {
    const entry = byHash.get(keySha256);
    return entry === undefined || entry.endsAt <= clock.now() ? null : entry.client;
  }

  configure(ofFile);
  return {
    configure,
    keep(clients) {
      kept = clients;
      build();
    },
    configured: () => configured,
    hasClients: () => byHash.size > 0,
    uses: () => uses,
    byKey(apiKey) {
      const keySha256 = hash(apiKey);
      const client = find(keySha256);
      if (client !== null) uses.set(keySha256, clock.now());
      return client;
    },
    byKeySha256: find,
    byId: (id) => byId.get(id) ?? null,
  };
}

function bootstrapClient(apiKey: string): ConfiguredClient {
  return {
    id: BOOTSTRAP_CLIENT,
    name: "Quản trị ban đầu",
    keySha256: hash(apiKey),
    rights: RIGHTS,
    agencies: null,
    codeUnits: [],
    source: "environment",
  };
}

function ofConfigFile({ agencies, codeUnits = [], ...client }: ClientOfFile): ConfiguredClient {
  return { ...client, agencies: agencies ?? null, codeUnits, source: "config-file" };
}

function entriesOf(one: ConfiguredClient | KeptClient): (readonly [string, Entry])[] {
  const { id, name, rights, agencies, codeUnits } = one;
  const client: Client = { id, name, rights: new Set(rights), agencies, codeUnits };
  const current = [one.keySha256, { client, endsAt: Infinity }] as const;
  if (!("previousKey" in one) || one.previousKey === null) return [current];
  const { sha256, endsAt } = one.previousKey;
  return [[sha256, { client, endsAt: endsAt.getTime() }], current];
}

function hash(apiKey: string): string {
  return createHash("sha256").update(apiKey).digest("hex");
}
