import { sql, type Kysely } from "kysely";
import { isDatabaseFull, type Fault } from "#core/fault.ts";

/** Whether the database has room, as far as this process has been told. */
export interface Room {
  /** Something failed. */
  heard(fault: Fault): void;
  /** Looks, where something failed for want of room, whether there is some now. @throws what the database answers */
  check(): Promise<void>;
}

/** Kilobytes tried: more than the free places in pages already there, which would pass though the disk is full. */
const TRIED_KB = 256;

/**
 * Remembers that a write failed for want of room. Small writes may pass on a full disk, so it is over only when a larger one
 * passed; that one is a temporary table, undone at once.
 */
export function watchRoom<T>(db: Kysely<T>): Room {
  let isFull = false;
  return {
    heard(fault) {
      isFull ||= isDatabaseFull(fault);
    },
    async check() {
      if (!isFull) return;
      await db.transaction().execute(async (tx) => {
        await sql`
          create temporary table room_tried on commit drop as
          select gen_random_uuid() as id, repeat('x', 980) as filling from generate_series(1, ${sql.lit(TRIED_KB)})`.execute(
          tx,
        );
      });
      isFull = false;
    },
  };
}
