import { globSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NOT_MUTATED, ROOMS } from "./rooms.ts";

const files = (patterns: readonly string[]) => patterns.flatMap((pattern) => globSync(pattern));

describe("the rooms whose mutants are tried", () => {
  it("hold every file of core, flow and the reading of answers, each once", () => {
    const tried = files(ROOMS.flatMap(({ code }) => code));
    const left = new Set(files(NOT_MUTATED));
    const all = files(["src/core/**/*.ts", "src/flow/**/*.ts", "src/destinations/answers/*.ts"]);
    expect(all.filter((file) => !left.has(file) && !tried.includes(file))).toEqual([]);
    expect(tried.filter((file, place) => tried.indexOf(file) !== place)).toEqual([]);
    expect(tried.filter((file) => left.has(file))).toEqual([]);
  });

  it.each(ROOMS)("$name has tests", ({ tests }) => {
    for (const pattern of tests) expect([pattern, globSync(pattern).length > 0]).toEqual([pattern, true]);
  });
});
