import { sql } from "kysely";
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
});
