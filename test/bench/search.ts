import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { PORTAL } from "#core/delivery/destination.ts";
import { pushedDossier } from "#core/dossier/pushed-dossier.ts";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import { openDatabase, type Database } from "../../src/store/database/database.ts";
import { createStore, type Store } from "../../src/store/store.ts";
import { startProgress } from "../../src/cli/progress-bar.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { SEARCH_TOKENS } from "../kit/search-tokens.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { inventedNames, SPELLINGS } from "./invented-names.ts";
import type { Measure } from "./measure.ts";

const ORDER = { holdsBack: new Map([[PORTAL, true]]) };
const AT_ONCE = 5000;
/** People looked for in each spelling. */
const PEOPLE = 100;
const PAGE = 200;
/** Of a common name somebody would type more; here it is read on. */
const MOST_PAGES = 50;

/** Fills a database with invented people and looks for some of them in every spelling: how many are found, how fast. */
export async function benchSearch(
  name: string,
  env: Readonly<Record<string, string>>,
  people: number,
  io: Pick<CommandIo, "stdout">,
): Promise<Measure[]> {
  const { database: location } = toConfig(readEnv(env));
  await using database = await openDatabase(location, () => undefined);
  const random = { next: () => Math.random(), uuid: () => randomUUID() };
  const store = createStore(database, random, ORDER, SEARCH_TOKENS);
  const drawn = seededRandom(people);
  const names = inventedNames(drawn, people);
  await fill(database, names, io);
  const group = `tìm kiếm / search ${name}, ${people.toLocaleString("en")}`;
  const measures: Measure[] = [];
  for (const [spelling, write] of Object.entries(SPELLINGS)) {
    const times: number[] = [];
    let found = 0;
    for (let one = 0; one < PEOPLE; one += 1) {
      const place = Math.floor(drawn.next() * people);
      const q = write(names[place] ?? "", drawn);
      const startedAt = performance.now();
      await store.reads.dossiers({ q }, { limit: 25 }, null);
      times.push(performance.now() - startedAt);
      if (await isFound(store, q, codeOf(place))) found += 1;
    }
    const p95 = times.toSorted((a, b) => a - b)[Math.floor(PEOPLE * 0.95)] ?? 0;
    measures.push(
      { group, name: `${spelling}: tìm thấy / found`, value: (100 * found) / PEOPLE, unit: "%" },
      { group, name: `${spelling}: p95`, value: Number(p95.toPrecision(3)), unit: "ms" },
    );
  }
  return measures;
}

async function isFound(store: Store, q: string, code: string): Promise<boolean> {
  let cursor: string | undefined;
  for (let read = 0; read < MOST_PAGES; read += 1) {
    const page = await store.reads.dossiers({ q }, { limit: PAGE, ...(cursor !== undefined && { cursor }) }, null);
    if (page.items.some(({ dossierCode }) => dossierCode === code)) return true;
    if (page.nextCursor === null) return false;
    cursor = page.nextCursor;
  }
  return false;
}

const codeOf = (place: number): string => `H36.03-260518-${String(place).padStart(7, "0")}`;

/** Rows without messages: what is searched is dossiers, and their tokens. */
async function fill({ db }: Database, names: readonly string[], io: Pick<CommandIo, "stdout">): Promise<void> {
  const sample = pushedDossier.parse(sampleDossier(codeOf(0)));
  const bar = startProgress(io.stdout, "search", Math.ceil(names.length / AT_ONCE));
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const rows = names.slice(from, from + AT_ONCE).map((name, index) => {
      const code = codeOf(from + index);
      const identity = String(100_000_000_000 + from + index);
      return { code, name, tokens: SEARCH_TOKENS.of({ texts: [name, code], numbers: [identity] }) };
    });
    await sql`
      with p as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(code text, name text, tokens bigint[])
      ), tokened as (
        insert into dossier_tokens (dossier_code, key_id, tokens) select code, ${SEARCH_TOKENS.keyId}, tokens from p
      )
      insert into dossiers (code, client_id, sector, procedure_code, agency_code, applicant_name, status, revision,
        adapter_version, content, record, content_sha256, warnings, sync_state, received_at, due_at, created_at, changed_at)
      select code, 'bench', 'promotions', '2.000033', 'H36.03', name, 2, 1, '1', ${JSON.stringify(sample)}::jsonb, null, 'x',
        '[]', 'in-sync', now(), now(), now(), now() - random() * interval '300 days' from p`.execute(db);
    bar.step("");
  }
  bar.stop();
  for (const table of ["dossiers", "dossier_tokens"]) await sql`vacuum analyze ${sql.table(table)}`.execute(db);
}
