import { sql, type Kysely } from "kysely";
import {
  IN_DOUBT_STATES,
  PARKED_BY_POLICY,
  syncStateOf,
  type MessageKind,
  type MessageState,
} from "#core/message/message.ts";
import { digestMark } from "#core/message/content-reference.ts";
import { reportedKey, type Reported } from "#core/message/plan-messages.ts";
import type { DossierSyncStatus, PushedContent } from "#core/ports/intake-store.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";

interface MessageRow {
  readonly code: string;
  readonly same: null;
  readonly kind: MessageKind;
  readonly destination: string;
  readonly service: string;
  readonly entry_id: string | null;
  readonly state: MessageState;
  readonly cause: string | null;
  /** Or the mark of its hash, where the text only refers to parts of it. */
  readonly payload: string | null;
}

/** The last revision of a dossier with the content in question. */
interface RevisionRow {
  readonly code: string;
  readonly same: number;
}

/**
 * What is under way may have reached the portal, so it counts as reported even when only the sure things are asked for. What
 * an operator let go was not reported; of a progress line it settles that it never will be.
 */
const SURE: ReadonlySet<MessageState> = new Set(["delivered", ...IN_DOUBT_STATES, "skipped"]);

/**
 * What locked dossiers have reported and have to report, and whether they had the pushed content before. Read after the lock was got, in a statement of its own: it has to see
 * what whoever held the lock before has written. A payload comes only where it may be the last of its kind.
 */
export async function readSyncStatuses(
  db: Kysely<Tables>,
  contents: readonly PushedContent[],
): Promise<Map<string, DossierSyncStatus>> {
  const { rows } = await sql<MessageRow | RevisionRow>`
    with asked as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(contents)}::jsonb) as a("dossierCode" text, "contentSha256" text)
    )
    select dossier_code as code, null::integer as same, number, kind, destination, service, entry_id, state, cause,
      case when kind = 'progress' then payload when state <> 'skipped' and row_number() over (
        partition by dossier_code, kind, destination, service, ${stateIn("state", ["delivered", ...IN_DOUBT_STATES])}, state = 'skipped',
          state = 'parked' and cause = ${PARKED_BY_POLICY}
        order by number desc) = 1
      then coalesce(${digestMark("")} || payload_sha256, payload) end as payload
    from messages
    where dossier_code in (select "dossierCode" from asked) and state <> 'superseded'
    union all
    select r.dossier_code, max(r.revision), null, null, null, null, null, null, null, null
    from asked a join dossier_revisions r on r.dossier_code = a."dossierCode" and r.content_sha256 = a."contentSha256"
    group by r.dossier_code
    order by code, number`.execute(db);
  const byCode = Map.groupBy(rows, ({ code }) => code);
  return new Map(contents.map(({ dossierCode }) => [dossierCode, syncStatusOf(byCode.get(dossierCode) ?? [])]));
}

function syncStatusOf(found: readonly (MessageRow | RevisionRow)[]): DossierSyncStatus {
  const rows = found.filter((row): row is MessageRow => row.same === null);
  return {
    sameRevision: found.find((row): row is RevisionRow => row.same !== null)?.same ?? null,
    syncState: syncStateOf(rows.map(({ state }) => state)),
    reported: reportedBy(rows),
    surelyReported: reportedBy(rows.filter((row) => SURE.has(row.state) || needsPerson(row))),
    needsPerson: rows.some(needsPerson),
  };
}

/** It may have reached the portal, and sending it again might do harm. */
function needsPerson({ state, cause }: MessageRow): boolean {
  return state === "parked" && cause === PARKED_BY_POLICY;
}

function reportedBy(rows: readonly MessageRow[]): Reported {
  const last = new Map<string, string>();
  const lines = new Map<string, string>();
  for (const { entry_id: entryId, payload, ...message } of rows) {
    if (entryId !== null) lines.set(entryId, payload ?? "");
    else if (payload !== null && message.kind !== "progress") last.set(reportedKey(message), payload);
  }
  return { last, entryIds: new Set(lines.keys()), lines };
}
