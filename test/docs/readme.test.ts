import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import { toWebhooks } from "../../src/config/webhooks.ts";
import { revocationFile } from "../../src/config/trust-files.ts";
import { readConfigFile, type ConfigFile } from "../../src/config/file.ts";
import { FAULT_KINDS } from "../../src/simulator/faults/fault-rule.ts";
import { blockMarked, fencedBlocks, read } from "./fenced-blocks.ts";

const READMES = ["README.md", "README.vi.md"] as const;

/** A webhook about which nothing is said but what must be. */
const WEBHOOK_DEFAULTS = {
  allowPrivate: false,
  maxChanges: 50,
  timeoutMs: 10_000,
  retry: { firstDelayMs: 5000, longestDelayMs: 900_000 },
  disableAfterMs: 72 * 3_600_000,
};

/** Names in the table of variables that the gateway's environment is read with. */
const [, shape = ""] = /const shape = \{\n([\s\S]*?)\n\} as const;/.exec(read("src/config/env.ts")) ?? [];
const variables = [...shape.matchAll(/^ {2}([A-Z][A-Z0-9_]*):/gm)].map(([, name]) => name);

/** Rows of the table that begins with one of these headings: first cell without its code marks, second cell. */
function table(markdown: string, heading: RegExp): Map<string, string> {
  const lines = markdown.split("\n");
  const start = lines.findIndex((line) => heading.test(line));
  const rows = new Map<string, string>();
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith("|")) break;
    const [, first = "", second = ""] = line.split("|").map((cell) => cell.trim());
    rows.set(first.replaceAll("`", ""), second);
  }
  return rows;
}

function readExample(markdown: string): ConfigFile {
  const folder = mkdtempSync(join(tmpdir(), "lienthong-test-config-"));
  try {
    writeFileSync(join(folder, "config.yaml"), blockMarked(markdown, "test=config"));
    return readConfigFile(join(folder, "config.yaml"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(READMES)("%s", (path) => {
  const markdown = read(path);

  it("has every variable of the environment in its table, and no other", () => {
    expect(variables.length).toBeGreaterThan(15);
    expect([...table(markdown, /^\| (?:variable|biến) \|/).keys()]).toEqual(variables);
  });

  it("shows the defaults of the code", () => {
    const shown = table(markdown, /^\| (?:variable|biến) \|/);
    const { http, portal, delivery, signing, logLevel } = toConfig({});
    const real = {
      PORT: http.port,
      HOST: http.host,
      DATA_DIR: "./data",
      PORTAL_URL: portal.url,
      PORTAL_CONTEXT: portal.context,
      PORTAL_BATCH_SIZE: delivery.batchSize,
      PORTAL_CONCURRENCY: delivery.concurrency,
      PORTAL_TIMEOUT_MS: portal.timeoutMs,
      SIGNING_PROFILE: signing.profile,
      SIGNING_BATCH_SIZE: signing.batch.maxSize,
      SIGNING_BATCH_WAIT_MS: signing.batch.maxWaitMs,
      LOG_LEVEL: logLevel,
    };
    for (const [name, value] of Object.entries(real)) expect(`${name} ${shown.get(name)}`).toBe(`${name} \`${value}\``);
    expect(toConfig({}).database).toEqual({ kind: "embedded", dataDir: "./data" });
    const server = toConfig(readEnv({ DATABASE_URL: "postgresql://db/lienthong" })).database;
    expect(server).toMatchObject({ connections: Number(shown.get("DATABASE_CONNECTIONS")?.replaceAll("`", "")) });
  });

  it("shows a configuration file that is read, has every key, and changes nothing", () => {
    const file = readExample(markdown);
    const keys = [...read("src/config/file.ts").matchAll(/^ {6,}(\w+): (?:z$|z\.|milliseconds)/gm)].map(
      ([, key]) => key,
    );
    expect(keys.length).toBeGreaterThan(20);
    for (const key of keys) expect(blockMarked(markdown, "test=config")).toMatch(new RegExp(`\\b${key}:`));
    const [plain, shown] = [toConfig({}), toConfig({}, file)];
    const { tlsFiles, ...portal } = shown.portal;
    const examples = {
      clients: [],
      webhooks: [],
      sectors: plain.sectors,
      timestamps: undefined,
      revocation: undefined,
    };
    expect({ ...shown, ...examples, portal: { ...portal, tlsFiles: {} } }).toEqual(plain);
    const { hosts: _hosts, crlFiles: _crlFiles, ...revocation } = revocationFile.parse({}) ?? {};
    expect(file.revocation).toMatchObject(revocation);
    expect(file.procedures.map(({ code }) => code)).toEqual(["3.000347"]);
    expect(Object.values(file.ethnicTables)).toEqual(["A_1979", "A_1979"]);
    expect(Object.keys(tlsFiles)).toHaveLength(3);
    expect(file.clients).toHaveLength(1);
    expect(file.webhooks).toHaveLength(1);
    expect(toWebhooks(shown, false)).toMatchObject([{ ...WEBHOOK_DEFAULTS, client: "mot-cua-ha-noi", scope: ["H26"] }]);
  });

  it("opens with a key that the gateway takes, and uses the same one afterwards", () => {
    const [, key = ""] = /BOOTSTRAP_API_KEY=(\S+)/.exec(markdown) ?? [];
    expect(readEnv({ BOOTSTRAP_API_KEY: key }).BOOTSTRAP_API_KEY).toBe(key);
    expect(markdown).toContain(` KEY=${key}\n`);
  });

  it("names commands that exist, and every command there is", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = [...markdown.matchAll(/npm (?:run ([a-z:]+)|(start|test)\b)/g)].map(
      ([, run, own]) => run ?? own ?? "",
    );
    expect([...new Set(named)].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    const commands = Object.keys(scripts).filter((name) => Object.hasOwn(scripts, `pre${name}`));
    expect(commands.filter((name) => !named.includes(name))).toEqual([]);
  });

  it("shows the vendor's test as it runs", () => {
    expect(blockMarked(markdown, "file=test/replay/vendor.test.ts")).toBe(read("test/replay/vendor.test.ts"));
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
      .filter(({ language }) => ["sh", "text", "yaml", "ts"].includes(language))
      .map(({ language, info, content }) => ({
        language,
        info,
        content: language === "ts" || language === "text" ? content : content.replaceAll(/ +# .*$/gm, ""),
      }));
  expect(commands("README.vi.md")).toEqual(commands("README.md"));
});
