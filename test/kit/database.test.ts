import pg from "pg";
import { describe, expect, it } from "vitest";
import { freshPostgresDatabase, type DatabaseTemplate } from "./database.ts";

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

describe("a fresh database", () => {
  it("is a real PostgreSQL 18 that keeps Vietnamese as UTF-8", async () => {
    await using database = await freshPostgresDatabase();
    const rows = await query(
      database.url,
      "select current_setting('server_encoding') as encoding, upper('nguyễn') as name, current_setting('server_version_num')::int >= 180000 as new",
    );
    expect(rows).toEqual([{ encoding: "UTF8", name: "NGUYỄN", new: true }]);
  });

  it("shares nothing with another one", async () => {
    await using first = await freshPostgresDatabase();
    await using second = await freshPostgresDatabase();
    await query(first.url, "create table only_here (id int)");
    await expect(query(second.url, "select * from only_here")).rejects.toThrow(/only_here/);
  });

  it("is gone when disposed, even while somebody is connected", async () => {
    const database = await freshPostgresDatabase();
    const left = new pg.Client({ connectionString: database.url });
    left.on("error", () => undefined);
    await left.connect();
    await database[Symbol.asyncDispose]();
    await expect(query(database.url, "select 1")).rejects.toThrow(/does not exist/);
  });

  it("is cloned from a template that is filled once", async () => {
    let filled = 0;
    const template: DatabaseTemplate = {
      name: "kit_counter",
      async fill(url) {
        filled += 1;
        await query(url, "create table counter as select 7 as value");
      },
    };
    const databases = await Promise.all([1, 2, 3].map(() => freshPostgresDatabase(template)));
    for (const database of databases)
      expect(await query(database.url, "select value from counter")).toEqual([{ value: 7 }]);
    expect(filled).toBe(1);
    await Promise.all(databases.map((database) => database[Symbol.asyncDispose]()));
  });

  it("tries again after a template that could not be filled", async () => {
    let tries = 0;
    const template: DatabaseTemplate = {
      name: "kit_broken_once",
      fill: (url) =>
        ++tries === 1 ? Promise.reject(new Error("broken")) : query(url, "create table t ()").then(() => undefined),
    };
    await expect(freshPostgresDatabase(template)).rejects.toThrow("broken");
    await using database = await freshPostgresDatabase(template);
    expect(await query(database.url, "select * from t")).toEqual([]);
  });
});
