import { readdirSync, readFileSync } from "node:fs";
import { applyPatch, type Operation } from "rfc6902";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";

const ROOT = new URL("../../adapters/", import.meta.url);

/** Names of the folders under `adapters/`: each is a sector. */
export const folders: readonly string[] = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** Every sector by its folder, read from the disk and not from the application's own registry. */
export const adapters: ReadonlyMap<string, SectorAdapter> = new Map(
  await Promise.all(
    folders.map(async (folder) => {
      const module = (await import(new URL(`${folder}/index.ts`, ROOT).href)) as { default: SectorAdapter };
      return [folder, module.default] as const;
    }),
  ),
);

export const registry: SectorRegistry = {
  all: [...adapters.values()],
  find: (sector) => adapters.get(sector),
  folderOf: (sector) => (adapters.has(sector) ? new URL(`${sector}/`, ROOT) : undefined),
};

/** Names of the JSON files in a folder below a sector's `samples/`, without the ending. */
export function sampleNames(sector: string, below: "" | "expected" | "invalid" = ""): string[] {
  return readdirSync(new URL(`${sector}/samples/${below}`, ROOT))
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length));
}

/** One sample file, parsed. `name` may start with `expected/`. */
export function readSample(sector: string, name: string, root: URL = ROOT): unknown {
  return JSON.parse(readFileSync(new URL(`${sector}/samples/${name}.json`, root), "utf8"));
}

/** One thing said about a dossier: where, under which code, and the Vietnamese sentence word for word. */
export interface Place {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** A dossier with a defect, and all that has to be said about it. */
export interface InvalidSample {
  /** What is wrong with it, in one sentence. */
  readonly about: string;
  readonly dossier: unknown;
  readonly errors: readonly Place[];
  readonly warnings: readonly Place[];
}

/**
 * One file of `invalid/`. It holds the defect alone: a JSON Patch (RFC 6902) to `base`, a valid sample of the sector.
 * @throws where an operation does not fit the valid sample
 */
export function readInvalid(sector: string, name: string, root: URL = ROOT): InvalidSample {
  const file = readSample(sector, `invalid/${name}`, root) as Partial<InvalidSample> & InvalidFile;
  const dossier = patched(readSample(sector, file.base, root), file.patch);
  return { about: file.about, dossier, errors: file.errors ?? [], warnings: file.warnings ?? [] };
}

/**
 * A copy of a document, changed by a JSON Patch.
 * @throws where an operation does not fit the document
 */
export function patched<T>(document: T, patch: readonly Operation[]): T {
  const copy = structuredClone(document);
  for (const failure of applyPatch(copy, [...patch])) if (failure !== null) throw failure;
  return copy;
}

interface InvalidFile {
  readonly about: string;
  readonly base: string;
  readonly patch: Operation[];
}
