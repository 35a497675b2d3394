import { existsSync, readdirSync } from "node:fs";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { Fault } from "#core/fault.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";

const ADAPTERS = new URL("../../adapters/", import.meta.url);

/**
 * Finds the sectors: each folder under `adapters/` with an `index.ts` is one, named like its folder. Adding a sector adds
 * a folder and edits nothing here.
 * @param folder ends with `/`; absent: the project's own `adapters/`
 * @throws Fault `sector-invalid` when a folder does not export a sector of its own name
 */
export async function loadSectors(folder: URL = ADAPTERS): Promise<SectorRegistry> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/index.ts`, folder)))
    .map((entry) => entry.name)
    .toSorted();
  const all = await Promise.all(
    names.map(async (name) => {
      const module: unknown = await import(new URL(`${name}/index.ts`, folder).href);
      const sector = typeof module === "object" && module !== null && "default" in module ? module.default : undefined;
      if (!isSector(sector, name)) throw invalid(name);
      return sector;
    }),
  );
  const byName = new Map(all.map((adapter) => [adapter.sector, adapter]));
  return {
    all,
    find: (sector) => byName.get(sector),
    folderOf: (sector) => (byName.has(sector) ? new URL(`${sector}/`, folder) : undefined),
  };
}

function isSector(value: unknown, name: string): value is SectorAdapter {
  return (
    typeof value === "object" &&
    value !== null &&
    "sector" in value &&
    value.sector === name &&
    ["title", "titleEn", "version", "procedures", "rules"].every((member) => member in value)
  );
}

function invalid(name: string): Fault {
  return new Fault("sector-invalid", {
    vi: `Thư mục adapters/${name} không xuất (export default) một lĩnh vực mang tên «${name}».`,
    en: `The folder adapters/${name} does not export (by default) a sector named “${name}”.`,
  });
}
