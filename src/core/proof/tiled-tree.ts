import { nodeHash, splitOf, type Digest } from "./hash-tree.ts";

/**
 * The hash tree of a log that only grows (RFC 9162, section 2.1), kept in tiles: a tile of level 0 is the hashes of 256
 * leaves, one of level 1 the roots of 256 such tiles, and so on. A root or a path of a log of millions is read out of a
 * handful of tiles.
 */
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 2 ** TILE_HEIGHT;

/**
 * Hashes of a tile, in order; those at the end of the log may be missing. What is not there although it should be comes
 * as zeros: then nothing that is made from it will fit.
 */
export type ReadTile = (level: number, tile: number) => Promise<readonly Uint8Array[]>;

/** Root of the complete subtree over all hashes of a tile, or of an aligned run of them as long as a power of two. */
export function subtreeRoot(hashes: readonly Uint8Array[], digest: Digest): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, index) =>
      nodeHash(row[2 * index] ?? nothing, row[2 * index + 1] ?? nothing, digest),
    );
  }
  return row[0] ?? nothing;
}

const nothing = new Uint8Array(32);

/** Reads roots and paths out of tiles; each tile is read once. */
export function createTiledTree(readTile: ReadTile, digest: Digest) {
  const tiles = new Map<string, Promise<readonly Uint8Array[]>>();
  const tileAt = (level: number, tile: number) => {
    const name = `${level}.${tile}`;
    const read = tiles.get(name) ?? readTile(level, tile);
    tiles.set(name, read);
    return read;
  };

  /** Root of the complete subtree of so many leaves, a power of two, from a multiple of it on. */
  async function complete(from: number, count: number): Promise<Uint8Array> {
    const height = Math.round(Math.log2(count));
    const level = Math.floor(height / TILE_HEIGHT);
    const width = 2 ** (height - level * TILE_HEIGHT);
    const first = from / TILE_WIDTH ** level;
    const start = first % TILE_WIDTH;
    const hashes = await tileAt(level, Math.floor(first / TILE_WIDTH));
    return subtreeRoot(
      Array.from({ length: width }, (_, index) => hashes[start + index] ?? nothing),
      digest,
    );
  }

  async function over(from: number, count: number): Promise<Uint8Array> {
    const split = splitOf(count);
    if (count === 1 || split * 2 === count) return complete(from, count);
    return nodeHash(await complete(from, split), await over(from + split, count - split), digest);
  }

  return {
    /** Root over the first so many leaves, at least one. */
    root: (size: number): Promise<Uint8Array> => over(0, size),

    /** The hashes beside the way from a leaf (from 0) up to the root over the first `size` leaves, lowest first. */
    async path(position: number, size: number): Promise<Uint8Array[]> {
      const beside: Uint8Array[] = [];
      for (let from = 0, count = size; count > 1;) {
        const split = splitOf(count);
        const isLeft = position < from + split;
        beside.push(isLeft ? await over(from + split, count - split) : await over(from, split));
        if (!isLeft) from += split;
        count = isLeft ? split : count - split;
      }
      return beside.toReversed();
    },
  };
}

/** The root of a log that is read from its beginning, whatever its length: a hash for each complete subtree so far. */
export function createGrowingRoot(digest: Digest) {
  const peaks: { readonly hash: Uint8Array; readonly count: number }[] = [];
  return {
    /** @param hash of the next leaf */
    add(hash: Uint8Array): void {
      let peak = { hash, count: 1 };
      for (let last = peaks.at(-1); last?.count === peak.count; last = peaks.at(-1)) {
        peaks.pop();
        peak = { hash: nodeHash(last.hash, peak.hash, digest), count: peak.count * 2 };
      }
      peaks.push(peak);
    },

    /** Root over all leaves so far; undefined without one. */
    root: (): Uint8Array | undefined =>
      peaks
        .map(({ hash }) => hash)
        .reduceRight<Uint8Array | undefined>(
          (right, left) => (right === undefined ? left : nodeHash(left, right, digest)),
          undefined,
        ),
  };
}
