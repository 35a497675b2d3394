import { sql, type Kysely } from "kysely";
import type { SentHistory } from "#core/delivery/judge-lookup.ts";
import { canonicalJson, parseJson } from "#core/message/canonical-json.ts";
import type { JsonValue } from "#core/message/message.ts";
import type { DeliveryStore } from "#core/ports/delivery-store.ts";
import type { Tables } from "../database/tables.ts";

interface Row {
  readonly number: number;
  readonly payload: string;
  readonly confirmed: boolean;
  readonly settled_at: Date | null;
  readonly lost_at: Date | null;
}

/**
 * What went out about a dossier up to a message, and when an answer was last lost: one that is on record as such, or an
 * envelope that was begun and has no attempt on record, because the process died.
 */
export async function sentHistory(
  db: Kysely<Tables>,
  message: Parameters<DeliveryStore["sentHistory"]>[0],
): Promise<SentHistory> {
  const { dossierCode, number, kind, destination } = message;
  const { rows } = await sql<Row>`
    select m.number, m.payload, m.state = 'delivered' as confirmed, m.settled_at,
      (select max(coalesce(a.ended_at, e.created_at))
        from envelope_items i join envelopes e on e.id = i.envelope_id
          left join attempts a on a.envelope_id = e.id and a.kind = 'send'
        where i.message_id = m.id and (a.outcome = 'unknown' or a.envelope_id is null)) as lost_at
    from messages m
    where m.dossier_code = ${dossierCode} and m.kind = ${kind} and m.destination = ${destination}
      and m.number <= ${number}
      and (m.state = 'delivered' or exists (select from envelope_items i where i.message_id = m.id))
    order by m.number`.execute(db);
  const before = rows.filter((row) => row.number < number).map(({ payload, confirmed }) => ({ payload, confirmed }));
  const replaced = (await ownContents(db, message)).filter((payload) => payload !== message.payload);
  return {
    earlier: [...before, ...replaced.map((payload) => ({ payload, confirmed: false }))],
    lostAt: latest(rows.map((row) => row.lost_at)),
    confirmedAt: latest(rows.map((row) => (row.confirmed ? row.settled_at : null))),
  };
}

/** What the message said in the envelopes it went out in: an operator may have put other content into it since. */
async function ownContents(
  db: Kysely<Tables>,
  { id, dossierCode }: Parameters<DeliveryStore["sentHistory"]>[0],
): Promise<string[]> {
  const { rows } = await sql<{ body: Uint8Array }>`
    select e.body from envelope_items i join envelopes e on e.id = i.envelope_id
    where i.message_id = ${id}::uuid order by e.created_at`.execute(db);
  const contents = rows.flatMap(({ body }) => contentsAbout(parseJson(new TextDecoder().decode(body)), dossierCode));
  return [...new Set(contents)];
}

function contentsAbout(envelope: JsonValue, dossierCode: string): string[] {
  if (typeof envelope !== "object" || envelope === null || !("data" in envelope)) return [];
  const items: readonly JsonValue[] = Array.isArray(envelope["data"]) ? envelope["data"] : [envelope["data"] ?? null];
  const isOurs = (item: JsonValue): boolean =>
    typeof item === "object" && item !== null && "MaHoSo" in item && item["MaHoSo"] === dossierCode;
  return items.filter(isOurs).map(canonicalJson);
}

function latest(times: readonly (Date | null)[]): Date | null {
  const known = times.flatMap((time) => (time === null ? [] : [time.getTime()]));
  return known.length === 0 ? null : new Date(Math.max(...known));
}
