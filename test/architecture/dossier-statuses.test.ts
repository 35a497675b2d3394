import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { statusLiterals, type StatusLaw } from "./status-literals.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

/** THE LAW: a dossier's status is asked of the table, by word or by property. What only looks like it has a line here. */
const law: StatusLaw = {
  table: "schemas/codes/dossier-statuses.ts",
  exemptions: [
    // Statuses of other systems, which number them in their own way.
    {
      path: "adapters/civil-status/interlinked/status.ts",
      text: "status === REGISTERED",
      reason: "trangThai of the interlinking software",
    },
    {
      path: "adapters/civil-status/interlinked/status.ts",
      text: "status === SUPPLEMENT",
      reason: "trangThai of the interlinking software",
    },
    {
      path: "adapters/judicial-records/ngsp/inquiry.ts",
      text: "status === ISSUED",
      reason: "DEC_STATUS_ID of the shared criminal-records software",
    },
    {
      path: "adapters/judicial-records/ministry-answers.ts",
      text: 'STATUS === "1"',
      reason: "success in an answer of the criminal-records software",
    },
    {
      path: "src/signing/timestamps/timestamp-client.ts",
      text: "status > 1",
      reason: "PKIStatus of a timestamp answer (RFC 3161)",
    },
    // No statuses at all.
    { path: "adapters/driving-licences/ho-so-gplx/element.ts", text: '["1", "2", "3"]', reason: "genders" },
    { path: "adapters/judicial-records/ngsp/form.ts", text: "[1, 2]", reason: "kinds of certificate" },
    { path: "src/evidence/zip-reader.ts", text: "[4, 6, 8, 10]", reason: "offsets in a ZIP header" },
  ],
};

describe("the project", () => {
  it("says no dossier status as a number outside the table", () => {
    expect(statusLiterals(project, law)).toEqual([]);
  });
});

/** Code that says statuses as numbers, each with the words of the breach. */
const planted: readonly [what: string, path: string, code: string, found: string][] = [
  ["a list", "src/core/a.ts", "export const over: readonly number[] = [3, 7, 10];", "[3, 7, 10]"],
  ["a list where it is asked", "adapters/a/r.ts", "export const x = (s: number) => [9, 10].includes(s);", "[9, 10]"],
  ["a set", "src/store/a.ts", "export const x = new Set([9, 10]);", "[9, 10]"],
  ["a list of codes", "schemas/codes/a.ts", 'export const x = ["5", "6"] as const;', '["5", "6"]'],
  ["a list of constants", "adapters/a/r.ts", "const NEW = 1; const NO = 3; export const x = [NEW, NO];", "[NEW, NO]"],
  ["a comparison", "src/flow/a.ts", "export const x = (d: { status: number }) => d.status === 5;", "d.status === 5"],
  ["an order", "src/console/a.ts", "export const x = (status: number) => status < 9;", "status < 9"],
  [
    "a comparison with a constant",
    "adapters/a/r.ts",
    "const NEW = 1; export const x = (d: { status: number }) => d.status !== NEW;",
    "d.status !== NEW",
  ],
  [
    "a comparison in the portal's words",
    "src/simulator/a.ts",
    'export const x = (d: { TrangThaiHoSo: string }) => d.TrangThaiHoSo === "10";',
    'd.TrangThaiHoSo === "10"',
  ],
  ["a pattern", "adapters/a/r.ts", "export const x = /^(?:[1-9]|10)$/;", "/^(?:[1-9]|10)$/"],
  [
    "a query",
    "src/store/a.ts",
    "export const x = (sql: typeof String.raw) => sql`select 1 from d where d.status not in (3, 7, 10)`;",
    "`select 1 from d where d.status not in (3, 7, 10)`",
  ],
];

describe("a status said as a number is found:", () => {
  it.each(planted)("%s", (_what, path, code, found) => {
    expect(literalsOf({ [path]: code })).toEqual([`${path}: «${found}» says statuses as numbers; ask ${law.table}`]);
  });

  it("and nothing else is", () => {
    const tree = {
      [law.table]: "export const statuses = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];",
      "src/core/a.ts": [
        "// [3, 7, 10] status === 5",
        "export const httpStatus = (response: { status: number }) => response.status === 200 || response.status >= 500;",
        "export const delays = [1, 5, 30];",
        "export const one = [1];",
        "export const twice = [0, 0, 1, 1];",
        'export const sentence = "status 9 in words";',
        "export const page = (count: number) => count > 10;",
      ].join("\n"),
      "test/a.ts": "export const cases = [1, 2, 3];",
    };
    expect(literalsOf(tree)).toEqual([]);
  });

  it("an exemption without its place is a breach", () => {
    const exemptions = [{ path: "src/core/a.ts", text: "[1, 2]", reason: "weights" }];
    expect(literalsOf({ "src/core/a.ts": "export const x = [1, 2];" }, exemptions)).toEqual([]);
    expect(literalsOf({ "src/core/a.ts": "export const x = [1, 20];" }, exemptions)).toEqual([
      "src/core/a.ts: «[1, 2]» is exempted and not there",
    ]);
  });
});

function literalsOf(tree: Record<string, string>, exemptions: StatusLaw["exemptions"] = []): string[] {
  const root = mkdtempSync(join(tmpdir(), "lienthong-test-statuses-"));
  try {
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return statusLiterals(root, { table: law.table, exemptions });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
