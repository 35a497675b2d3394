import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { registry } from "../adapters/adapter-folders.ts";
import { breaches, type Law } from "./breaches.ts";
import { readSources } from "./source-tree.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
const manifest = JSON.parse(readFileSync(`${project}/package.json`, "utf8")) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

const inner = ["core", "schemas"];
const withIo = ["attachments", "destinations", "signing", "store", "telemetry", "webhooks"];
const callers = ["http", "console", "worker"];

/** `civil-status` as identifiers say it. */
function spellings(name: string): string[] {
  const pascal = name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return [name, pascal, pascal.charAt(0).toLowerCase() + pascal.slice(1)];
}

/** The portal's own name for the code of a dossier, in any case of its letters, is no sector's. */
const isPortalWord = (key: string) => key.toLowerCase() === "mahoso";

/**
 * What belongs to one sector: its name, its services and calls, the keys by which its messages name a dossier, its further
 * destinations, procedures and field codes.
 */
const sectorWords = registry.all.map((adapter) => ({
  parts: [
    ...spellings(adapter.sector),
    ...Object.keys(adapter.dossierKeys ?? {}),
    ...Object.keys(adapter.simulatorDesk?.messages ?? {}),
    ...Object.keys(adapter.simulatorDesk?.questions ?? {}),
    ...(adapter.inbound ?? []).map(({ name }) => name),
  ],
  wholes: [
    ...(adapter.furtherDestinations ?? []).flatMap(spellings),
    ...adapter.procedures.flatMap(({ code, field }) => [code, field.code]),
    ...Object.values(adapter.dossierKeys ?? {})
      .flat()
      .filter((key) => !isPortalWord(key)),
    ...Object.keys(adapter.settings?.sharedKeys ?? {}).flatMap((path) => path.split(".")),
  ],
}));

/** THE LAW. A new room, or a new package, gets a line here on purpose, not by accident. */
const law: Law = {
  /** Who may import whom. Sectors (`adapters/NAME`) and rooms with I/O never import each other. `*`: anything. */
  rooms: {
    // Words both sides share.
    schemas: [],
    // The domain, and what is built on it without any I/O.
    core: ["schemas"],
    adapters: inner,
    flow: inner,
    // Rooms with I/O: each implements ports of core with its own library.
    attachments: inner,
    destinations: inner,
    signing: inner,
    store: inner,
    telemetry: inner,
    webhooks: inner,
    // Proof: seals what was kept and judges it offline; signing is all it needs, and it opens nothing itself.
    evidence: [...inner, "signing"],
    // Who calls the flows.
    http: [...inner, "flow"],
    console: [...inner, "flow"],
    worker: [...inner, "flow"],
    // Beside the gateway.
    simulator: [...inner, "signing"],
    // Putting it together. Only cli and tests may import compose.
    config: inner,
    compose: [...inner, ...withIo, ...callers, "flow", "adapters", "config", "evidence"],
    cli: [...inner, ...withIo, "flow", "adapters", "config", "compose", "simulator", "evidence"],
    main: ["cli", "core"],
    test: ["*"],
  },

  /** Who may import a package: one room knows each library, so that it can be replaced. */
  packages: {
    zod: ["*"],
    kysely: ["attachments", "store"],
    pg: ["store"],
    "@electric-sql/pglite": ["store"],
    undici: ["destinations", "webhooks"],
    "p-retry": ["destinations"],
    "node-forge": ["signing"],
    hono: ["http", "console", "simulator", "compose", "cli"],
    "@hono/zod-openapi": ["http"],
    "@hono/node-server": ["http", "simulator", "compose", "cli"],
    fflate: ["evidence"],
    "fast-xml-parser": ["http"],
    pino: ["telemetry"],
    "prom-client": ["telemetry"],
    yaml: ["config"],
    "cli-progress": ["cli"],
  },

  /** Rooms whose answers depend on their arguments alone, with the parts of Node they may use (digests). */
  pure: { schemas: [], core: [], adapters: [], flow: ["node:crypto"] },

  /** What is known of a sector stands in its folder, and is handed over as a `SectorAdapter`. */
  sectorWords: {
    rooms: [...inner, ...withIo, ...callers, "flow", "evidence", "simulator", "config", "compose", "cli", "main"],
    parts: sectorWords.flatMap(({ parts }) => parts),
    wholes: sectorWords.flatMap(({ wholes }) => wholes),
  },

  dependencies: Object.keys(manifest.dependencies),
  longest: 400,
  mostFiles: 30,
};

describe("the project", () => {
  const sources = readSources(project);

  it("keeps every law of its architecture", () => {
    expect(breaches(sources, law)).toEqual([]);
  });

  it("stays in small files: half of them under 120 lines", () => {
    const lengths = sources.map((source) => source.lines).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(120);
  });
});

/** Trees that break one law each, with the words of the breach. */
const planted: readonly [law: string, tree: Record<string, string>, breach: RegExp][] = [
  ["inner must not know outer", { "src/core/a.ts": 'import { x } from "../flow/b.ts";' }, /core may not import flow/],
  ["not even its types", { "src/core/a.ts": 'import type { X } from "../flow/b.ts";' }, /core may not import flow/],
  ["not even in passing", { "src/core/a.ts": 'type X = import("../flow/b.ts").X;' }, /core may not import flow/],
  ["not even later", { "src/core/a.ts": 'void import("../flow/b.ts");' }, /core may not import flow/],
  ["not even onwards", { "src/core/a.ts": 'export * from "../flow/b.ts";' }, /core may not import flow/],
  ["schemas know nobody", { "schemas/common/a.ts": 'import { x } from "#core/x.ts";' }, /schemas may not import core/],
  [
    "rooms with I/O are strangers",
    { "src/destinations/a.ts": 'import { x } from "../store/b.ts";' },
    /destinations may not import store/,
  ],
  [
    "sectors are strangers",
    { "adapters/a/r.ts": 'import { x } from "../b/r.ts";' },
    /adapters\/a may not import adapters\/b/,
  ],
  [
    "a sector sees no room but core",
    { "adapters/a/r.ts": 'import { x } from "../../src/flow/b.ts";' },
    /may not import flow/,
  ],
  ["composing is for cli", { "src/http/a.ts": 'import { x } from "../compose/b.ts";' }, /http may not import compose/],
  [
    "console and http are strangers",
    { "src/console/a.ts": 'import { x } from "../http/b.ts";' },
    /console may not import http/,
  ],
  ["a new room is decided on", { "src/stuff/a.ts": 'import { x } from "./b.ts";' }, /no room «stuff»/],
  ["across rooms by the alias", { "src/flow/a.ts": 'import { x } from "../core/b.ts";' }, /as #core/],
  ["inside a room relative", { "src/core/a.ts": 'import { x } from "#core/b.ts";' }, /own room/],
  ["a package has its room", { "src/http/a.ts": 'import { sql } from "kysely/helpers";' }, /http may not use «kysely»/],
  ["core has no package but zod", { "src/core/a.ts": 'import pino from "pino";' }, /core may not use «pino»/],
  [
    "a new package is decided on",
    { "src/http/a.ts": 'import x from "@some/thing/deep";' },
    /«@some\/thing» has no room/,
  ],
  ["no Node in core", { "src/core/a.ts": 'import { readFileSync } from "node:fs";' }, /«node:fs» in core/],
  ["digests in flow, but no chance", { "src/flow/a.ts": 'import { randomUUID } from "node:crypto";' }, /chance/],
  ["no clock in core", { "src/core/a.ts": "export const at = () => Date.now();" }, /«Date.now»/],
  ["no clock in flow", { "src/flow/a.ts": "export const at = () => new Date();" }, /«new Date\(\)»/],
  ["no chance in adapters", { "adapters/a/r.ts": "export const x = () => Math.random();" }, /«Math.random»/],
  ["no environment in schemas", { "schemas/common/a.ts": 'export const x = process.env["X"];' }, /«process.env»/],
  ["no network in flow", { "src/flow/a.ts": 'export const x = () => fetch("http://x");' }, /«fetch\(\)»/],
  ["no any", { "src/http/a.ts": "export const x = (y: any[]): void => void y;" }, /says «any»/],
  ["no any in a cast", { "test/a.test.ts": "export const x = 1 as any;" }, /says «any»/],
  ["no long file", { "src/http/a.ts": "export const x = 1;\n".repeat(401) }, /401 lines/],
  ["no sector's name", { "src/http/a.ts": 'export const x = "civil-status";' }, /«civil-status» belongs/],
  ["not as a name in code", { "src/core/a.ts": "export const civilStatusDesk = 1;" }, /«civilStatusDesk» belongs/],
  [
    "no sector's service",
    { "src/simulator/a.ts": "export const x = `dangKyHoTich/${1}`;" },
    /«dangKyHoTich\/» belongs/,
  ],
  [
    "no sector's name for a dossier",
    { "src/http/a.ts": 'export const x = "idReceivedDec";' },
    /«idReceivedDec» belongs/,
  ],
  ["no sector's other system", { "src/config/a.ts": 'export const x = ["vneid"];' }, /«vneid» belongs/],
  ["no sector's procedure", { "src/cli/a.ts": 'export const x = "1.001193";' }, /«1.001193» belongs/],
  ["no sector's setting", { "schemas/codes/a.ts": "export const x = { ethnicTables: 1 };" }, /«ethnicTables» belongs/],
  [
    "nothing an installation lacks",
    { "src/cli/a.ts": 'import type { x } from "fast-check";' },
    /development dependency/,
  ],
  [
    "no crowded folder",
    Object.fromEntries(Array.from({ length: 31 }, (_item, index) => [`src/http/a${index}.ts`, "export const x = 1;"])),
    /src\/http: 31 files/,
  ],
  ["no barrel", { "src/http/index.ts": "export const x = 1;" }, /index.ts outside/],
  ["no default export", { "src/http/a.ts": "export default 1;" }, /default export/],
  ["no attic", { "src/http/date-utils.ts": "export const x = 1;" }, /name it after what it holds/],
  ["no attic folder", { "test/helpers/x.ts": "export const x = 1;" }, /name it after what it holds/],
  [
    "no cycle",
    {
      "src/http/a.ts": 'import { b } from "./b.ts"; export const a = () => b;',
      "src/http/b.ts": 'export { c as b } from "./c.ts";',
      "src/http/c.ts": 'import { a } from "./a.ts"; export const c = a;',
    },
    /cycle src\/http\/a.ts -> src\/http\/b.ts -> src\/http\/c.ts -> src\/http\/a.ts/,
  ],
  [
    "no cycle of types either",
    {
      "src/http/a.ts": 'import type { B } from "./b.ts"; export type A = B | undefined;',
      "src/http/b.ts": 'import { type A } from "./a.ts"; export type B = A[];',
    },
    /cycle src\/http\/a.ts -> src\/http\/b.ts -> src\/http\/a.ts/,
  ],
];

describe("each law can be broken", () => {
  it.each(planted)("%s", (_law, tree, breach) => {
    expect(breachesOf(tree)).toEqual([expect.stringMatching(breach)]);
  });

  it("and none is, where only comments, strings and types look like it", () => {
    const tree = {
      "src/core/a.ts": [
        '// import { x } from "../flow/b.ts"; Date.now()',
        'export const text = "Math.random() as any process.env";',
        "export const pattern = /import .* from '..\\/flow'/;",
        "export const at = (ms: number) => new Date(ms);",
        'export const later = () => import("./b.ts");',
      ].join("\n"),
      "src/core/b.ts": 'import { text } from "./a.ts"; export type B = typeof text;',
      "adapters/a/index.ts": 'import { z } from "zod"; import { at } from "#core/a.ts"; export default { z, at };',
      "src/cli/serve.ts": 'import { createGateway } from "../compose/gateway.ts"; export const serve = createGateway;',
    };
    expect(breachesOf(tree)).toEqual([]);
  });
});

function breachesOf(tree: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), "lienthong-test-tree-"));
  try {
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return breaches(readSources(root), { ...law, dependencies: [...law.dependencies, "@some/thing"] });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
