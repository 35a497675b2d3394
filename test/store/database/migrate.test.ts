import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { afterEach, describe, expect, it } from "vitest";
import { migrate, MIGRATIONS, readMigrations } from "../../../src/store/database/migrate.ts";
import { SerialPGliteDialect } from "../../../src/store/database/serial-pglite.ts";

/** The names databases remember. They outlive the code that made them, so they stand here once more. */
const REMEMBERED = [
  "0001-first-light",
  "0002-destinations",
  "0003-changes",
  "0004-reconciliation",
  "0005-operators",
  "0006-timestamps",
  "0007-audit-chain",
  "0008-audit-tree",
  "0009-receipts",
  "0010-urgent-dossiers",
];

function emptyDatabase(): Kysely<unknown> {
  return new Kysely({ dialect: new SerialPGliteDialect(new PGlite()) });
}

async function remembered(db: Kysely<unknown>) {
  const { rows } = await sql<{ name: string; timestamp: string }>`
    select name, timestamp from kysely_migration order by name`.execute(db);
  return rows;
}

describe("migrating", () => {
  it("runs nothing again in a database that is up to date", async () => {
    await using db = emptyDatabase();
    await migrate(db);
    const before = await remembered(db);
    expect(before.slice(0, REMEMBERED.length).map(({ name }) => name)).toEqual(REMEMBERED);
    await migrate(db);
    expect(await remembered(db)).toEqual(before);
  });

  it("runs what is missing, and only that, in a database of an older release", async () => {
    await using db = emptyDatabase();
    const provider = { getMigrations: () => readMigrations(MIGRATIONS) };
    const { error } = await new Migrator({ db, provider }).migrateTo("0007-audit-chain");
    expect(error).toBeUndefined();
    const before = await remembered(db);
    expect(before.map(({ name }) => name)).toEqual(REMEMBERED.slice(0, 7));
    // Kept, so nothing that made a table was run a second time.
    await sql`insert into pauses values ('portal', now(), 'bảo trì', 'operator:mau', now())`.execute(db);

    await migrate(db);
    const after = await remembered(db);
    expect(after.slice(0, 7)).toEqual(before);
    expect(after.slice(7, REMEMBERED.length).map(({ name }) => name)).toEqual(REMEMBERED.slice(7));
    expect((await sql`select from pauses`.execute(db)).rows).toHaveLength(1);
    expect((await sql`select salt, about, ordinal from audit_links`.execute(db)).rows).toEqual([]);
  });
});

describe("a folder of migrations", () => {
  const folders: string[] = [];
  const folderOf = (...names: readonly string[]): URL => {
    const folder = mkdtempSync(join(tmpdir(), "lienthong-test-migrations-"));
    folders.push(folder);
    for (const name of names) writeFileSync(join(folder, name), "select 1;\n");
    return pathToFileURL(`${folder}/`);
  };
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it("gives them by name, in the order of their numbers", async () => {
    const migrations = await readMigrations(folderOf("0002-second.sql", "0001-the-first.sql"));
    expect(Object.keys(migrations)).toEqual(["0001-the-first", "0002-second"]);
  });

  it.each([
    ["a number that is missing", ["0001-one.sql", "0003-three.sql"]],
    ["a number that is there twice", ["0001-one.sql", "0001-other.sql"]],
    ["a number of three digits", ["001-one.sql"]],
    ["a name of another form", ["0001-One.sql"]],
    ["a file of another kind", ["0001-one.ts"]],
  ])("is refused with %s", async (_what, names) => {
    await expect(readMigrations(folderOf(...names))).rejects.toThrow(/does not stand where migration number/);
  });
});
