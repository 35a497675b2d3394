import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import { command } from "../../src/cli/adapter-new.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { readInvalid } from "../adapters/adapter-folders.ts";

// Inside the project, because a sector's imports (`#core/…`) mean the project's own package.
const PLACE = fileURLToPath(new URL("../tmp/", import.meta.url));
const ARGUMENTS = [
  "--title",
  "Hộ kinh doanh",
  "--title-en",
  "Household business",
  "--procedure",
  "1.001612",
  "--procedure-name",
  "Đăng ký",
];

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function emptyFolder(): string {
  mkdirSync(PLACE, { recursive: true });
  const folder = mkdtempSync(`${PLACE}sectors-`);
  made.push(folder);
  return folder;
}

function run(args: readonly string[]) {
  const silent = { write: () => true };
  return command.run(args, { stdout: silent, stderr: silent, env: {}, signal: new AbortController().signal });
}

describe("adapter:new", () => {
  it("makes a sector that is found and whose samples behave as they say", async () => {
    const into = emptyFolder();
    expect(await run(["household-business", ...ARGUMENTS, "--into", into])).toBe(0);
    const root = pathToFileURL(`${into}/household-business/samples/`);
    const sectors = await loadSectors(pathToFileURL(`${into}/`));
    expect(sectors.all.map(({ sector }) => sector)).toEqual(["household-business"]);

    const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, root), "utf8"));
    for (const name of readdirSync(root).filter((file) => file.endsWith(".json"))) {
      const checked = checkDossier(read(name), sectors);
      if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
      expect(checked.warnings).toEqual([]);
      const messages = allMessages(checked).map(({ kind, service, payload }) => ({ kind, service, payload }));
      expect({ messages }).toEqual(read(`expected/${name}`));
    }
    const { dossier, warnings } = readInvalid(
      "household-business",
      "holder-is-somebody-else",
      pathToFileURL(`${into}/`),
    );
    const doubted = checkDossier(dossier, sectors);
    expect(doubted.ok && doubted.warnings).toEqual(
      warnings.map((warning) => expect.objectContaining(warning) as object),
    );
  });

  it("does not touch a folder that exists", async () => {
    const into = emptyFolder();
    mkdirSync(`${into}/household-business`);
    await expect(run(["household-business", ...ARGUMENTS, "--into", into])).rejects.toMatchObject({ code: "usage" });
    expect(readdirSync(`${into}/household-business`)).toEqual([]);
  });

  it.each([["Household"], ["a--b"], ["../up"], ["a/b"]])("refuses the name %s", async (name) => {
    await expect(run([name, ...ARGUMENTS, "--into", emptyFolder()])).rejects.toMatchObject({ code: "usage" });
  });
});
