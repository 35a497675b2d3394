import { sql, type Kysely } from "kysely";
import type { Tables } from "../database/tables.ts";

/** See the port: whether the destination cannot have had this content when it was sent in the last of these envelopes. */
export async function isFirstCorrection(
  db: Kysely<Tables>,
  messageId: string,
  envelopeIds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select not exists (
        select from envelope_items
        where message_id = m.id and envelope_id not in (
          select value::uuid from jsonb_array_elements_text(${JSON.stringify(envelopeIds)}::jsonb)
        )
      )
      and exists (
        select from messages before
        where before.dossier_code = m.dossier_code and before.destination = m.destination
          and before.service = m.service and before.number < m.number and before.state = 'delivered'
      ) as is
    from messages m where m.id = ${messageId}::uuid`.execute(db);
  return rows[0]?.is ?? false;
}
