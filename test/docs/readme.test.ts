import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readEnv } from "../../src/config/env.ts";
import { FAULT_KINDS } from "../../src/simulator/faults/fault-rule.ts";
import { blockMarked, fencedBlocks, project, read } from "./fenced-blocks.ts";

const READMES = ["README.md", "README.vi.md"] as const;

const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };

/** What stands behind `npm run`, `npm start` and `npm test` on a page. */
const commandsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/npm (?:run ([\w:]+)|(start|test)\b)/g)].map(([, run, own]) => run ?? own ?? "");

describe.each(READMES)("%s", (path) => {
  const markdown = read(path);

  it("opens with a key that the gateway takes, and uses the same one afterwards", () => {
    const [, key = ""] = /BOOTSTRAP_API_KEY=(\S+)/.exec(markdown) ?? [];
    expect(readEnv({ BOOTSTRAP_API_KEY: key }).BOOTSTRAP_API_KEY).toBe(key);
    expect(markdown).toContain(` KEY=${key}\n`);
  });

  it("names commands that exist", () => {
    expect(commandsOf(markdown).filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it("is short", () => {
    expect(markdown.split("\n").length).toBeLessThan(151);
  });

  it("has a line for every room, and no other", () => {
    const [tree = ""] = fencedBlocks(markdown)
      .filter(({ language, content }) => language === "" && content.includes("src/main.ts"))
      .map(({ content }) => content);
    const rooms = globSync("src/*/", { cwd: fileURLToPath(project) }).map((folder) => folder.replace(/\/?$/, "/"));
    const named = [...tree.matchAll(/^(src\/[\w-]+\/)/gm)].map(([, room]) => room);
    // The commands are named beside the process that runs them.
    expect(new Set(named)).toEqual(new Set(rooms.filter((room) => room !== "src/cli/")));
  });
});

describe("docs/commands.md", () => {
  const page = read("docs/commands.md");

  it("names commands that exist, and every command there is", () => {
    const commands = new Set(commandsOf(page));
    expect([...commands].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    // What `check` runs, one by one, is named as its parts.
    const parts = ["setup", "types", "lint", "format", "unused"];
    const there = Object.keys(scripts).filter((name) => !name.startsWith("pre") && !parts.includes(name));
    expect(there.filter((name) => !commands.has(name))).toEqual([]);
  });
});

describe("docs/simulator.md", () => {
  it("shows the vendor's test as it runs", () => {
    const shown = blockMarked(read("docs/simulator.md"), "file=test/replay/vendor.test.ts");
    expect(shown).toBe(read("test/replay/vendor.test.ts"));
  });
});

it("both say how many ways the simulator can misbehave", () => {
  expect(FAULT_KINDS).toHaveLength(15);
  expect(read("README.md")).toContain("fifteen ways to misbehave");
  expect(read("README.vi.md")).toContain("mười lăm kiểu sự cố");
});

it("both have the same commands and answers, comments aside", () => {
  const commands = (path: string) =>
    fencedBlocks(read(path))
      .filter(({ language }) => ["sh", "text"].includes(language))
      .map(({ language, info, content }) => ({
        language,
        info,
        content: language === "text" ? content : content.replaceAll(/ +# .*$/gm, ""),
      }));
  expect(commands("README.vi.md")).toEqual(commands("README.md"));
});
