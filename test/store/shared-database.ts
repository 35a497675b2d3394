import { afterAll, beforeAll, beforeEach } from "vitest";
import { embeddedUnderTest, type DatabaseUnderTest } from "./database-under-test.ts";

/** One embedded database for a test file, emptied before each test. */
export function sharedDatabase(): () => DatabaseUnderTest {
  let opened: DatabaseUnderTest | undefined;
  const place = (): DatabaseUnderTest => {
    if (opened === undefined) throw new Error("no database is open");
    return opened;
  };
  beforeAll(async () => {
    opened = await embeddedUnderTest();
  });
  beforeEach(() => place().clear());
  afterAll(() => opened?.[Symbol.asyncDispose]());
  return place;
}
