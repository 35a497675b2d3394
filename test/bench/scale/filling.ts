import { sql, type Kysely } from "kysely";
import { sampleDossier } from "../../kit/sample-dossier.ts";
import { SEARCH_TOKENS } from "../../kit/search-tokens.ts";
import { seededRandom } from "../../kit/seeded-random.ts";
import type { Tables } from "../../../src/store/database/tables.ts";
import { inventedNames } from "../invented-names.ts";

/** Dossiers of one statement. */
const AT_ONCE = 50_000;

/** People of the country, each with many dossiers. */
export const NAMES = inventedNames(seededRandom(14), 5000);

/** Agencies of a province; the first has most dossiers, the last next to none. */
export const AGENCIES = 300;

/** Beginning of what lies in the past: two years of a province. */
export const YEARS = 2;

/** A dossier's code by its number. */
export function codeOf(n: number): string {
  return `H26.${agencyOf(n)}-260518-${String(n).padStart(7, "0")}`;
}

/** Its agency, below the province: a number drawn from the dossier's own, so that both can be told from it. */
function agencyOf(n: number): string {
  const drawn = ((n * 7919) % 10_007) / 10_007;
  return String(1 + Math.floor(AGENCIES * drawn ** 3));
}

/**
 * Puts dossiers numbered from `from` up to `to` into the tables, with three messages each, envelopes of ten, attempts, audit
 * entries with their links, changes and search tokens: what a gateway leaves behind in years. One in a thousand has something
 * that is not over.
 */
export async function fillDossiers(db: Kysely<Tables>, from: number, to: number, step: () => void): Promise<void> {
  const content = JSON.stringify(sampleDossier(codeOf(0)));
  const tokens = JSON.stringify(
    NAMES.map((name) => ({ name, tokens: SEARCH_TOKENS.of({ texts: [name], numbers: [] }) })),
  );
  await sql`create temporary table people as
    select place::integer - 1 as place, p.value ->> 'name' as name,
      (select array_agg(t::bigint) from jsonb_array_elements_text(p.value -> 'tokens') as t) as tokens
    from jsonb_array_elements(${tokens}::jsonb) with ordinality as p(value, place)`.execute(db);
  for (let first = from; first < to; first += AT_ONCE) {
    const last = Math.min(to, first + AT_ONCE) - 1;
    await fillSome(db, content, first, last);
    step();
  }
  await sql`drop table people`.execute(db);
  for (const table of TABLES) await sql`vacuum analyze ${sql.table(table)}`.execute(db);
}

const TABLES = [
  "dossiers",
  "dossier_tokens",
  "messages",
  "envelopes",
  "envelope_items",
  "attempts",
  "audit",
  "audit_links",
  "changes",
  "change_batches",
] as const;

async function fillSome(db: Kysely<Tables>, content: string, first: number, last: number): Promise<void> {
  await sql`
    create temporary table lot as
    select n, 'H26.' || (1 + floor(${AGENCIES} * (((n::bigint * 7919) % 10007) / 10007.0) ^ 3))::integer as agency,
      null::text as code, (n * 31) % ${NAMES.length} as person,
      now() - (((n::bigint * 104729) % 1000003) / 1000003.0) * interval '1 year' * ${YEARS} as at,
      case when n % 1000 < 990 then 'in-sync' when n % 1000 < 993 then 'parked' when n % 1000 < 996 then 'refused'
        when n % 1000 < 998 then 'unknown' else 'pending' end as sync_state
    from generate_series(${first}::integer, ${last}::integer) as n`.execute(db);
  await sql`update lot set code = agency || '-260518-' || lpad(n::text, 7, '0')`.execute(db);
  await sql`
    insert into dossiers (code, client_id, sector, procedure_code, agency_code, applicant_name, status, revision, adapter_version,
      content, record, content_sha256, warnings, sync_state, portal_known, received_at, due_at, created_at, changed_at)
    select code, 'bench', case when n % 997 = 0 then 'promotions' when n % 3 = 0 then 'civil-status' else 'judicial-records' end,
      '2.000488', agency, p.name, case when n % 10 = 0 then 4 else 10 end, 1, '1', ${content}::jsonb, null, md5(code), '[]',
      sync_state, true, at, at + interval '10 days', at, at + interval '3 days' * random()
    from lot join people p on p.place = person`.execute(db);
  await sql`
    insert into dossier_tokens (dossier_code, key_id, tokens)
    select code, ${SEARCH_TOKENS.keyId}, p.tokens from lot join people p on p.place = person`.execute(db);
  await sql`
    insert into messages (id, dossier_code, number, kind, destination, service, payload, state, attempts, due_at, envelope_id,
      created_at, settled_at)
    select gen_random_uuid(), code, k, case k when 1 then 'dossier' when 2 then 'progress' else 'sector' end,
      case k when 3 then 'judicial' else 'portal' end, 'DongBoHoSoMC', repeat('{"MaHoSo":"' || code || '"}', 12),
      case when k < 3 or sync_state = 'in-sync' then 'delivered' when sync_state = 'pending' then 'waiting' else sync_state end,
      0, at, md5('e' || (n / 10) || '-' || k)::uuid, at + k * interval '1 second',
      case when k < 3 or sync_state = 'in-sync' then at + k * interval '1 minute' end
    from lot, generate_series(1, 3) as k`.execute(db);
  await sql`
    insert into envelopes (id, destination, service, is_updating, body, body_sha256, signature_profile, signature_header,
      signature_value, certificate_thumbprint, created_at)
    select md5('e' || (n / 10) || '-' || k)::uuid, case k when 3 then 'judicial' else 'portal' end, 'DongBoHoSoMC', false,
      decode(repeat('00', 2000), 'hex'), md5(n || '-' || k), 'jws', 'x', 'x', 'x', min(at)
    from lot, generate_series(1, 3) as k where n % 10 = 0 group by n, k`.execute(db);
  await sql`
    insert into envelope_items (envelope_id, position, message_id)
    select m.envelope_id, n % 10, m.id from lot join messages m on m.dossier_code = code`.execute(db);
  await sql`
    insert into attempts (kind, envelope_id, message_id, started_at, ended_at, outcome, cause, message, message_en)
    select 'send', md5('e' || (n / 10) || '-' || k)::uuid, null, at, at, 'delivered', 'accepted', 'Cổng đã nhận.', 'Taken.'
    from lot, generate_series(1, 3) as k where n % 10 = 0
    union all
    select 'lookup', null, m.id, at, at, 'found', 'found', 'Cổng có hồ sơ.', 'Found.'
    from lot join messages m on m.dossier_code = code and m.number = 1 where n % 50 = 0`.execute(db);
  await sql`
    with entered as (
      insert into audit (at, actor, action, subject, detail)
      select at, 'client:bench', 'dossier.accepted', code, '{"revision":1,"messages":3}' from lot order by n
      returning seq, subject
    )
    insert into audit_links (position, audit_seq, link, salt, about, ordinal)
    select (select coalesce(max(position), 0) from audit_links) + row_number() over (order by seq), seq,
      repeat('0', 64), gen_random_uuid()::text, subject, 1
    from entered`.execute(db);
  await sql`
    with told as (
      insert into changes (at, kind, dossier_code, sector, agency_code, status, sync_state, revision, detail)
      select at, k, code, 'civil-status', agency, 4, sync_state, 1, '{}'
      from lot, unnest(array['accepted', 'message-delivered', 'sync-state']) as k
      returning seq
    ), batched as (
      insert into change_batches (mark, size, seqs)
      select substr(md5(min(seq)::text), 1, 12), count(*), int8multirange(int8range(min(seq), max(seq) + 1))
      from told group by seq / 1000 order by min(seq)
    )
    update change_gathering set high = (select max(seq) from told)`.execute(db);
  await sql`drop table lot`.execute(db);
}
