import { existsSync, globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { project, read } from "./fenced-blocks.ts";

const root = fileURLToPath(project);
const pages = globSync(["README*.md", "docs/**/*.md", "certs.example/*.md"], { cwd: root }).toSorted();

/** Paths of the project as a text names them, aliases as well; with `*`, patterns that have to match something. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w./-])(?:src|test|adapters|schemas|certs\.example|#core|#schemas)\/[\w./*-]*/g)]
    .map(([path]) =>
      path
        .replace(/\.+$/, "")
        .replace(/^#core/, "src/core")
        .replace(/^#schemas/, "schemas"),
    )
    .filter((path) => !/NAME|\.\.\./.test(path));
}

/** The sector that docs/adding-a-sector.md makes up. */
const INVENTED = /^adapters\/land\b/;

describe.each(pages)("%s", (page) => {
  it("names files and folders that are there", () => {
    const gone = pathsIn(read(page)).filter((path) =>
      path.includes("*") ? globSync(path, { cwd: root }).length === 0 : !existsSync(new URL(path, project)),
    );
    expect(gone.filter((path) => !INVENTED.test(path))).toEqual([]);
  });
});

it("finds a path wherever it stands", () => {
  const text = "`src/none.ts`, (adapters/*/none.ts), #core/fault.ts. https://x.example/src/a.ts and ./test/b.ts";
  expect(pathsIn(text)).toEqual(["src/none.ts", "adapters/*/none.ts", "src/core/fault.ts"]);
});
