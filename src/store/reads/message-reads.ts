import { sql, type Expression, type Kysely, type SqlBool } from "kysely";
import { formatInstant } from "#schemas/common/timestamp.ts";
import type { MessageFilter, MessageRow, Page, PageRequest, Scope, StoppedMessage } from "#core/ports/reads.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import type { Tables } from "../database/tables.ts";
import { underAgency } from "./under-agency.ts";
import { isUnholdable } from "../database/unholdable.ts";

const MESSAGE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A page of messages, newest first. */
export async function listMessages(
  db: Kysely<Tables>,
  filter: MessageFilter,
  { cursor, limit }: PageRequest,
  scope: Scope,
): Promise<Page<MessageRow>> {
  if (isUnholdable(filter.dossierCode, filter.agency)) return { items: [], nextCursor: null };
  const place = cursor === undefined ? null : readCursor(cursor, MESSAGE_ID);
  const after =
    place === null
      ? []
      : [
          sql<SqlBool>`(m.created_at < ${place.at}::timestamptz or (m.created_at = ${place.at}::timestamptz and m.id > ${place.name}::uuid))`,
        ];
  const rows = await matchingMessages(db, filter, scope, after)
    .select([
      "m.id",
      "m.dossier_code",
      "m.number",
      "m.kind",
      "m.destination",
      "m.service",
      "m.state",
      "m.attempts",
      "m.fault",
      "m.cause",
    ])
    .select(["m.last_message", "m.last_message_en", "m.created_at", "m.settled_at"])
    .select(sql<string>`to_char(m.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as("created_text"))
    .orderBy("m.created_at", "desc")
    .orderBy("m.id")
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row) => ({
    id: row.id,
    dossierCode: row.dossier_code,
    number: row.number,
    kind: row.kind,
    destination: row.destination,
    service: row.service,
    state: row.state,
    attempts: row.attempts,
    fault: row.fault,
    cause: row.cause,
    message: row.last_message,
    messageEn: row.last_message_en,
    createdAt: formatInstant(row.created_at.getTime()),
    settledAt: row.settled_at === null ? null : formatInstant(row.settled_at.getTime()),
  }));
  const last = rows[limit - 1];
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? writeCursor({ at: last.created_text, name: last.id }) : null };
}

/** Ids of the messages a filter finds, oldest first. */
export async function matchingIds(
  db: Kysely<Tables>,
  filter: MessageFilter,
  limit: number,
  scope: Scope,
): Promise<string[]> {
  if (isUnholdable(filter.dossierCode, filter.agency)) return [];
  const rows = await matchingMessages(db, filter, scope, [])
    .select("m.id")
    .orderBy("m.created_at")
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

function matchingMessages(
  db: Kysely<Tables>,
  filter: MessageFilter,
  scope: Scope,
  more: readonly Expression<SqlBool>[],
) {
  const under = (agency: string) => underAgency("d.agency_code", agency);
  return db
    .selectFrom("messages as m")
    .innerJoin("dossiers as d", "d.code", "m.dossier_code")
    .where((eb) =>
      eb.and([
        ...(filter.state === undefined ? [] : [eb("m.state", "=", filter.state)]),
        ...(filter.fault === undefined ? [] : [eb("m.fault", "=", filter.fault)]),
        ...(filter.destination === undefined ? [] : [eb("m.destination", "=", filter.destination)]),
        ...(filter.dossierCode === undefined ? [] : [eb("m.dossier_code", "=", filter.dossierCode)]),
        ...(filter.agency === undefined ? [] : [under(filter.agency)]),
        ...(scope === null ? [] : [eb.or(scope.map(under))]),
        ...more,
      ]),
    );
}

/** Those of the ids whose dossiers lie in the scope. */
export async function visibleIds(db: Kysely<Tables>, ids: readonly string[], scope: Scope): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await matchingMessages(db, {}, scope, []).select("m.id").where("m.id", "in", ids).execute();
  return rows.map((row) => row.id);
}

/** A parked or refused message, for the operator who acts on it; null when it is in any other state or out of scope. */
export async function stoppedMessage(db: Kysely<Tables>, id: string, scope: Scope): Promise<StoppedMessage | null> {
  const row = await matchingMessages(db, {}, scope, [])
    .select(["m.dossier_code as dossierCode", "m.kind", "m.service", "m.payload"])
    .where("m.id", "=", id)
    .where("m.state", "in", ["parked", "refused"])
    .executeTakeFirst();
  return row ?? null;
}
