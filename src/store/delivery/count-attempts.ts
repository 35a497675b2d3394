import { sql, type RawBuilder } from "kysely";

/**
 * How often a message was sent: a scalar subquery over the recorded attempts of the envelopes it was in, which say the same
 * of messages of any age. (The column `messages.attempts` counts failures, for the back-off.)
 *
 * @param table name or alias of `messages` in the query around it
 */
export function countAttempts(table: string): RawBuilder<number> {
  // One look into each index in turn: a join of the two would be planned anew, and wrongly, while they have no statistics.
  return sql<number>`(
    select coalesce(sum((select count(*) from attempts a where a.envelope_id = i.envelope_id and a.kind = 'send')), 0)::integer
    from envelope_items i where i.message_id = ${sql.ref(`${table}.id`)})`;
}
