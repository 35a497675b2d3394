import { sql, type Kysely, type SelectQueryBuilder } from "kysely";
import { formatInstant } from "#schemas/common/timestamp.ts";
import type { StoppedMessage } from "#core/ports/message-actions.ts";
import { isStopped, STOPPED_STATES, UNDELIVERED_STATES } from "#core/message/message.ts";
import type { Page, PageRequest } from "#core/ports/page.ts";
import type { MessageFilter, MessageRow } from "#core/ports/status-reads.ts";
import type { Scope } from "#core/scope.ts";
import { fewAgencies } from "./agencies-of-dossiers.ts";
import { inScope, underAgency } from "./in-scope.ts";
import { behindCursor, LOOKED_THROUGH, readPage, type Keyset } from "./keyset-page.ts";
import { stateIn } from "../database/state-in.ts";
import { countAttempts } from "../delivery/count-attempts.ts";
import type { Tables } from "../database/tables.ts";
import { isUnstorable } from "../database/unstorable.ts";

const NEWEST_FIRST: Keyset = { at: "m.created_at", key: "m.id", keyType: "uuid", order: "newest-first" };

/** A page of messages, newest first. */
export async function listMessages(
  db: Kysely<Tables>,
  filter: MessageFilter,
  page: PageRequest,
  scope: Scope,
): Promise<Page<MessageRow>> {
  if (isUnstorable(filter.dossierCode, filter.agency, filter.destination)) return { items: [], nextCursor: null };
  const isNarrow = filter.dossierCode !== undefined || (filter.state !== undefined && isStopped(filter.state));
  if (!isNarrow) {
    const behind = behindCursor(page.cursor, NEWEST_FIRST);
    const newest = db.selectFrom("messages as m").selectAll("m").orderBy("m.created_at", "desc").orderBy("m.id");
    const some = (behind === null ? newest : newest.where(behind)).limit(LOOKED_THROUGH);
    const common = await readRows(matchingIn(db.selectFrom(some.as("m")), filter, scope), page);
    if (common.nextCursor !== null) return common;
  }
  return readRows(await matchingAmongFew(db, filter, scope), page);
}

/**
 * The messages a filter finds, where they are not among the newest: those that are under way, or of few agencies, are few
 * themselves and are gathered first.
 */
async function matchingAmongFew(db: Kysely<Tables>, filter: MessageFilter, scope: Scope): Promise<Matching> {
  const all = matchingMessages(db, filter, scope);
  if (filter.dossierCode !== undefined) return all;
  if (filter.state !== undefined && UNDELIVERED_STATES.includes(filter.state)) {
    if (isStopped(filter.state)) return all;
    return all.where(
      "m.id",
      "in",
      sql<string>`(
        with few as materialized (select id from messages where ${stateIn("state", UNDELIVERED_STATES)})
        select id from few)`,
    );
  }
  const few = await fewAgencies(db, filter.agency, scope);
  if (few === null) return all;
  return all.where(
    "m.dossier_code",
    "in",
    sql<string>`(
      with few as materialized (
        select code from dossiers
        where agency_code in (select jsonb_array_elements_text(${JSON.stringify(few)}::jsonb)))
      select code from few)`,
  );
}

function readRows(query: Matching, page: PageRequest): Promise<Page<MessageRow>> {
  const rows = query
    .select(["m.id", "m.dossier_code", "m.number", "m.kind", "m.destination", "m.service", "m.state"])
    .select(["m.fault", "m.cause", "m.last_message", "m.last_message_en", "m.created_at", "m.settled_at"])
    .select(countAttempts("m").as("attempts"));
  return readPage(rows, NEWEST_FIRST, page, (row) => ({
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
}

/** Ids of the messages a filter finds, oldest first. */
export async function matchingIds(
  db: Kysely<Tables>,
  filter: MessageFilter,
  limit: number,
  scope: Scope,
): Promise<string[]> {
  if (isUnstorable(filter.dossierCode, filter.agency, filter.destination)) return [];
  const rows = await matchingMessages(db, filter, scope).select("m.id").orderBy("m.created_at").limit(limit).execute();
  return rows.map((row) => row.id);
}

type Matching = ReturnType<typeof matchingMessages>;

function matchingMessages(db: Kysely<Tables>, filter: MessageFilter, scope: Scope) {
  return matchingIn(db.selectFrom("messages as m"), filter, scope);
}

function matchingIn(
  from: SelectQueryBuilder<Tables & { m: Tables["messages"] }, "m", object>,
  filter: MessageFilter,
  scope: Scope,
) {
  return from
    .innerJoin("dossiers as d", "d.code", "m.dossier_code")
    .where((eb) =>
      eb.and([
        ...(filter.state === undefined ? [] : [eb("m.state", "=", filter.state)]),
        ...(filter.fault === undefined ? [] : [eb("m.fault", "=", filter.fault)]),
        ...(filter.destination === undefined ? [] : [eb("m.destination", "=", filter.destination)]),
        ...(filter.dossierCode === undefined ? [] : [eb("m.dossier_code", "=", filter.dossierCode)]),
        ...(filter.agency === undefined ? [] : [underAgency("d.agency_code", filter.agency)]),
        inScope("d.agency_code", scope),
      ]),
    );
}

/** Those of the ids whose dossiers lie in the scope. */
export async function visibleIds(db: Kysely<Tables>, ids: readonly string[], scope: Scope): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await matchingMessages(db, {}, scope).select("m.id").where("m.id", "in", ids).execute();
  return rows.map((row) => row.id);
}

/** A parked or refused message, for the operator who acts on it; null when it is in any other state or out of scope. */
export async function stoppedMessage(db: Kysely<Tables>, id: string, scope: Scope): Promise<StoppedMessage | null> {
  const row = await matchingMessages(db, {}, scope)
    .select(["m.dossier_code as dossierCode", "m.kind", "m.service", "m.payload"])
    .where("m.id", "=", id)
    .where(stateIn("m.state", STOPPED_STATES))
    .executeTakeFirst();
  return row ?? null;
}
