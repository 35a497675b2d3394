import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { readSources } from "../architecture/source-tree.ts";
import { moduleOf, publicFunctions, showsSomething } from "./code-examples.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
const rooms = ["signing", "evidence"];
const sources = readSources(project);
const functions = publicFunctions(project, sources, rooms);

/** Every exported function, class and constant of the rooms, then the prelude's, with how an example imports it. */
const exported = new Map<string, string>();
const files = sources.filter(({ room }) => rooms.includes(room)).map(({ path }) => path);
for (const path of [...files, "test/docs/example-prelude.ts"]) {
  const text = readFileSync(`${project}/${path}`, "utf8");
  for (const [, name = ""] of text.matchAll(/^export (?:async )?(?:function\*?|class|const) (\w+)/gm))
    exported.set(name, `../../../${path}`);
}

mkdirSync(join(project, "test/tmp"), { recursive: true });
const folder = mkdtempSync(join(project, "test/tmp/examples-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Types of all modules in one run, then each module in turn; what is wrong, by the module's name. */
function run(modules: ReadonlyMap<string, string>): string[] {
  const own = mkdtempSync(join(folder, "run-"));
  for (const [name, code] of modules)
    writeFileSync(join(own, `${name}.ts`), code.replaceAll("../../../", "../../../../"));
  const config = {
    extends: "../../../../tsconfig.json",
    compilerOptions: { noUnusedLocals: false },
    include: ["*.ts"],
  };
  writeFileSync(join(own, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(project, "node_modules/.bin/tsc");
  const types = spawnSync(tsc, ["-p", own, "--pretty", "false"], { cwd: own, encoding: "utf8" });
  if (types.status !== 0) return types.stdout.trim().split("\n");
  const runner = `
    const wrong = [];
    for (const name of ${JSON.stringify([...modules.keys()])}) {
      try { await import("${own}/" + name + ".ts"); } catch (error) { wrong.push(name + ": " + error.message); }
    }
    process.stdout.write(JSON.stringify(wrong));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", runner], {
    cwd: project,
    encoding: "utf8",
  });
  return JSON.parse(output) as string[];
}

/** The compiler reads the whole project; on a busy machine that takes its time. */
const timeout = 300_000;

describe("the examples in docstrings", () => {
  it("are there for every function of signing and evidence that others use, and show what they come to", () => {
    expect(functions.length).toBeGreaterThan(30);
    const lacking = functions.filter(({ example }) => example === undefined || !showsSomething(example));
    expect(lacking.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
    expect(showsSomething('singleProfile("cms-batch");')).toBe(false);
  });

  it("have the right types and come to what they say, and one that does not is found out", { timeout }, () => {
    const modules = new Map(functions.map(({ name, example = "" }) => [name, moduleOf(example, exported)]));
    modules.set("wrong", moduleOf('singleProfile("cms-batch"); // => "jws"', exported));
    expect(run(modules)).toEqual([expect.stringMatching(/^wrong: /)]);
  });

  it("are found out when their types are wrong", { timeout }, () => {
    const untyped = moduleOf('singleProfile(7); // => "jws"', exported);
    expect(run(new Map([["untyped", untyped]]))).toEqual([expect.stringContaining("TS2345")]);
  });
});
