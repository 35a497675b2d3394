import { readdir, readFile } from "node:fs/promises";
import { sql, type Kysely } from "kysely";
import { Migrator, type Migration, type MigrationProvider } from "kysely/migration";
import { Fault } from "#core/fault.ts";

/**
 * The migrations, one file each, named `NNNN-what-it-brings.sql` and numbered without a gap. A file that has landed is
 * never edited: databases that ran it would be left without the edit. There is no way down; a backup is.
 */
export const MIGRATIONS = new URL("../migrations/", import.meta.url);

const FILE_NAME = /^(?<number>\d{4})(?:-[a-z]+)+\.sql$/;

/**
 * Brings the database to the newest schema; several processes may start at once, one of them does the work.
 * @throws Fault `database-unavailable` with the failing migration named
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  const provider: MigrationProvider = { getMigrations: () => readMigrations(MIGRATIONS) };
  const { error, results } = await new Migrator({ db, provider }).migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === "Error")?.migrationName ?? "?";
  throw new Fault(
    "database-unavailable",
    {
      vi: `Không nâng cấp được cơ sở dữ liệu (bước ${failed}). Xem nguyên nhân trong nhật ký rồi khởi động lại.`,
      en: `The database could not be migrated (step ${failed}). See the cause in the log, then start again.`,
    },
    { cause: error },
  );
}

/**
 * The migrations in a folder by name, which is the file's without `.sql` and what the database remembers it by.
 * @throws Error where a file is named otherwise, or a number is missing or there twice
 */
export async function readMigrations(folder: URL): Promise<Record<string, Migration>> {
  const migrations: Record<string, Migration> = {};
  const names = (await readdir(folder)).toSorted();
  for (const [index, name] of names.entries()) {
    const expected = index + 1;
    if (Number(FILE_NAME.exec(name)?.groups?.["number"]) !== expected)
      throw new Error(`${name} does not stand where migration number ${expected} is expected`);
    const statements = statementsIn(await readFile(new URL(name, folder), "utf8"));
    migrations[name.slice(0, -".sql".length)] = {
      up: async (db) => {
        for (const statement of statements) await sql.raw(statement).execute(db);
      },
    };
  }
  return migrations;
}

/**
 * The embedded database takes one statement at a time; each ends with a semicolon at the end of a line. The body of a function
 * stands between `$$` and is a part of its statement.
 */
function statementsIn(text: string): readonly string[] {
  return text
    .split(/(\$\$[^]*?\$\$)/)
    .map((part) => (part.startsWith("$$") ? part : part.replaceAll(/;\s*$/gm, "\0")))
    .join("")
    .split("\0")
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}
