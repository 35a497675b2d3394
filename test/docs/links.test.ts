import { existsSync, globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { project, read } from "./fenced-blocks.ts";

const pages = globSync(["*.md", "docs/**/*.md", "certs.example/*.md"], { cwd: fileURLToPath(project) }).toSorted();

/** Targets of the links and pictures of a page, code aside. */
function linksOf(markdown: string): string[] {
  const text = markdown.replaceAll(/^```[\s\S]*?^```$/gm, "").replaceAll(/`[^`]*`/g, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
}

/** Heading to anchor, as code forges do it. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe.each(pages)("%s", (page) => {
  it("links to files and headings that are there", () => {
    const broken = linksOf(read(page)).filter((target) => {
      if (/^https?:/.test(target)) return false;
      const [file = "", anchor] = target.split("#");
      const url = file === "" ? new URL(page, project) : new URL(file, new URL(page, project));
      if (!existsSync(url)) return true;
      return anchor !== undefined && !anchorsOf(read(fileURLToPath(url))).includes(decodeURIComponent(anchor));
    });
    expect(broken).toEqual([]);
  });
});

it("every page is linked from somewhere", () => {
  const targets = new Set(
    pages.flatMap((page) => linksOf(read(page)).map((target) => new URL(target, new URL(page, project)).pathname)),
  );
  const roots = ["README.md", "README.vi.md", "certs.example/README.md"];
  expect(pages.filter((page) => !roots.includes(page) && !targets.has(new URL(page, project).pathname))).toEqual([]);
});
