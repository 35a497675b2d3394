import { hash } from "node:crypto";
import { sql, type Kysely } from "kysely";
import { leafInput } from "#core/proof/audit-chain.ts";
import { leafHash } from "#core/proof/hash-tree.ts";
import { createTiledTree, subtreeRoot, TILE_WIDTH, type ReadTile } from "#core/proof/tiled-tree.ts";
import type { Tables } from "../database/tables.ts";

const digest = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");

/** The hash tree over the links: its leaves are the links, its complete tiles are kept. */
export function auditTree(db: Kysely<Tables>) {
  return createTiledTree(tileReader(db), digest);
}

/**
 * Keeps the roots of tiles that have become complete, at most so many. The same links give the same roots, so several
 * processes may be at it at once.
 * @returns whether there may be more
 */
export async function growAuditTree(db: Kysely<Tables>, most: number): Promise<boolean> {
  const read = tileReader(db);
  let left = most;
  let below = await countOf(db, 0);
  for (let level = 1; below >= TILE_WIDTH; level += 1) {
    const complete = Math.floor(below / TILE_WIDTH);
    const kept = await countOf(db, level);
    const upTo = Math.min(complete, kept + left);
    const rows: { level: number; place: string; hash: string }[] = [];
    for (let place = kept; place < upTo; place += 1) {
      const root = subtreeRoot(await read(level - 1, place), digest);
      rows.push({ level, place: String(place), hash: Buffer.from(root).toString("hex") });
    }
    if (rows.length > 0)
      await db
        .insertInto("audit_tree")
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    left -= rows.length;
    if (upTo < complete) return true;
    below = upTo;
  }
  return false;
}

/** How many hashes a level has: links for level 0. */
async function countOf(db: Kysely<Tables>, level: number): Promise<number> {
  const { rows } = await (
    level === 0
      ? sql<{ count: string }>`select coalesce(max(position), 0)::text as count from audit_links`
      : sql<{ count: string }>`select coalesce(max(place) + 1, 0)::text as count from audit_tree where level = ${level}`
  ).execute(db);
  return Number(rows[0]?.count ?? 0);
}

function tileReader(db: Kysely<Tables>): ReadTile {
  return async (level, tile) => {
    const first = tile * TILE_WIDTH;
    const { rows } = await (
      level === 0
        ? sql<{ at: string; link: string; about: string; ordinal: string }>`
            select (position - 1)::text as at, link, about, ordinal::text as ordinal from audit_links
            where position > ${first} and position <= ${first + TILE_WIDTH}`
        : sql<{ at: string; hash: string }>`
            select place::text as at, hash from audit_tree
            where level = ${level} and place >= ${first} and place < ${first + TILE_WIDTH}`
    ).execute(db);
    const hashes = Array.from({ length: TILE_WIDTH }, (): Uint8Array => new Uint8Array(32));
    for (const row of rows) {
      hashes[Number(row.at) - first] =
        "hash" in row
          ? Buffer.from(row.hash, "hex")
          : leafHash(leafInput({ ...row, ordinal: Number(row.ordinal) }), digest);
    }
    return hashes;
  };
}
