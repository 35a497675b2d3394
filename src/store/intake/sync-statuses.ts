import { sql, type Transaction } from "kysely";
import {
  IN_DOUBT_STATES,
  PARKED_BY_POLICY,
  syncStateOf,
  type MessageKind,
  type MessageState,
} from "#core/message/message.ts";
import { reportedKey, type Reported } from "#core/message/plan-messages.ts";
import type { DossierSyncStatus } from "#core/ports/intake-store.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";

interface Row {
  readonly code: string;
  readonly kind: MessageKind;
  readonly destination: string;
  readonly service: string;
  readonly entry_id: string | null;
  readonly state: MessageState;
  readonly cause: string | null;
  readonly payload: string | null;
}

/**
 * What is under way may have reached the portal, so it counts as reported even when only the sure things are asked for. What
 * an operator let go was not reported; of a progress line it settles that it never will be.
 */
const SURE: ReadonlySet<MessageState> = new Set(["delivered", ...IN_DOUBT_STATES, "skipped"]);

/**
 * What locked dossiers have reported and have to report. Read after the lock was got, in a statement of its own: it has to see
 * what whoever held the lock before has written. A payload comes only where it may be the last of its kind.
 */
export async function readSyncStatuses(
  tx: Transaction<Tables>,
  codes: readonly string[],
): Promise<Map<string, DossierSyncStatus>> {
  const { rows } = await sql<Row>`
    select dossier_code as code, kind, destination, service, entry_id, state, cause,
      case when kind <> 'progress' and state <> 'skipped' and row_number() over (
        partition by dossier_code, kind, destination, service, ${stateIn("state", ["delivered", ...IN_DOUBT_STATES])}, state = 'skipped',
          state = 'parked' and cause = ${PARKED_BY_POLICY}
        order by number desc) = 1
      then payload end as payload
    from messages
    where dossier_code in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb)) and state <> 'superseded'
    order by dossier_code, number`.execute(tx);
  const byCode = Map.groupBy(rows, ({ code }) => code);
  return new Map(codes.map((code) => [code, syncStatusOf(byCode.get(code) ?? [])]));
}

function syncStatusOf(rows: readonly Row[]): DossierSyncStatus {
  return {
    syncState: syncStateOf(rows.map(({ state }) => state)),
    reported: reportedBy(rows),
    surelyReported: reportedBy(rows.filter((row) => SURE.has(row.state) || needsPerson(row))),
    needsPerson: rows.some(needsPerson),
  };
}

/** It may have reached the portal, and sending it again might do harm. */
function needsPerson({ state, cause }: Row): boolean {
  return state === "parked" && cause === PARKED_BY_POLICY;
}

function reportedBy(rows: readonly Row[]): Reported {
  const last = new Map<string, string>();
  const entryIds = new Set<string>();
  for (const { entry_id: entryId, payload, ...message } of rows) {
    if (entryId !== null) entryIds.add(entryId);
    if (payload !== null) last.set(reportedKey(message), payload);
  }
  return { last, entryIds };
}
