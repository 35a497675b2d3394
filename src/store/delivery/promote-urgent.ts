import { sql, type Kysely } from "kysely";
import type { Tables } from "../database/tables.ts";
import { URGENT_OFFSET, type QueuePriorities } from "./queue-priority.ts";

/**
 * Gives waiting jobs of dossiers whose due date has come near an urgent priority, the one they had counted from above; gives
 * how many. Each gateway does it, so what another holds at this moment is left to it.
 */
export async function promoteUrgent(db: Kysely<Tables>, priorities: QueuePriorities, at: Date): Promise<number> {
  const until = new Date(at.getTime() + priorities.urgentHours * 3_600_000);
  const near = sql`
    select code from dossiers
    where sync_state <> 'in-sync' and due_at > ${at} and due_at <= ${until}`;
  const { rows } = await sql`${near} limit 1`.execute(db);
  if (rows.length === 0) return 0;
  const { numAffectedRows } = await sql`
    with waiting as (
      select id from jobs
      where priority <= 0 and dossier_code in (${near})
      order by id for update skip locked
    )
    update jobs j set priority = j.priority + ${URGENT_OFFSET}::integer from waiting w where j.id = w.id`.execute(db);
  return Number(numAffectedRows);
}
