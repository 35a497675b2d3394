import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { PORTAL } from "#core/delivery/destination.ts";
import { openDatabase } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/store.ts";
import { BEHIND_ONE_DOOR } from "../kit/delivery-order.ts";
import { freshPostgresDatabase } from "../kit/database.ts";
import { startPostgresServer } from "../kit/postgres-server.ts";
import { SEARCH_TOKENS } from "../kit/search-tokens.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { claimed, codesIn, newId, take, writeOf } from "./filling.ts";

const AWAY = { name: "Fault", code: "database-unavailable" };

describe("a process that stands still inside a transaction", () => {
  it("is thrown out, so that its dossier can be pushed by way of another", async () => {
    await using database = await freshPostgresDatabase();
    const location = { kind: "postgres", url: database.url, connections: 2, longestSilenceMs: 300 } as const;
    const heard: unknown[] = [];
    await using opened = await openDatabase(location, (error) => heard.push(error));
    const store = createStore(opened, seededRandom(), BEHIND_ONE_DOOR, SEARCH_TOKENS);
    await take(store, "contended");
    const open = Promise.withResolvers<void>();
    const awake = Promise.withResolvers<void>();
    const frozen = store.intake
      .transaction(async (tx) => {
        await tx.lock(["contended"]);
        open.resolve();
        await awake.promise;
        await tx.saveRevisions([writeOf("contended", { patch: { note: "frozen" } })]);
      })
      .catch((error: unknown) => error);
    await open.promise;
    // Waits for the row until the database loses patience with the other.
    const locked = await store.intake.transaction((tx) => tx.lock(["contended"]));
    awake.resolve();
    expect([...locked.keys()]).toEqual(["contended"]);
    expect(await frozen).toMatchObject(AWAY);
    expect(heard).toContainEqual(expect.objectContaining({ code: "25P03" }));
  });
});

describe("a PostgreSQL that goes away", () => {
  it("fails what is under way, keeps what was committed, and is found again by itself", async () => {
    await using server = await startPostgresServer({ durable: true });
    const heard: unknown[] = [];
    const location = { kind: "postgres", url: server.url, connections: 4 } as const;
    await using database = await openDatabase(location, (error) => heard.push(error));
    const store = createStore(database, seededRandom(), BEHIND_ONE_DOOR, SEARCH_TOKENS);
    await take(store, "committed");

    const open = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const underWay = store.intake.transaction(async (tx) => {
      await tx.lock(["committed"]);
      open.resolve();
      await gone.promise;
      await tx.saveRevisions([writeOf("committed", { patch: { note: "lost" } })]);
    });
    const failure = underWay.catch((error: unknown) => error);
    await open.promise;
    // The connection of the open transaction is in nobody's query now; its end must not end this process.
    await server.crash();
    gone.resolve();
    expect(await failure).toMatchObject(AWAY);
    await expect(store.reads.ping()).rejects.toMatchObject(AWAY);
    await expect(take(store, "refused")).rejects.toMatchObject(AWAY);
    const claiming = store.delivery.claim({ destination: PORTAL, limit: 1, leaseToken: newId(), leaseSeconds: 60 });
    await expect(claiming).rejects.toMatchObject(AWAY);
    expect(heard.length).toBeGreaterThan(0);

    await server.restart();
    await store.reads.ping();
    await take(store, "after");
    expect(await store.reads.dossier("committed", null)).toMatchObject({ revision: 1 });
    expect(codesIn(await claimed(store))).toEqual(["after", "committed"]);
  });

  it("is left for the server that takes writes, after a failover made this one read-only", async () => {
    await using server = await startPostgresServer();
    const location = { kind: "postgres", url: server.url, connections: 2 } as const;
    await using database = await openDatabase(location, () => undefined);
    const store = createStore(database, seededRandom(), BEHIND_ONE_DOOR, SEARCH_TOKENS);
    await take(store, "before");
    const turn = (mode: "on" | "off") =>
      sql`select set_config('default_transaction_read_only', ${mode}, false)`.execute(database.db);
    // Both connections now lead to a server that only reads.
    await Promise.all([turn("on"), turn("on")]);
    await expect(store.reads.ping()).rejects.toMatchObject(AWAY);
    expect(await store.reads.dossier("before", null)).not.toBeNull();
    await expect(Promise.all([take(store, "a"), take(store, "b")])).rejects.toMatchObject(AWAY);
    // Whoever connects anew finds the one that writes.
    await take(store, "after").catch(() => undefined);
    await take(store, "after");
    await store.reads.ping();
  });

  it("is named when it is not there at the start", async () => {
    const location = { kind: "postgres", url: "postgresql://postgres@127.0.0.1:9/none", connections: 1 } as const;
    await expect(openDatabase(location, () => undefined)).rejects.toMatchObject(AWAY);
  });
});
