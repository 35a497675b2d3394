import { hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashTree, leafHash, rootFrom } from "#core/proof/hash-tree.ts";
import { createGrowingRoot, createTiledTree, subtreeRoot, TILE_WIDTH, type ReadTile } from "#core/proof/tiled-tree.ts";

const digest = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");
const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? "").toString("hex");
const leaf = (index: number) => Buffer.from(`lá ${index}`);
const leaves = (count: number) => Array.from({ length: count }, (_, index) => leaf(index));

/** Tiles over leaves as they are kept: complete ones above, whatever there is below. Counts what is read. */
function tilesOver(count: number) {
  const levels = [leaves(count).map((one) => leafHash(one, digest))];
  for (let below = levels[0] ?? []; below.length >= TILE_WIDTH; below = levels.at(-1) ?? []) {
    const complete = Math.floor(below.length / TILE_WIDTH);
    levels.push(
      Array.from({ length: complete }, (_, tile) =>
        subtreeRoot(below.slice(tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH), digest),
      ),
    );
  }
  const reads: string[] = [];
  const read: ReadTile = async (level, tile) => {
    reads.push(`${level}.${tile}`);
    return levels[level]?.slice(tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH) ?? [];
  };
  return { read, reads };
}

const largest = 70_000;
const { read, reads } = tilesOver(largest);
const sizes = fc.oneof(
  fc.integer({ min: 1, max: 600 }),
  fc.integer({ min: 1, max: largest }),
  fc.constantFrom(255, 256, 257, 511, 512, 65_535, 65_536, 65_537),
);

describe("a tree kept in tiles", () => {
  it("has the root and the paths of the tree of RFC 9162, at every size", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1100 }), async (size) => {
        const { root, paths } = hashTree(leaves(size), digest);
        const tree = createTiledTree(read, digest);
        expect(hex(await tree.root(size))).toBe(hex(root));
        const position = size % 7 === 0 ? size - 1 : Math.floor(size / 3);
        expect((await tree.path(position, size)).map(hex)).toEqual(paths[position]?.map(hex));
      }),
      { numRuns: 25 },
    );
  });

  it("proves each leaf of a long log out of a handful of tiles", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, number) => {
        const position = number % size;
        reads.length = 0;
        const tree = createTiledTree(read, digest);
        const path = await tree.path(position, size);
        expect(reads.length).toBeLessThanOrEqual(6);
        expect(hex(rootFrom(leaf(position), { position, size, path }, digest))).toBe(hex(await tree.root(size)));
      }),
      { numRuns: 40 },
    );
  });

  it("grows leaf by leaf to the same root", async () => {
    const growing = createGrowingRoot(digest);
    expect(growing.root()).toBeUndefined();
    const tree = createTiledTree(read, digest);
    for (let size = 1; size <= 600; size += 1) {
      growing.add(leafHash(leaf(size - 1), digest));
      expect(hex(growing.root())).toBe(hex(await tree.root(size)));
    }
  });

  it("leads nowhere from a hash that is missing", async () => {
    const holes: ReadTile = async (level, tile) => (level === 1 ? [] : read(level, tile));
    const tree = createTiledTree(holes, digest);
    expect(hex(await tree.root(300))).not.toBe(hex(hashTree(leaves(300), digest).root));
  });
});
