import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const project = fileURLToPath(new URL("../..", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "lienthong-test-new-status-"));
const table = join(copy, "schemas/codes/dossier-statuses.ts");

const END = "} as const satisfies";
const ROW =
  '  sentElsewhere: { number: 11, name: "Chuyển nơi khác", nameEn: "sent elsewhere", has: ["stopsClock", "isFinal"] },\n';

/** What the probe prints. */
interface Seen {
  readonly issues: readonly { readonly pointer: string; readonly message: string }[];
  readonly told: readonly string[];
  readonly listed: object;
  readonly final: readonly number[];
  readonly list: string;
  readonly page: string;
}

beforeAll(() => {
  for (const folder of ["src", "schemas", "adapters", "test/adapters", "test/architecture", "test/console", "test/kit"])
    cpSync(join(project, folder), join(copy, folder), { recursive: true });
  cpSync(join(project, "package.json"), join(copy, "package.json"));
  symlinkSync(join(project, "node_modules"), join(copy, "node_modules"));
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

it("a status is added by a row in one table, and everything knows it", async () => {
  const before = await probe();
  expect(before.issues).toContainEqual(
    expect.objectContaining({ pointer: "/status", message: expect.stringContaining("10") }),
  );
  expect(before).toMatchObject({ told: [], listed: { code: "10" }, final: [3, 7, 10] });
  expect([before.list, before.page].join()).not.toContain("Chuyển nơi khác");

  const text = readFileSync(table, "utf8");
  writeFileSync(table, text.replace(END, `${ROW}${END}`));

  const after = await probe();
  expect(after).toMatchObject({
    issues: [],
    told: ["11", "11"],
    listed: { code: "11", name: "Chuyển nơi khác", nameEn: "sent elsewhere", end: true },
    final: [3, 7, 10, 11],
  });
  expect(after.list).toContain("<td>Chuyển nơi khác</td>");
  expect(after.page).toContain("<dd>Chuyển nơi khác</dd>");
});

/** Runs the probe for status 11 as a process of its own, so that it reads the copy as it now is. */
async function probe(): Promise<Seen> {
  const { stdout } = await promisify(execFile)(process.execPath, ["test/architecture/new-status-probe.ts", "11"], {
    cwd: copy,
    maxBuffer: 8 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Seen;
}
