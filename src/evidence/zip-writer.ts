import { zipSync, type Zippable } from "fflate";

/** One file of a container. */
export interface ContainerFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** DOS times have no zone and fflate writes local ones: this is 1980-01-01 00:00 everywhere. */
const epoch = new Date(1980, 0, 1);

/**
 * A zip of these files in this order: stored, not compressed, all with the same time, so that equal files give equal bytes
 * and nothing can unpack to more than it is.
 */
export function writeZip(files: readonly ContainerFile[]): Uint8Array {
  const entries: Zippable = {};
  for (const { name, bytes } of files) entries[name] = [bytes, { level: 0, mtime: epoch }];
  return zipSync(entries);
}
