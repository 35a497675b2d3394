import { randomUUID } from "node:crypto";
import type { Client } from "#core/client.ts";
import { PORTAL } from "#core/delivery/destination.ts";
import { LARGE_FROM } from "#core/message/content-reference.ts";
import { openAttachments } from "../../src/compose/attachments.ts";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import { createAccept } from "../../src/flow/accept.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { copyWaiting } from "./copy-waiting.ts";
import { openDatabase } from "../../src/store/database/database.ts";
import { createStore, type Store } from "../../src/store/store.ts";
import { SEARCH_TOKENS } from "../kit/search-tokens.ts";
import { numbered, type Pushable } from "./queue-orders.ts";

const ORDER = { holdsBack: new Map([[PORTAL, true]]) };
const clock = { now: () => Date.now() };
const random = { next: () => Math.random(), uuid: () => randomUUID() };
const BENCH: Client = { id: "bench", name: "bench", rights: new Set(["push"]), agencies: null };

const CLIENTS = 32;

/** A database with dossiers waiting in it. Disposing closes it and leaves them there. */
export interface Backlog extends AsyncDisposable {
  readonly store: Store;
  /** Makes so many more dossiers wait. */
  grow(dossiers: number): Promise<void>;
  /** Takes in so many more as pushes, 32 at a time; gives the milliseconds it took. */
  accept(dossiers: number): Promise<number>;
}

/** Opens a database and makes dossiers wait in it: the first is taken in as any push, the others are copies of it. */
export async function openBacklog(env: Readonly<Record<string, string>>, template: Pushable): Promise<Backlog> {
  await using stack = new AsyncDisposableStack();
  const { database: location } = toConfig(readEnv(env));
  const database = stack.use(await openDatabase(location, () => undefined));
  const store = createStore(database, random, ORDER, SEARCH_TOKENS);
  const sectors = await loadSectors();
  const attachments = await openAttachments(location, database);
  const accept = createAccept({
    clock,
    sectors,
    intake: store.intake,
    attachments,
    largeFrom: LARGE_FROM,
    order: ORDER,
    wake: () => undefined,
  });
  let waiting = 0;
  const owned = stack.move();
  return {
    store,
    async grow(dossiers) {
      const from = waiting;
      waiting += dossiers;
      if (from === 0) {
        const { outcome } = await accept(BENCH, template);
        if (outcome !== "accepted") throw new Error(`the sample was ${outcome}`);
      }
      const first = Math.max(1, from);
      const codes = Array.from(
        { length: waiting - first },
        (_, index) => numbered(template, first + index).dossierCode,
      );
      await copyWaiting(database, template.dossierCode, codes, new Date(clock.now()));
    },
    async accept(dossiers) {
      const from = waiting;
      waiting += dossiers;
      const left = Array.from({ length: dossiers }, (_, index) => numbered(template, from + index)).values();
      const client = async (): Promise<void> => {
        for (const push of left) await accept(BENCH, push);
      };
      const startedAt = performance.now();
      await Promise.all(Array.from({ length: CLIENTS }, client));
      return performance.now() - startedAt;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
