import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folders } from "../adapters/adapter-folders.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lienthong-registry-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Puts files under the folder and loads the sectors in it. */
function load(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return loadSectors(pathToFileURL(`${folder}/`));
}

const sector = (name: string, more = "") =>
  `export default { sector: "${name}", title: "T", titleEn: "T", version: "1", procedures: [], rules: [], ${more} };`;

describe("loadSectors", () => {
  it("finds the sectors of the gateway, by name and in order", async () => {
    const sectors = await loadSectors();
    const names = folders.toSorted();
    expect(names).toEqual(
      expect.arrayContaining(["civil-status", "driving-licences", "judicial-records", "promotions"]),
    );
    expect(sectors.all.map((adapter) => adapter.sector)).toEqual(names);
    for (const [index, name] of names.entries()) expect(sectors.find(name)).toBe(sectors.all[index]);
    expect(sectors.find("births")).toBeUndefined();
    expect(sectors.find("constructor")).toBeUndefined();
  });

  it("takes every folder with an index for a sector, and nothing else", async () => {
    const sectors = await load({
      "b-sector/index.ts": sector("b-sector", "own: 1 as number"),
      "a-sector/index.ts": sector("a-sector"),
      "notes/readme.md": "",
      "index.ts": "throw new Error('not a sector')",
    });
    expect(sectors.all.map((adapter) => adapter.sector)).toEqual(["a-sector", "b-sector"]);
    expect(sectors.folderOf?.("a-sector")).toEqual(pathToFileURL(join(folder, "a-sector/")));
    expect(sectors.folderOf?.("notes")).toBeUndefined();
  });

  it("is empty for an empty folder", async () => {
    expect((await load({})).all).toEqual([]);
  });

  it.each([
    ["exports nothing by default", `export const other = 1;`],
    ["exports something else", `export default "broken";`],
    ["exports null", `export default null;`],
    ["bears another name than its folder", sector("borken")],
    ["has no procedures", `export default { sector: "broken", title: "T", titleEn: "T", version: "1", rules: [] };`],
    ["has no rules", `export default { sector: "broken", title: "T", titleEn: "T", version: "1", procedures: [] };`],
  ])("names the folder that %s", async (_, text) => {
    await expect(load({ "good/index.ts": sector("good"), "broken/index.ts": text })).rejects.toMatchObject({
      name: "Fault",
      code: "sector-invalid",
      vi: expect.stringContaining("adapters/broken") as string,
      en: expect.stringContaining("adapters/broken") as string,
    });
  });
});
