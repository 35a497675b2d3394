import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { MIGRATIONS } from "../../../src/store/database/migrate.ts";

/**
 * What has landed stays as it is, to the byte: databases that ran it would be left without an edit. A change of the schema
 * is a new file, and its hash a new line.
 */
it("the migrations are those that have landed, unchanged", () => {
  const landed: unknown = JSON.parse(readFileSync(new URL("landed.json", import.meta.url), "utf8"));
  const present = readdirSync(MIGRATIONS)
    .toSorted()
    .map((name) => [name, hash("sha256", readFileSync(new URL(name, MIGRATIONS)))]);
  expect(Object.fromEntries(present)).toEqual(landed);
});
