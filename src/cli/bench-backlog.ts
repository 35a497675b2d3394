import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { fromKysely } from "pg-boss";
import { PORTAL } from "#core/destination.ts";
import type { Client } from "#core/client.ts";
import { toConfig } from "../config/config.ts";
import { readEnv } from "../config/env.ts";
import { createAccept } from "../flow/accept.ts";
import { loadSectors } from "../registry.ts";
import { openDatabase, type Database } from "../store/database.ts";
import { createStore, type Store } from "../store/store.ts";
import type { Pushable } from "./bench-orders.ts";

const ORDER = { holdsBack: new Map([[PORTAL, true]]) };
const clock = { now: () => Date.now() };
const random = { next: () => Math.random(), uuid: () => randomUUID() };
const BENCH: Client = { id: "bench", name: "bench", rights: new Set(["push"]), agencies: null };

/** A database with dossiers waiting in it. Disposing closes it and leaves them there. */
export interface Backlog extends AsyncDisposable {
  readonly store: Store;
  /** Makes so many more dossiers wait. */
  grow(dossiers: number): Promise<void>;
}

/**
 * Opens a database and makes dossiers wait in it. The first is taken in as any push; the others are copies of it, made
 * by the database itself, because taking in a million would last longer than what is to be measured.
 */
export async function openBacklog(env: Readonly<Record<string, string>>, template: Pushable): Promise<Backlog> {
  await using stack = new AsyncDisposableStack();
  const { database: location } = toConfig(readEnv(env));
  const database = stack.use(await openDatabase(location, [PORTAL], () => undefined));
  const store = createStore(database, random, ORDER);
  const sectors = await loadSectors();
  const accept = createAccept({ clock, sectors, intake: store.intake, order: ORDER, wake: () => undefined });
  const { outcome } = await accept(BENCH, template);
  if (outcome !== "accepted") throw new Error(`the sample was ${outcome}`);
  let waiting = 1;
  const owned = stack.move();
  return {
    store,
    async grow(dossiers) {
      for (const end = waiting + dossiers; waiting < end;) {
        const count = Math.min(10_000, end - waiting);
        await copy(database, template.dossierCode, waiting, count);
        waiting += count;
      }
      for (const table of ["dossiers", "messages", "pgboss.job_common"])
        await sql`analyze ${sql.table(table)}`.execute(database.db);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function copy({ db, boss }: Database, original: string, from: number, count: number): Promise<void> {
  const prefix = original.slice(0, original.lastIndexOf("-") + 1);
  const codes = Array.from({ length: count }, (_, index) => `${prefix}${String(from + index).padStart(7, "0")}`);
  const copies = sql`jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb) as c(code)`;
  await db.transaction().execute(async (tx) => {
    await sql`
      insert into dossiers
      select n.* from dossiers d, ${copies}, jsonb_populate_record(d, jsonb_build_object('code', c.code)) as n
      where d.code = ${original}`.execute(tx);
    await sql`
      insert into messages
      select n.* from messages m, ${copies}, jsonb_populate_record(m, jsonb_build_object(
        'id', gen_random_uuid(), 'dossier_code', c.code, 'payload', replace(m.payload, ${original}, c.code))) as n
      where m.dossier_code = ${original}`.execute(tx);
    const jobs = codes.map((dossierCode) => ({ data: { dossierCode } }));
    await boss.insert("deliver", jobs, { db: fromKysely(tx) });
  });
}
