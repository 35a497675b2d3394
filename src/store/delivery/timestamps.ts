import { sql, type Kysely } from "kysely";
import type { TimestampStore } from "#core/proof/timestamps.ts";
import type { Tables } from "../database/tables.ts";

/** Timestamps over envelopes. What no timestamp covers is the queue: nothing else has to be kept while the authority is away. */
export function timestampStore(db: Kysely<Tables>): TimestampStore {
  return {
    unstamped: async (limit) => {
      const rows = await db
        .selectFrom("envelopes")
        .select(["id", "body_sha256", "signature_value"])
        .where("timestamp_id", "is", null)
        .orderBy("created_at")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ id: row.id, bodySha256: row.body_sha256, signatureValue: row.signature_value }));
    },

    keep: ({ id, root, token, stampedAt, leaves }) =>
      db.transaction().execute(async (tx) => {
        await tx
          .insertInto("timestamps")
          .values({ id, root, tree_size: leaves.length, stamped_at: stampedAt, token: Buffer.from(token) })
          .execute();
        const rows = leaves.map(({ envelopeId, path }, position) => ({ id: envelopeId, position, path }));
        const { numAffectedRows } = await sql`
          update envelopes e set timestamp_id = ${id}::uuid, timestamp_position = n.position, timestamp_path = n.path
          from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, position integer, path jsonb)
          where e.id = n.id and e.timestamp_id is null`.execute(tx);
        const kept = Number(numAffectedRows);
        // Another gateway covered all of them meanwhile: its token serves, this one is for nothing.
        if (kept === 0) await tx.deleteFrom("timestamps").where("id", "=", id).execute();
        return kept;
      }),
  };
}
