import { sql, type Kysely } from "kysely";
import { formatInstant } from "#schemas/common/timestamp.ts";
import { isStopped, UNDELIVERED_STATES } from "#core/message/message.ts";
import type { MessageStanding, TimelineEntry } from "#core/ports/status-reads.ts";
import type { Issue } from "#core/dossier/issue.ts";
import { summaryIn } from "./signature-columns.ts";
import { countAttempts } from "../delivery/count-attempts.ts";
import type { Tables } from "../database/tables.ts";

/** Everything that happened to a dossier, oldest first: pushes, messages, attempts and questions with their answers. */
export async function readTimeline(db: Kysely<Tables>, dossierCode: string): Promise<TimelineEntry[]> {
  const [pushes, messages, attempts, feedback] = await Promise.all([
    readPushes(db, dossierCode),
    readMessages(db, dossierCode),
    readAttempts(db, dossierCode),
    readFeedback(db, dossierCode),
  ]);
  // A push comes before the messages it made and an attempt after them, also within one millisecond.
  const all = [...pushes, ...messages, ...attempts, ...feedback];
  return all
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, entry }) => ({ ...entry, at: formatInstant(at.getTime()) }));
}

type Untimed = TimelineEntry extends infer Entry ? (Entry extends TimelineEntry ? Omit<Entry, "at"> : never) : never;
interface Timed {
  readonly at: Date;
  readonly entry: Untimed;
}

async function readPushes(db: Kysely<Tables>, dossierCode: string): Promise<Timed[]> {
  const rows = await db
    .selectFrom("audit")
    .select(["at", "actor", "detail"])
    .where("subject", "=", dossierCode)
    .where("action", "=", "dossier.accepted")
    .orderBy("seq")
    .execute();
  return rows.map((row) => {
    const detail = row.detail as { revision: number; messages: number };
    return {
      at: row.at,
      entry: { kind: "accepted", revision: detail.revision, messages: detail.messages, by: row.actor },
    };
  });
}

async function readMessages(db: Kysely<Tables>, dossierCode: string): Promise<Timed[]> {
  const rows = await db
    .selectFrom("messages")
    .select(["id", "number", "kind", "destination", "service", "state", "created_at", "settled_at"])
    .select(["fault", "cause", "last_message", "last_message_en", "due_at"])
    .select(countAttempts("messages").as("attempts"))
    .where("dossier_code", "=", dossierCode)
    .orderBy("number")
    .execute();
  return rows.map((row) => ({
    at: row.created_at,
    entry: {
      kind: "message",
      messageId: row.id,
      number: row.number,
      messageKind: row.kind,
      destination: row.destination,
      service: row.service,
      state: row.state,
      attempts: row.attempts,
      settledAt: row.settled_at === null ? null : formatInstant(row.settled_at.getTime()),
      standing: standingOf(row),
    },
  }));
}

function standingOf({
  state,
  fault,
  cause,
  last_message: message,
  last_message_en: messageEn,
  due_at: dueAt,
}: Pick<
  Tables["messages"],
  "state" | "fault" | "cause" | "last_message" | "last_message_en" | "due_at"
>): MessageStanding | null {
  if (!UNDELIVERED_STATES.includes(state) || cause === null || message === null || messageEn === null) return null;
  return {
    party: fault,
    cause,
    message,
    messageEn,
    dueAt: isStopped(state) ? null : formatInstant(dueAt.getTime()),
  };
}

async function readAttempts(db: Kysely<Tables>, dossierCode: string): Promise<Timed[]> {
  // Two joins, each by an index of its own: one with `or` would read all attempts there are.
  const sent = db
    .selectFrom("messages as m")
    .innerJoin("envelope_items as i", "i.message_id", "m.id")
    .innerJoin("attempts as t", "t.envelope_id", "i.envelope_id")
    .where("m.dossier_code", "=", dossierCode)
    .select(["t.seq", "m.number"]);
  const asked = db
    .selectFrom("messages as m")
    .innerJoin("attempts as t", "t.message_id", "m.id")
    .where("m.dossier_code", "=", dossierCode)
    .select(["t.seq", "m.number"]);
  const rows = await db
    .selectFrom("attempts as a")
    .innerJoin(sent.unionAll(asked).as("mine"), "mine.seq", "a.seq")
    .select(["a.seq", "a.kind", "a.envelope_id", "a.started_at", "a.ended_at", "a.outcome", "a.party", "a.cause"])
    .select(["a.message", "a.message_en", "a.http_status", "a.error_code", "a.issues", "a.receipt"])
    .select(sql<number[]>`array_agg(distinct mine.number order by mine.number)`.as("numbers"))
    .groupBy("a.seq")
    .orderBy("a.seq")
    .execute();
  return rows.map((row) => ({
    at: row.started_at,
    entry: {
      kind: "attempt",
      attempt: row.kind,
      envelopeId: row.envelope_id,
      numbers: row.numbers,
      outcome: row.outcome,
      party: row.party,
      cause: row.cause,
      message: row.message,
      messageEn: row.message_en,
      httpStatus: row.http_status,
      errorCode: row.error_code,
      issues: (row.issues as readonly Issue[] | null) ?? [],
      receipt: summaryIn(row.receipt),
      durationMs: row.ended_at.getTime() - row.started_at.getTime(),
    },
  }));
}

async function readFeedback(db: Kysely<Tables>, dossierCode: string): Promise<Timed[]> {
  const rows = await db
    .selectFrom("feedback")
    .selectAll()
    .where("dossier_code", "=", dossierCode)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({
    at: row.at,
    entry: {
      kind: "feedback",
      destination: row.destination,
      status: row.status,
      statusName: row.status_name,
      statusNameEn: row.status_name_en,
      portalStatus: row.portal_status,
      note: row.note,
      supplementDueOn: row.supplement_due_on,
      hasResult: row.result !== null,
    },
  }));
}
