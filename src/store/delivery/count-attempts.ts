import { sql, type RawBuilder } from "kysely";

/**
 * How often a message was sent: a scalar subquery over the recorded attempts of the envelopes it was in, which say the same
 * of messages of any age. (The column `messages.attempts` counts failures, for the back-off.)
 *
 * @param table name or alias of `messages` in the query around it
 */
export function countAttempts(table: string): RawBuilder<number> {
  return sql<number>`(
    select count(*)::integer from envelope_items i join attempts a on a.envelope_id = i.envelope_id
    where i.message_id = ${sql.ref(`${table}.id`)} and a.kind = 'send')`;
}
