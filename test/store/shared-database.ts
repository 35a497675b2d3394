import { afterAll, beforeAll, beforeEach } from "vitest";
import { embeddedUnderTest, type DatabaseUnderTest } from "./database-under-test.ts";

/** One database for a test file, the embedded one unless told otherwise, emptied before each test. */
export function sharedDatabase(open: () => Promise<DatabaseUnderTest> = embeddedUnderTest): () => DatabaseUnderTest {
  let opened: DatabaseUnderTest | undefined;
  const place = (): DatabaseUnderTest => {
    if (opened === undefined) throw new Error("no database is open");
    return opened;
  };
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(() => place().clear());
  afterAll(() => opened?.[Symbol.asyncDispose]());
  return place;
}
