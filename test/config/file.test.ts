import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "#core/fault.ts";
import { afterAll, describe, expect, it } from "vitest";
import { registry } from "../adapters/adapter-folders.ts";
import { EMPTY_CONFIG_FILE, readConfigFile } from "../../src/config/file.ts";

const folder = mkdtempSync(join(tmpdir(), "lienthong-config-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "lienthong.yaml");

function read(yaml: string) {
  writeFileSync(path, yaml);
  return readConfigFile(path, registry.all);
}

/** The fault that reading this text ends in. */
function faultOf(yaml: string): Fault {
  try {
    read(yaml);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("it was read");
}

const KEY_A = "a".repeat(64);
const KEY_B = "b".repeat(64);
const client = (id: string, key: string) =>
  `  - id: ${id}\n    name: Một cửa\n    keySha256: "${key}"\n    rights: [push]\n`;

describe("readConfigFile", () => {
  it.each(["", "# chỉ có lời ghi chú\n", "---\n", "clients: []\n"])("reads %j as nothing", (yaml) => {
    expect(read(yaml)).toEqual(EMPTY_CONFIG_FILE);
  });

  it("reads anchors and aliases", () => {
    const yaml = `clients:\n${client("a", KEY_A)}    agencies: &all [H26]\n${client("b", KEY_B)}    agencies: *all\n`;
    expect(read(yaml).clients.map(({ agencies }) => agencies)).toEqual([["H26"], ["H26"]]);
  });

  it("reads what a sector lets a province set, under its own name and under a key that sectors share", () => {
    const shared = read("ethnicTables: {ministry-of-justice: B_CENSUS}\n");
    const own = read("sectors:\n  civil-status:\n    ethnicTable: B_CENSUS\n");
    expect(own.sectors).toEqual({ "civil-status": { ethnicTable: "B_CENSUS" } });
    expect(shared).toEqual(own);
  });

  it("says which file it cannot read", () => {
    const absent = join(folder, "none.yaml");
    expect(() => readConfigFile(absent)).toThrow(
      expect.objectContaining({
        code: "config-missing",
        vi: `Không đọc được CONFIG_FILE ${absent}.`,
        en: `CONFIG_FILE ${absent} cannot be read.`,
      }),
    );
    expect(() => readConfigFile(folder)).toThrow(expect.objectContaining({ code: "config-missing" }));
  });

  it.each<[string, string, number, RegExp]>([
    ["a list that does not end", "clients: [\ndelivery: 1\n", 2, /Flow sequence|flow/i],
    ["wrong indentation", "delivery:\n  pollMs: 1\n maxAttempts: 2\n", 3, /./],
    ["the same key twice", "delivery:\n  pollMs: 1\n  pollMs: 2\n", 3, /unique/],
    ["two documents", "limits: {}\n---\nlimits: {}\n", 2, /documents/],
    ["an unknown key", "limits: {}\nclientz: []\n", 2, /clientz/],
    ["an unknown key over several lines", "limits: {}\nclientz:\n  - id: a\n    name: b\n", 2, /clientz/],
    ["an unknown key deep inside", "delivery:\n  pollMs: 1\n  retries:\n    - 3\n", 3, /delivery\.retries/],
    ["a secret in the clear", `clients:\n${client("a", KEY_A)}    key: bi-mat\n`, 6, /clients\.0\.key/],
    ["a wrong type", "delivery:\n  pollMs: 1\n  maxAttempts: many\n", 3, /delivery\.maxAttempts: .*number/],
    ["a fraction", "delivery:\n  pollMs: 1.5\n", 2, /delivery\.pollMs/],
    ["a number out of bounds", "limits:\n  maxBatch: 5001\n", 2, /limits\.maxBatch: .*5000/],
    ["an hour that is none", 'reconcile:\n  nightlyAt: "24:00"\n', 2, /reconcile\.nightlyAt: .*02:30/],
    ["a negative time", "delivery:\n  askAfterMs: -1\n", 2, /delivery\.askAfterMs/],
    ["a section with nothing in it", "limits: {}\ndelivery:\n", 2, /delivery: .*object/],
    ["a word outside its list", "delivery:\n\n  lostProgress: drop\n", 3, /delivery\.lostProgress: .*resend/],
    [
      "a right that does not exist",
      "clients:\n" + client("a", KEY_A).replace("push", "all"),
      5,
      /clients\.0\.rights\.0/,
    ],
    ["a hash that is none", "clients:\n" + client("a", "12"), 4, /clients\.0\.keySha256/],
    ["an id in capitals", "clients:\n" + client("A", KEY_A), 2, /clients\.0\.id: An id is 1 to 63/],
    [
      "a client without a name",
      `clients:\n${client("a", KEY_A)}  - id: b\n    rights: [push]\n`,
      6,
      /clients\.1\.name/,
    ],
    ["no agencies at all", `clients:\n${client("a", KEY_A)}    agencies: []\n`, 6, /clients\.0\.agencies/],
    ["two clients of one id", `clients:\n${client("a", KEY_A)}${client("a", KEY_B)}`, 6, /clients\.1\.id/],
    ["two clients with one key", `clients:\n${client("a", KEY_A)}${client("b", KEY_A)}`, 8, /clients\.1\.keySha256/],
    ["half a TLS identity", "limits: {}\nportal:\n  tlsKeyFile: k.pem\n", 2, /tlsCertificateFile/],
    ["a sector that is not there", "limits: {}\nsectors:\n  births: {}\n", 3, /sectors\.births/],
    [
      "a setting its sector does not know",
      "sectors:\n  civil-status:\n    table: A\n",
      3,
      /sectors\.civil-status\.table/,
    ],
    [
      "a value its sector does not take",
      "sectors:\n  civil-status:\n    ethnicTable: C\n",
      3,
      /sectors\.civil-status\.ethnicTable: .*A_1979/,
    ],
    ["a receiver that is not there", "ethnicTables:\n  somebody: A_1979\n", 2, /ethnicTables\.somebody/],
    ["a table that is not there", "ethnicTables:\n  vneid: C\n", 2, /ethnicTables\.vneid: .*B_CENSUS/],
    [
      "a setting said twice",
      "ethnicTables:\n  vneid: A_1979\nsectors:\n  judicial-records: {ethnicTable: A_1979}\n",
      2,
      /ethnicTables\.vneid: .*sectors\.judicial-records\.ethnicTable/,
    ],
    ["a list for the whole", "- clients\n", 1, /object/],
    ["words for the whole", "xin chào\n", 1, /object/],
  ])("names file and line of %s", (_, yaml, line, reason) => {
    const { code, vi, en } = faultOf(yaml);
    expect(code).toBe("config-invalid");
    expect(vi).toMatch(new RegExp(`^CONFIG_FILE ${path}, dòng ${line}: không hợp lệ \\(\\S`));
    expect(en).toMatch(new RegExp(`^CONFIG_FILE ${path}, line ${line}: \\S`));
    expect(en).toMatch(reason);
  });

  it("tells everything that is wrong at once, in the order of the file, first in Vietnamese", () => {
    const yaml = [
      "limits:",
      "  maxBatch: 5001",
      "  maxDepth: sâu",
      "clientz: []",
      "clients:",
      "  - id: A",
      '    keySha256: "12"',
      "    rights: [all]",
      "destinations:",
      "  civil-status:",
      "    doors:",
      "      - {from: 2027-02-01, to: 2027-01-01}",
      "    concurrency: 0",
      "inbound: {addresses: [10.1.0.0/99]}",
      "revocation: {hosts: [HTTP://x]}",
      "timestamps: {url: ftp://x, caFile: ca.pem}",
      "reconcile: {nightlyAt: 25h}",
      "webhooks:",
      "  - {name: a, client: b, url: https://x.vn}",
      "procedures:",
      '  - {code: "1.000001", source: QĐ, timeLimit: {kind: hours}}',
    ];
    const { vi, en } = faultOf(`${yaml.join("\n")}\n`);
    const lineOf = (text: string) => Number(/(?:dòng|line) (\d+)/.exec(text)?.[1]);
    const [vietnamese, english] = [vi.split("\n"), en.split("\n")];
    const lines = [2, 3, 4, 6, 6, 7, 8, 12, 13, 14, 15, 16, 17, 19, 21];
    expect(vietnamese.map(lineOf)).toEqual(lines);
    expect(english.map(lineOf)).toEqual(lines);
    const where = (text: string) => /(?:\(|line \d+: )([\w.-]+):/.exec(text)?.[1];
    expect(vietnamese.map(where)).toEqual(english.map(where));
    const untranslated =
      /\b(?:the|expected|invalid|must|give|needs|number|string|array|object|record|key|unrecognized)\b/i;
    expect(
      vietnamese.filter((line) => untranslated.test(line.slice(line.indexOf("(")).replace(/^\([\w.-]+:/, ""))),
    ).toEqual([]);
    expect(vietnamese[0]).toBe(
      `CONFIG_FILE ${path}, dòng 2: không hợp lệ (limits.maxBatch: Giá trị phải từ 5000 trở xuống).`,
    );
  });

  it("tells every fault of the text itself at once", () => {
    const { vi } = faultOf("delivery:\n  pollMs: 1\n  pollMs: 2\nlimits:\n  maxBatch: 1\n  maxBatch: 2\n");
    expect(vi).toMatch(/dòng 3: .*một mục viết hai lần.*\n.*dòng 6: .*một mục viết hai lần/);
  });

  it("stops telling where nobody would read on", () => {
    const many = Array.from({ length: 60 }, (_, index) => `x${index}: 1`).join("\n");
    expect(faultOf(many).vi.split("\n")).toHaveLength(51);
    expect(faultOf(many).en).toMatch(/\nThe file has 10 more faults\.$/);
  });

  it("never repeats a value", () => {
    expect(faultOf(`clients:\n${client("a", "bi-mat-cua-toi")}`).en).not.toContain("bi-mat");
    expect(faultOf(`clients:\n${client("a", KEY_A)}${client("b", KEY_A)}`).en).not.toContain(KEY_A);
  });

  it.each([
    ["a name that looks like an alias", "clients: *mot-cua\n"],
    [
      "a file that would unfold without end",
      `a: &a [${"1,".repeat(20)}]\nb: &b [${"*a,".repeat(20)}]\nc: [${"*b,".repeat(20)}]\n`,
    ],
  ])("refuses %s", (_, yaml) => {
    expect(faultOf(yaml)).toMatchObject({ code: "config-invalid", en: expect.stringMatching(/alias/) as string });
  });
});
