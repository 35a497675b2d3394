import { sql, type Kysely, type Transaction } from "kysely";
import { PARKED_BY_POLICY, REPLACEABLE_STATES } from "#core/message/message.ts";
import type {
  IntakeStore,
  IntakeTransaction,
  KnownDossier,
  PushedContent,
  StoredDossier,
} from "#core/ports/intake-store.ts";
import { keepAnswer, keptAnswers } from "./idempotency.ts";
import { releaseCode } from "./release-code.ts";
import { insertFirst, saveRevisions, type PushWriting } from "./push-writes.ts";
import { readSyncStatuses } from "./sync-statuses.ts";
import { stateIn } from "../database/state-in.ts";
import { isUnstorable } from "../database/unstorable.ts";
import type { Tables } from "../database/tables.ts";

/** Behind the port of the same name, on whichever database is open: everything a push writes commits together, or nothing does. */
export function intakeStore(db: Kysely<Tables>, writing: PushWriting): IntakeStore {
  return {
    insertFirst: (pushes) => insertFirst(db, writing, pushes),
    transaction: (work) => db.transaction().execute((tx) => work(intakeTransaction(tx, writing))),
    look: (content) => look(db, content),
    releaseCode: (dossierCode, scope, by) => releaseCode(db, dossierCode, scope, by),
  };
}

function intakeTransaction(tx: Transaction<Tables>, writing: PushWriting): IntakeTransaction {
  return {
    lock: (codes) => lock(tx, codes),
    syncStatuses: (contents) => readSyncStatuses(tx, contents),

    supersedeUndelivered: async (codes, at) => {
      const { rows } = await sql<{ code: string; count: number }>`
        with gone as (
          update messages set state = 'superseded', settled_at = ${at}
          where dossier_code in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))
            and ${stateIn("state", REPLACEABLE_STATES)} and not (state = 'parked' and cause = ${PARKED_BY_POLICY})
          returning dossier_code
        )
        select dossier_code as code, count(*)::int as count from gone group by dossier_code`.execute(tx);
      return new Map(rows.map(({ code, count }) => [code, count]));
    },

    saveRevisions: (pushes) => saveRevisions(tx, writing, pushes),
    keptAnswers: (keys) => keptAnswers(tx, keys),
    keepAnswer: (kept, at) => keepAnswer(tx, kept, at),
  };
}

const STORED = sql`
  select code as "dossierCode", client_id as "clientId", agency_code as "agencyCode", released_at is not null as "isReleased",
    revision, content_sha256 as "contentSha256", status, coalesce(not_told, '[]') as "notTold"
  from dossiers`;

/** In code order, as everywhere, so that nobody waits in a circle. */
async function lock(tx: Transaction<Tables>, codes: readonly string[]): Promise<ReadonlyMap<string, StoredDossier>> {
  const { rows } = await sql<StoredDossier>`
    ${STORED} where code in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))
    order by code for update`.execute(tx);
  return new Map(rows.map((row) => [row.dossierCode, row]));
}

async function look(db: Kysely<Tables>, content: PushedContent): Promise<KnownDossier | null> {
  if (isUnstorable(content.dossierCode)) return null;
  const { rows } = await sql<StoredDossier>`${STORED} where code = ${content.dossierCode}`.execute(db);
  const stored = rows[0];
  const status = (await readSyncStatuses(db, [content])).get(content.dossierCode);
  return stored === undefined || status === undefined ? null : { stored, status };
}
