import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { beginDatabase } from "../../../src/store/database/unfinished-database.ts";

const parent = mkdtempSync(join(tmpdir(), "lienthong-unfinished-"));
afterAll(() => rmSync(parent, { recursive: true }));
const folder = join(parent, "pgdata");

function make(): void {
  mkdirSync(folder);
  writeFileSync(join(folder, "PG_VERSION"), "17");
}

describe("beginDatabase", () => {
  it("clears away a database whose making was broken off, and never one that was made", () => {
    beginDatabase(folder);
    make();
    const finish = beginDatabase(folder);
    expect(existsSync(folder)).toBe(false);
    make();
    finish();
    beginDatabase(folder)();
    expect(readdirSync(folder)).toEqual(["PG_VERSION"]);
    expect(readdirSync(parent)).toEqual(["pgdata"]);
  });
});
