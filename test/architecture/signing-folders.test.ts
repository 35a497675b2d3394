import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readSources, type Source } from "./source-tree.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
const room = "src/signing";

/**
 * Folder of `src/signing` -> folders of it that it may import, from the bottom up: a line names only folders above it.
 * A folder that is not named may not exist. `.` is the room's own files.
 */
const law: Readonly<Record<string, readonly string[]>> = {
  // Encodings.
  ".": [],
  der: [],
  "canonical-xml": [],
  "canonical-xml/making": ["canonical-xml"],
  // What a verifier says when it refuses, and what it computes with.
  refusals: ["der"],
  algorithms: ["der", "refusals"],
  "canonical-xml/reading": ["canonical-xml", "refusals"],
  // Whose certificate it is.
  trust: ["der", "refusals", "algorithms"],
  keys: ["der", "algorithms", "trust"],
  "keys/pkcs11": ["der", "trust", "keys"],
  // How a signature is laid out: made and opened, each kind apart from the others.
  containers: ["refusals", "algorithms", "canonical-xml/reading", "trust", "keys"],
  "containers/jws": ["refusals", "algorithms", "trust", "keys", "containers"],
  "containers/xml": [
    ".",
    "canonical-xml",
    "canonical-xml/making",
    "canonical-xml/reading",
    "refusals",
    "algorithms",
    "trust",
    "keys",
    "containers",
  ],
  "containers/cms": ["der", "refusals", "algorithms", "trust", "keys", "containers"],
  "containers/batch": ["refusals", "containers"],
  timestamps: ["der", "refusals", "algorithms", "trust", "containers", "containers/cms"],
  // What a signature is worth.
  verify: [
    ".",
    "refusals",
    "trust",
    "containers",
    "containers/jws",
    "containers/xml",
    "containers/cms",
    "containers/batch",
    "timestamps",
  ],
  // What the gateway signs with.
  signers: [
    "trust",
    "keys",
    "keys/pkcs11",
    "containers",
    "containers/jws",
    "containers/xml",
    "containers/cms",
    "containers/batch",
  ],
};

function breaches(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith(`${room}/`))
    .flatMap(({ path, imports }) => {
      const folder = folderOf(path);
      const allowed = law[folder];
      if (allowed === undefined) return [`${path}: there is no folder «${folder}»`];
      return imports.flatMap((found) => {
        if (found.path === undefined || !found.path.startsWith(`${room}/`)) return [];
        const target = folderOf(found.path);
        return target === folder || allowed.includes(target) ? [] : [`${path}: ${folder} may not import ${target}`];
      });
    });
}

function folderOf(path: string): string {
  return posix.relative(room, posix.dirname(path)) || ".";
}

describe("the folders of the signing room", () => {
  const sources = readSources(project);

  it("import in one direction", () => {
    expect(breaches(sources)).toEqual([]);
  });

  it("are all there, and may only import what stands lower", () => {
    const folders = Object.keys(law);
    const found = sources.filter(({ path }) => path.startsWith(`${room}/`)).map(({ path }) => folderOf(path));
    expect(folders.toSorted()).toEqual([...new Set(found)].toSorted());
    for (const [index, folder] of folders.entries())
      expect(law[folder]?.filter((one) => !folders.slice(0, index).includes(one))).toEqual([]);
  });

  it("may import nothing they do not need", () => {
    const used = new Set(
      sources.flatMap(({ path, imports }) => imports.map((found) => `${folderOf(path)} ${folderOf(found.path ?? "")}`)),
    );
    const unused = Object.entries(law).flatMap(([folder, allowed]) =>
      allowed.filter((one) => !used.has(`${folder} ${one}`)).map((one) => `${folder} does not need ${one}`),
    );
    expect(unused).toEqual([]);
  });
});

describe("each direction can be broken", () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      "encodings know nobody",
      { "src/signing/der/a.ts": 'import { x } from "../trust/b.ts";' },
      /der may not import trust/,
    ],
    [
      "not even a type",
      { "src/signing/trust/a.ts": 'import type { X } from "../verify/b.ts";' },
      /trust may not import verify/,
    ],
    [
      "written and parsed XML are apart",
      { "src/signing/canonical-xml/reading/a.ts": 'import { x } from "../making/b.ts";' },
      /reading may not import canonical-xml\/making/,
    ],
    [
      "containers are apart",
      { "src/signing/containers/cms/a.ts": 'import { x } from "../xml/b.ts";' },
      /containers\/cms may not import containers\/xml/,
    ],
    [
      "verifying needs no key",
      { "src/signing/verify/a.ts": 'import { x } from "../keys/b.ts";' },
      /may not import keys/,
    ],
    ["a new folder is decided on", { "src/signing/stuff/a.ts": "export const x = 1;" }, /no folder «stuff»/],
  ])("%s", (_law, tree, breach) => {
    const root = mkdtempSync(join(tmpdir(), "lienthong-test-tree-"));
    try {
      for (const [path, text] of Object.entries(tree)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      expect(breaches(readSources(root))).toEqual([expect.stringMatching(breach)]);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
