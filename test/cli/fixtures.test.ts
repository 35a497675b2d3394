import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readFixtures } from "../../src/cli/fixtures.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lienthong-fixtures-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, content: unknown): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const dossier = (code: string) => ({ dossierCode: code, sector: "births" });
const brief = (paths: readonly string[]) => readFixtures(paths).map(({ name, body }) => [name, body]);

describe("readFixtures", () => {
  it("reads one dossier from a JSON file", () => {
    const file = put("a.json", `  ${JSON.stringify(dossier("A"))}\n`);
    expect(readFixtures([file])).toEqual([
      { name: file, body: JSON.stringify(dossier("A")), contentType: "application/json" },
    ]);
  });

  it("reads every dossier of a batch", () => {
    const file = put("a.json", { dossiers: [dossier("A"), dossier("B")] });
    expect(brief([file])).toEqual([
      [file, JSON.stringify(dossier("A"))],
      [file, JSON.stringify(dossier("B"))],
    ]);
  });

  it("reads NDJSON line by line, each under its line number, broken lines too", () => {
    const file = put("a.ndjson", `${JSON.stringify(dossier("A"))}\n\n{broken\r\n`);
    expect(brief([file])).toEqual([
      [`${file}:1`, JSON.stringify(dossier("A"))],
      [`${file}:3`, "{broken\r"],
    ]);
  });

  it("hands XML over as it stands", () => {
    const file = put("a.xml", "<dossier>\n</dossier>\n");
    expect(readFixtures([file])).toEqual([
      { name: file, body: "<dossier>\n</dossier>\n", contentType: "application/xml" },
    ]);
  });

  it("goes down into folders, in order of name, and looks at fixtures only", () => {
    const files = ["a/b/c/2.json", "a/b/1.json", "b.ndjson"].map((path) => put(path, dossier(path)));
    put("a/readme.md", "# no fixture");
    put("a/b/image.png", "no fixture");
    expect(brief([folder]).map(([name]) => name)).toEqual([files[1], files[0], `${files[2]}:1`]);
  });

  it("passes over JSON that is no dossier: expected messages and patches that make a mistake", () => {
    const file = put("a.json", dossier("A"));
    put("expected/a.json", { messages: [{ kind: "dossier", payload: { MaHoSo: "A" } }] });
    put("invalid/a.json", { base: "a", patch: [{ op: "remove", path: "/sector" }], errors: [{ pointer: "/sector" }] });
    put("notes.json", [1, null, "a"]);
    expect(brief([folder]).map(([name]) => name)).toEqual([file]);
  });

  it("finds in the sectors' samples what can be pushed, and nothing else", () => {
    const adapters = fileURLToPath(new URL("../../adapters", import.meta.url));
    const names = readFixtures([adapters]).map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(8);
    expect(names.filter((name) => !/\/samples\/[a-z0-9-]+\.json$/.test(name))).toEqual([]);
  });

  it("reads several paths one after the other", () => {
    const [b, a] = [put("b.json", dossier("B")), put("a.json", dossier("A"))];
    expect(brief([b, a]).map(([name]) => name)).toEqual([b, a]);
  });

  it.each([
    ["a path that does not exist", () => [join(folder, "none")], "none"],
    ["a folder with no dossier", () => [folder], "lienthong-fixtures-"],
    ["no path at all", () => [], "(không có đường dẫn)"],
    ["a file that is no JSON", () => [put("broken.json", "{ dossierCode: A }")], "broken.json"],
  ])("says what is wrong with %s", (_, paths, word) => {
    expect(() => readFixtures(paths())).toThrow(
      expect.objectContaining({ code: "usage", vi: expect.stringContaining(word) as string }),
    );
  });
});
