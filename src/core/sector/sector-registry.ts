import type { SectorAdapter } from "./sector.ts";

/** The sectors there are: one for each folder under `adapters/`. */
export interface SectorRegistry {
  find(sector: string): SectorAdapter | undefined;
  readonly all: readonly SectorAdapter[];
  /** The folder a sector was loaded from, where its samples are. Absent where sectors come from no folder. */
  folderOf?(sector: string): URL | undefined;
}
