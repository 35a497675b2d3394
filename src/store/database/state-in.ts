import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { MessageState, SyncState } from "#core/message/message.ts";

/**
 * Whether the state of a message, or the sync state of a dossier, is one of these. They stand in the statement itself, not beside it as parameters: only then
 * can the database tell, when it plans a statement it has prepared, that the index over just these states serves.
 *
 * @param column as the query names it, e.g. `m.state`
 */
export function stateIn(column: string, states: readonly (MessageState | SyncState)[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} in (${sql.join(states.map((state) => sql.lit(state)))})`;
}
