import pg from "pg";
import { describe, expect, it } from "vitest";
import { startPostgresServer } from "./postgres-server.ts";

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

describe("a durable server", () => {
  it("keeps what was committed, and only that, across a crash", async () => {
    await using server = await startPostgresServer({ durable: true });
    const before = await connected(server.url);
    await before.query("create table kept (id int)");
    await before.query("insert into kept values (1)");
    await before.query("begin");
    await before.query("insert into kept values (2)");

    await server.crash();
    await expect(connected(server.url)).rejects.toThrow();
    await server.restart();

    const after = await connected(server.url);
    expect((await after.query("select id from kept")).rows).toEqual([{ id: 1 }]);
    await after.end();
  });
});
