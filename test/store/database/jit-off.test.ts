import { sql } from "kysely";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../../src/store/database/database.ts";
import { freshPostgresDatabase } from "../../kit/database.ts";

const fail = (error: unknown) => {
  throw error;
};

describe("just-in-time compilation", () => {
  it("is off on every connection of a gateway, and of those opened at the same moment", async () => {
    await using place = await freshPostgresDatabase();
    const location = { kind: "postgres", url: place.url, connections: 3 } as const;
    await using first = await openDatabase(location, fail);
    await using second = await openDatabase(location, fail);
    const held = Array.from({ length: 3 }, () =>
      first.db.transaction().execute(async (tx) => {
        const { rows } = await sql<{ jit: string }>`select current_setting('jit') as jit, pg_sleep(0.05)`.execute(tx);
        return rows[0]?.jit;
      }),
    );
    expect(await Promise.all(held)).toEqual(["off", "off", "off"]);
    const { rows } = await sql<{ jit: string }>`select current_setting('jit') as jit`.execute(second.db);
    expect(rows).toEqual([{ jit: "off" }]);
  });

  it("that cannot be switched off is told, and keeps no gateway from starting", async () => {
    await using place = await freshPostgresDatabase();
    const other = new pg.Client(place.url);
    await other.connect();
    await other.query(`alter database "${new URL(place.url).pathname.slice(1)}" set lock_timeout = '50ms'`);
    await other.query("select pg_advisory_lock(4210078)");
    const heard: unknown[] = [];
    const location = { kind: "postgres", url: place.url, connections: 2 } as const;
    await using database = await openDatabase(location, (error) => heard.push(error));
    expect(heard).toMatchObject([{ code: "55P03" }]);
    const { rows } = await sql<{ jit: string }>`select current_setting('jit') as jit`.execute(database.db);
    expect(rows).toEqual([{ jit: "on" }]);
    await other.end();
  });
});
