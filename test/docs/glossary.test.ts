import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { project, read } from "./fenced-blocks.ts";

const root = fileURLToPath(project);
const sources = globSync("{src,adapters,schemas}/**/*.ts", { cwd: root })
  .map((path) => readFileSync(`${root}/${path}`, "utf8"))
  .join("\n");

/** What the third column of each row names, with the English term of the row. */
const named = read("docs/glossary.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| tiếng Việt"))
  .flatMap((line) => {
    const [, , english = "", code = ""] = line.split(" | ").join("|").split("|");
    return [...code.matchAll(/`([\w./-]+)`/g)].map(([, name = ""]) => [name, english.trim()] as const);
  });

it("has a page of terms", () => {
  expect(named.length).toBeGreaterThan(40);
});

it.each(named)("%s, which the glossary calls «%s», is in the code", (name) => {
  const isThere = name.includes("/") ? existsSync(`${root}/${name}`) : new RegExp(`\\b${name}\\b`).test(sources);
  expect(isThere).toBe(true);
});
