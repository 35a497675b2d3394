import { sql, type Kysely } from "kysely";
import { PARKED_BY_POLICY, REPLACEABLE_STATES, syncStateOf } from "#core/message/message.ts";
import type { CodeRelease } from "#core/ports/intake-store.ts";
import type { ReasonedAction } from "#core/ports/message-actions.ts";
import type { Scope } from "#core/scope.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { appendChanges } from "../changes/append-changes.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";
import { isUnstorable } from "../database/unstorable.ts";
import { readUndelivered } from "../delivery/undelivered.ts";
import { inScope } from "../reads/in-scope.ts";

/**
 * See the port. The dossier keeps its row, its messages and all evidence: the portal may have heard of it. Its progress
 * lines get other ids, for those of the next holder are not the same lines.
 */
export function releaseCode(
  db: Kysely<Tables>,
  dossierCode: string,
  scope: Scope,
  { actor, reason, at }: ReasonedAction,
): Promise<CodeRelease> {
  if (isUnstorable(dossierCode)) return Promise.resolve({ kind: "absent" });
  return db.transaction().execute(async (tx): Promise<CodeRelease> => {
    const dossier = await tx
      .selectFrom("dossiers")
      .select(["agency_code", "client_id", "sync_state", "lease_token", "released_at"])
      .where("code", "=", dossierCode)
      .where(inScope("agency_code", scope))
      .forUpdate()
      .executeTakeFirst();
    if (dossier === undefined) return { kind: "absent" };
    if (dossier.released_at !== null) return { kind: "released", withdrawn: null };
    if (dossier.lease_token !== null) return { kind: "busy" };

    const { numAffectedRows = 0n } = await sql`
      update messages set state = 'superseded', settled_at = ${at}
      where dossier_code = ${dossierCode} and ${stateIn("state", REPLACEABLE_STATES)}
        and not (state = 'parked' and cause = ${PARKED_BY_POLICY})`.execute(tx);
    const withdrawn = Number(numAffectedRows);
    await sql`
      update messages set entry_id = id::text || ' ' || entry_id, agency_code = coalesce(agency_code, ${dossier.agency_code})
      where dossier_code = ${dossierCode}`.execute(tx);

    const left = (await readUndelivered(tx, [dossierCode])).get(dossierCode) ?? [];
    // What was withdrawn is not at the portal: the dossier waits for whoever pushes it next, and is not in sync.
    const syncState = withdrawn > 0 ? "parked" : syncStateOf(left.map(({ state }) => state));
    await tx
      .updateTable("dossiers")
      .set({ released_at: at, changed_at: at, client_id: null, content_sha256: "", sync_state: syncState })
      .where("code", "=", dossierCode)
      .execute();
    if (syncState !== dossier.sync_state) await appendChanges(tx, [{ at, kind: "sync-state", dossierCode }]);
    const detail = { reason, agencyCode: dossier.agency_code, clientId: dossier.client_id, withdrawn };
    await appendAudit(tx, [{ at, actor, action: "dossier.released", subject: dossierCode, detail }]);
    return { kind: "released", withdrawn };
  });
}
