import { sql, type Kysely, type Transaction } from "kysely";
import { canonicalJson, parseJson } from "#core/message/canonical-json.ts";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { Askable, Feedback, FeedbackStore } from "#core/delivery/feedback.ts";
import type { JsonObject } from "#core/message/message.ts";
import { statusesThat } from "#schemas/codes/dossier-statuses.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { appendChanges } from "../changes/append-changes.ts";
import type { Tables } from "../database/tables.ts";

export function feedbackStore(db: Kysely<Tables>): FeedbackStore {
  return {
    takeDue: (options) => db.transaction().execute((tx) => takeDue(tx, options)),
    keep: (destination, feedbacks, at) => db.transaction().execute((tx) => keep(tx, destination, feedbacks, at)),
  };
}

async function takeDue(
  tx: Transaction<Tables>,
  { destination, services, limit, at, nextAt }: Parameters<FeedbackStore["takeDue"]>[0],
): Promise<Askable[]> {
  const { rows } = await sql<{ code: string; content: object; record: unknown; payload: string }>`
    with due as (
      select dossier_code from inquiries
      where destination = ${destination}
        -- Further ahead than any question is ever put off: by a clock that has been set back since.
        and (due_at <= ${at} or due_at > ${nextAt}::timestamptz + interval '1 minute')
      order by due_at limit ${limit} for update skip locked
    ), taken as (
      update inquiries i set due_at = ${nextAt} from due
      where i.destination = ${destination} and i.dossier_code = due.dossier_code
      returning i.dossier_code
    )
    select d.code, d.content, d.record, m.payload
    from taken join dossiers d on d.code = taken.dossier_code
      join lateral (
        select payload from messages
        where dossier_code = d.code and destination = ${destination} and state = 'delivered'
          and service in (select jsonb_array_elements_text(${JSON.stringify(services)}::jsonb))
        order by number desc limit 1
      ) m on true
    where d.status not in (select value::integer from jsonb_array_elements_text(${JSON.stringify(statusesThat("isFinal"))}::jsonb))
    order by d.code`.execute(tx);
  return rows.map((row) => ({
    dossier: { ...row.content, ...(row.record === null ? {} : { record: row.record }) } as Dossier,
    payload: parseJson(row.payload) as JsonObject,
  }));
}

async function keep(
  tx: Transaction<Tables>,
  destination: string,
  feedbacks: readonly Feedback[],
  at: Date,
): Promise<Feedback[]> {
  const news: Feedback[] = [];
  for (const feedback of feedbacks.toSorted((a, b) => (a.dossierCode < b.dossierCode ? -1 : 1))) {
    // The inquiry's row is the lock: two processes that learnt the same write it once.
    const inquiry = await tx
      .selectFrom("inquiries")
      .select("dossier_code")
      .where("destination", "=", destination)
      .where("dossier_code", "=", feedback.dossierCode)
      .forUpdate()
      .executeTakeFirst();
    if (inquiry === undefined || (await isKnown(tx, destination, feedback))) continue;
    await tx
      .insertInto("feedback")
      .values(rowOf(destination, feedback, at))
      .execute();
    await tx.updateTable("dossiers").set({ changed_at: at }).where("code", "=", feedback.dossierCode).execute();
    if (feedback.final) {
      await tx
        .deleteFrom("inquiries")
        .where("destination", "=", destination)
        .where("dossier_code", "=", feedback.dossierCode)
        .execute();
    }
    news.push(feedback);
  }
  await appendAudit(
    tx,
    news.map(({ dossierCode, status, portalStatus }) => ({
      at,
      actor: `destination:${destination}`,
      action: "feedback.kept",
      subject: dossierCode,
      detail: { status, portalStatus },
    })),
  );
  // No note: it is the ministry's own words.
  await appendChanges(
    tx,
    news.map(({ dossierCode, status, portalStatus, supplementDueOn, result, final }) => ({
      at,
      kind: "received",
      dossierCode,
      detail: { destination, status, portalStatus, supplementDueOn, hasResult: result !== null, final },
    })),
  );
  return news;
}

/** Whether the destination said exactly this last time. */
async function isKnown(tx: Transaction<Tables>, destination: string, feedback: Feedback): Promise<boolean> {
  const last = await tx
    .selectFrom("feedback")
    .select(["status", "portal_status", "note", "supplement_due_on", "result"])
    .where("dossier_code", "=", feedback.dossierCode)
    .where("destination", "=", destination)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return false;
  const { status, portalStatus, note, supplementDueOn, result } = feedback;
  const before = [last.status, last.portal_status, last.note, last.supplement_due_on, last.result as JsonObject | null];
  return canonicalJson(before) === canonicalJson([status, portalStatus, note, supplementDueOn, result]);
}

function rowOf(destination: string, feedback: Feedback, at: Date) {
  return {
    dossier_code: feedback.dossierCode,
    destination,
    at,
    status: feedback.status,
    status_name: feedback.statusName,
    status_name_en: feedback.statusNameEn,
    portal_status: feedback.portalStatus,
    note: feedback.note,
    supplement_due_on: feedback.supplementDueOn,
    result: feedback.result === null ? null : JSON.stringify(feedback.result),
    final: feedback.final,
  };
}
