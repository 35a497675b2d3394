import { createHash } from "node:crypto";
import { RIGHTS, type Client, type Right } from "#core/client.ts";
import type { ClientDirectory } from "../dependencies.ts";

export interface ConfiguredClient {
  readonly id: string;
  readonly name: string;
  readonly keySha256: string;
  readonly rights: readonly Right[];
  readonly agencies?: readonly string[] | undefined;
  readonly codeUnits?: readonly string[] | undefined;
}

/**
 * The clients of the configuration, and `bootstrap` with every right when its key is given. Keys are looked up by their
 * SHA-256, so neither the configuration nor the memory holds them and the comparison tells nothing by its time.
 */
export function createClientDirectory(
  configured: readonly ConfiguredClient[],
  bootstrapApiKey: string | undefined,
): ClientDirectory {
  const bootstrap: ConfiguredClient[] =
    bootstrapApiKey === undefined
      ? []
      : [{ id: "bootstrap", name: "Quản trị ban đầu", keySha256: hash(bootstrapApiKey), rights: RIGHTS }];
  const all = [...configured, ...bootstrap];
  const byHash = new Map(all.map((client) => [client.keySha256, toClient(client)]));
  const hashes = new Map(all.map((client) => [client.id, client.keySha256]));
  return {
    byKey: (apiKey) => byHash.get(hash(apiKey)) ?? null,
    byKeySha256: (keySha256) => byHash.get(keySha256) ?? null,
    byId: (id) => byHash.get(hashes.get(id) ?? "") ?? null,
  };
}

function toClient({ id, name, rights, agencies, codeUnits = [] }: ConfiguredClient): Client {
  return { id, name, rights: new Set(rights), agencies: agencies ?? null, codeUnits };
}

function hash(apiKey: string): string {
  return createHash("sha256").update(apiKey).digest("hex");
}
