import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach } from "vitest";
import { openDatabase } from "../../src/store/database/database.ts";
import { BEHIND_ONE_DOOR } from "../kit/delivery-order.ts";
import { embeddedUnderTest, type DatabaseUnderTest } from "../store/database-under-test.ts";

let kept: DatabaseUnderTest | undefined;
let template: Promise<string> | undefined;

/**
 * Stands in for test/store/shared-database.ts while mutants are tried. Starting the embedded database takes longer than
 * all tests of a file, so it outlives the file, as the worker does. One that a failed test used is thrown away, because
 * of what a mutant may have left under way in it; the next begins as a copy of one that was only migrated.
 */
export function sharedDatabase(): () => DatabaseUnderTest {
  beforeEach(async ({ onTestFailed }) => {
    template ??= migratedFolder();
    kept ??= await embeddedUnderTest(BEHIND_ONE_DOOR, await template);
    const used = kept;
    onTestFailed(() => {
      kept = undefined;
      return used[Symbol.asyncDispose]();
    });
    await used.clear();
  });
  return () => {
    if (kept === undefined) throw new Error("no database is open");
    return kept;
  };
}

async function migratedFolder(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), "template-"));
  await using _database = await openDatabase(
    { kind: "embedded", dataDir },
    BEHIND_ONE_DOOR.holdsBack.keys(),
    () => undefined,
  );
  return dataDir;
}
