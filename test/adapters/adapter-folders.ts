import { readdirSync, readFileSync } from "node:fs";
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

export const registry: SectorRegistry = { all: [...adapters.values()], find: (sector) => adapters.get(sector) };

/** Names of the JSON files in a folder below a sector's `samples/`, without the ending. */
export function sampleNames(sector: string, below: "" | "expected" | "invalid" = ""): string[] {
  return readdirSync(new URL(`${sector}/samples/${below}`, ROOT))
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length));
}

/** One sample file, parsed. `name` may start with `expected/` or `invalid/`. */
export function readSample(sector: string, name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${sector}/samples/${name}.json`, ROOT), "utf8"));
}
