import { randomUUID } from "node:crypto";
import {
  CompiledQuery,
  type Kysely,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryId,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
} from "kysely";
import { PORTAL } from "#core/delivery/destination.ts";
import type { CommandIo } from "../../../src/cli/command.ts";
import { startProgress } from "../../../src/cli/progress-bar.ts";
import { toConfig } from "../../../src/config/config.ts";
import { readEnv } from "../../../src/config/env.ts";
import { openDatabase } from "../../../src/store/database/database.ts";
import { createStore } from "../../../src/store/store.ts";
import type { Tables } from "../../../src/store/database/tables.ts";
import { SEARCH_TOKENS } from "../../kit/search-tokens.ts";
import { seededRandom } from "../../kit/seeded-random.ts";
import type { Measure } from "../measure.ts";
import { fillDossiers } from "./filling.ts";
import { readsOf } from "./reads.ts";

const ORDER = { holdsBack: new Map([[PORTAL, true]]) };
const TIMES = 20;
/** Reads whose plans are shown, the slowest first. */
const WORST = 5;

/** How long every read takes with so many messages in the database, step by step; and the plans of the slowest. */
export async function benchScale(
  name: string,
  env: Readonly<Record<string, string>>,
  messages: readonly number[],
  io: Pick<CommandIo, "stdout">,
): Promise<Measure[]> {
  const { database: location } = toConfig(readEnv(env));
  await using database = await openDatabase(location, () => undefined);
  const asked = new AskedStatements();
  const db = database.db.withPlugin(asked);
  const random = { next: () => Math.random(), uuid: () => randomUUID() };
  const store = createStore({ ...database, db }, random, ORDER, SEARCH_TOKENS);
  const measures: Measure[] = [];
  let filled = 0;
  for (const total of messages) {
    const dossiers = Math.ceil(total / 3);
    const bar = startProgress(io.stdout, "scale", Math.ceil((dossiers - filled) / 50_000));
    await database.db.connection().execute((one) => fillDossiers(one, filled, dossiers, () => bar.step("")));
    bar.stop();
    filled = dossiers;
    const drawn = seededRandom(total);
    const group = `quy mô / scale ${name}, ${total.toLocaleString("en")}`;
    const timed: { readonly name: string; readonly p95: number; readonly statements: readonly CompiledQuery[] }[] = [];
    for (const { name: what, read } of readsOf(dossiers)) {
      const times: number[] = [];
      for (let time = 0; time < TIMES; time += 1) {
        asked.forget();
        const startedAt = performance.now();
        await read(store, drawn.next);
        times.push(performance.now() - startedAt);
      }
      const p95 = times.toSorted((a, b) => a - b)[Math.floor(TIMES * 0.95) - 1] ?? 0;
      timed.push({ name: what, p95, statements: asked.all(database.db) });
      measures.push({ group, name: what, value: Number(p95.toPrecision(3)), unit: "ms", note: "p95" });
    }
    for (const { name: what, p95, statements } of timed.toSorted((a, b) => b.p95 - a.p95).slice(0, WORST)) {
      io.stdout.write(`\n${what}: ${p95.toPrecision(3)} ms\n`);
      for (const statement of statements) io.stdout.write(`${await planOf(database.db, statement)}\n`);
    }
  }
  return measures;
}

/** Remembers the statements of one read. */
class AskedStatements implements KyselyPlugin {
  /** Parts of statements among them, which are never answered by themselves. */
  readonly #written = new WeakMap<QueryId, RootOperationNode>();
  #answered: RootOperationNode[] = [];

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    this.#written.set(queryId, node);
    return node;
  }

  transformResult({ result, queryId }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const node = this.#written.get(queryId);
    if (node !== undefined) this.#answered.push(node);
    return Promise.resolve(result);
  }

  forget(): void {
    this.#answered = [];
  }

  all(db: Kysely<Tables>): readonly CompiledQuery[] {
    return this.#answered.map((node) => db.getExecutor().compileQuery(node, { queryId: randomUUID() }));
  }
}

/** Where a statement spends its time; nothing of what it reads. */
async function planOf(db: Kysely<Tables>, { sql: text, parameters }: CompiledQuery): Promise<string> {
  const explain = CompiledQuery.raw(`explain (analyze, buffers, costs off, summary off) ${text}`, [...parameters]);
  const { rows } = await db.executeQuery<{ readonly "QUERY PLAN": string }>(explain);
  return rows.map((row) => `    ${row["QUERY PLAN"]}`).join("\n");
}
