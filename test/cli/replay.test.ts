import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { command } from "../../src/cli/replay.ts";
import { readSample, sampleNames } from "../adapters/adapter-folders.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { API_KEY, openRunningGateway, temporaryFolder, type RunningGateway } from "./running-gateway.ts";

const folder = temporaryFolder();
let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await openRunningGateway({ dataDir: join(folder.path, "data") });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});
beforeEach(() => gateway.simulator.faults.set([]));

/** Runs the command as a shell without a terminal would. */
async function replay(args: readonly string[], signal = new AbortController().signal) {
  const written = { stdout: "", stderr: "" };
  const into = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  const io = { stdout: into("stdout"), stderr: into("stderr"), env: { BOOTSTRAP_API_KEY: API_KEY }, signal };
  const status = await command.run([...args, "--to", gateway.url], io);
  return { status, ...written, rows: written.stdout.split("\n").filter((line) => /^[A-Z]\d\d|^\//.test(line)) };
}

let files = 0;
function file(ending: string, text: string): string {
  files += 1;
  const path = join(folder.path, `${files}.${ending}`);
  writeFileSync(path, text);
  return path;
}

let sequence = 1000;
function nextDossier(patch: Readonly<Record<string, unknown>> = {}) {
  sequence += 1;
  return sampleDossier(`H36.03-260518-${sequence}`, { lines: 1, patch });
}

const inLedger = (dossierCode: string) =>
  gateway.simulator.ledger.lines().filter((line) => line.dossierCode === dossierCode).length;

describe("lienthong replay", () => {
  it("delivers the sector's samples: a progress line, a table and status 0", async () => {
    const samples = fileURLToPath(new URL("../../adapters/promotions/samples", import.meta.url));
    const codes = sampleNames("promotions").map(
      (name) => (readSample("promotions", name) as { dossierCode: string }).dossierCode,
    );
    const all = codes.length;
    const { status, stdout, stderr, rows } = await replay([samples]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^Gửi hồ sơ: 1/${all}\n`));
    expect(stdout).toMatch(new RegExp(`\nGửi hồ sơ: ${all}/${all}\nHồ sơ +Kết quả +ms +Ghi chú\n─`));
    expect(rows.map((row) => row.split(/ +/).slice(0, 2).join(" ")).toSorted()).toEqual(
      codes.map((code) => `${code} in-sync`).toSorted(),
    );
    expect(stdout).toMatch(new RegExp(`\n${all}/${all} đã tới Cổng / delivered\n$`));
    for (const code of codes) expect(inLedger(code)).toBeGreaterThan(0);
  });

  it("takes a second replay of the same for delivered, and sends nothing", async () => {
    const path = file("json", JSON.stringify(nextDossier()));
    expect((await replay([path])).status).toBe(0);
    const before = gateway.simulator.ledger.lines().length;
    expect((await replay([path])).status).toBe(0);
    expect(gateway.simulator.ledger.lines()).toHaveLength(before);
  });

  it("delivers NDJSON, a JSON batch, XML and an XML batch", async () => {
    const [a, b, c, d] = [nextDossier(), nextDossier(), nextDossier(), nextDossier()];
    const xml = ({ dossierCode }: { dossierCode: string }) =>
      `<dossierCode>${dossierCode}</dossierCode><sector>promotions</sector><procedureCode>2.000033</procedureCode>` +
      "<agencyCode>H36.03</agencyCode><agencyName>Sở Mẫu</agencyName><status>2</status><channel>direct</channel>" +
      "<returnMethod>direct</returnMethod><summary>Thông báo</summary>" +
      "<applicant><type>business</type><name>CÔNG TY MẪU</name></applicant>" +
      "<receivedAt>2026-05-18T08:30:15+07:00</receivedAt><dueAt>2026-05-25T17:00:00+07:00</dueAt>";
    const [e, f, g] = [nextDossier(), nextDossier(), nextDossier()];
    const { status, rows } = await replay([
      file("ndjson", `${JSON.stringify(a)}\n${JSON.stringify(b)}\n`),
      file("json", JSON.stringify({ dossiers: [c, d] })),
      file("xml", `<dossier>${xml(e)}</dossier>`),
      file("xml", `<push><dossiers>${xml(f)}</dossiers><dossiers>${xml(g)}</dossiers></push>`),
    ]);
    expect(rows.map((row) => row.split(/ +/).slice(0, 2))).toEqual(
      [a, b, c, d, e, f, g].map(({ dossierCode }) => [dossierCode, "in-sync"]),
    );
    expect(status).toBe(0);
  });

  it("says of a rejected one what is wrong with it, and leaves with 1", async () => {
    const [good, bad] = [nextDossier(), nextDossier({ status: 11 })];
    const path = file("json", JSON.stringify({ dossiers: [bad, good] }));
    const { status, stdout, rows } = await replay([path]);
    expect(status).toBe(1);
    expect(rows[0]).toContain("rejected");
    expect(rows[0]).toMatch(/422 \/status: \S/);
    expect(rows[1]).toMatch(/in-sync/);
    expect(stdout).toMatch(/\n1\/2 đã tới Cổng/);
  });

  it("says it of one inside an XML batch too", async () => {
    const lacking = "<dossiers><sector>promotions</sector></dossiers>";
    const path = file("xml", `<push>${lacking}${lacking.replace("promotions", "birth")}</push>`);
    const { status, stdout, rows } = await replay([path]);
    expect(status).toBe(1);
    expect(rows).toEqual(Array(2).fill(expect.stringMatching(/rejected +\d+ +\/dossierCode: Thiếu/)));
    expect(stdout).toContain("0/2 đã tới Cổng");
  });

  it("leaves with 1 when the portal refuses", async () => {
    const dossier = nextDossier();
    gateway.simulator.faults.set([{ kind: "error-code", dossierCode: dossier.dossierCode, errorCode: "-1" }]);
    const { status, rows } = await replay([file("json", JSON.stringify(dossier))]);
    expect([status, rows[0]]).toEqual([1, expect.stringMatching(/ refused /)]);
    expect(inLedger(dossier.dossierCode)).toBe(0);
  });

  it("leaves with 1 when it did not see the end", async () => {
    const dossier = nextDossier();
    gateway.simulator.faults.set([{ kind: "http-500", dossierCode: dossier.dossierCode }]);
    const { status, rows } = await replay([file("json", JSON.stringify(dossier)), "--timeout", "0"]);
    expect([status, rows[0]]).toEqual([1, expect.stringMatching(/ timed-out /)]);
  });

  it("leaves with 1 when it was stopped before it was through", async () => {
    const { status, stdout } = await replay([file("json", JSON.stringify(nextDossier()))], AbortSignal.abort());
    expect(status).toBe(1);
    expect(stdout).toContain("0/1 đã tới Cổng");
  });

  it.each<[string, readonly string[], RegExp]>([
    ["no path", [], /Không tìm thấy hồ sơ/],
    ["a wrong time", ["x", "--timeout", "soon"], /--timeout/],
    ["a path that is not there", ["/khong/co"], /Không có tệp hay thư mục \/khong\/co/],
  ])("does not begin with %s", async (_, args, words) => {
    await expect(replay(args)).rejects.toMatchObject({ code: "usage", vi: expect.stringMatching(words) as string });
  });

  it("says that nobody answers there", async () => {
    const path = file("json", JSON.stringify(nextDossier()));
    const io = {
      stdout: { write: () => true },
      stderr: { write: () => true },
      env: {},
      signal: new AbortController().signal,
    };
    await expect(command.run([path, "--key", "k", "--to", "http://127.0.0.1:1"], io)).rejects.toMatchObject({
      code: "usage",
      vi: "Không kết nối được gateway; kiểm tra --to.",
    });
    await expect(command.run([path], io)).rejects.toMatchObject({
      code: "usage",
      en: "Give --key or BOOTSTRAP_API_KEY.",
    });
  });
});
