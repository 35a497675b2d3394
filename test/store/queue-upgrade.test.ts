import { sql } from "kysely";
import { expect, it } from "vitest";
import { MIGRATIONS, readMigrations } from "../../src/store/database/migrate.ts";
import { postgresUnderTest } from "./database-under-test.ts";
import { AT, LATER, claimed, codesIn, finish, take } from "./filling.ts";

it("what another queue was to wake is woken after the upgrade, in the order it came, and is counted where it stands", async () => {
  await using place = await postgresUnderTest();
  const { store, database } = place;
  await take(store, "delivered");
  await finish(store, await claimed(store));
  await take(store, "parked");
  await finish(store, await claimed(store), { state: "parked" });
  await take(store, "second", { at: LATER });
  await take(store, "first", { at: AT });

  // Back to the schema of before.
  for (const statement of [
    "drop table jobs",
    "drop table dossier_figures cascade",
    "drop trigger dossiers_added on dossiers",
    "drop trigger dossiers_removed on dossiers",
    "drop trigger dossiers_moved on dossiers",
    "drop function count_dossiers, move_dossier",
  ])
    await sql.raw(statement).execute(database.db);
  const migrations = await readMigrations(MIGRATIONS);
  await database.db.transaction().execute(async (tx) => {
    await migrations["0019-jobs"]?.up(tx);
    await migrations["0021-dossier-figures"]?.up(tx);
  });

  const { states } = await store.reads.syncFigures(LATER, null);
  expect(states).toMatchObject({ "in-sync": 1, parked: 1, pending: 2 });
  expect(codesIn(await claimed(store, { limit: 1 }))).toEqual(["first"]);
  expect(codesIn(await claimed(store, { limit: 10 }))).toEqual(["second"]);
});
