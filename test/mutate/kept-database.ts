import { beforeEach } from "vitest";
import { postgresUnderTest, type DatabaseUnderTest } from "../store/database-under-test.ts";

let kept: DatabaseUnderTest | undefined;

/**
 * Stands in for test/store/shared-database.ts while mutants are tried. Opening a database takes longer than most
 * tests, so it outlives the file, as the worker does. One that a failed test used is thrown away, because of what a mutant
 * may have left under way in it; the next begins as a copy of one that was only migrated. On a server, whose work the
 * other cores do, though the tests take the embedded database otherwise.
 */
export function sharedDatabase(): () => DatabaseUnderTest {
  beforeEach(async ({ onTestFailed }) => {
    kept ??= await postgresUnderTest();
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
