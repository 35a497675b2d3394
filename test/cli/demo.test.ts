import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { folders, readSample, sampleNames } from "../adapters/adapter-folders.ts";
import { PATIENT, startMain, temporaryFolder } from "./running-gateway.ts";

const codes = folders.flatMap((sector) =>
  sampleNames(sector).map((name) => (readSample(sector, name) as { dossierCode: string }).dossierCode),
);

/** A portal, a database and a key that the demo must leave alone. */
const NOT_MINE = {
  PORTAL_URL: "https://cong.example.vn",
  PORTAL_PASSWORD: "bi-mat",
  DATABASE_URL: "postgresql://khong-co.example/lt",
  SIGNING_KEY: "/khong/co/khoa.p12",
};

describe("lienthong demo", PATIENT, () => {
  it("has samples that are dossiers of their own: two of one code would answer for each other", () => {
    expect(codes.toSorted()).toEqual([...new Set(codes)].toSorted());
  });

  it("delivers every sample, verified, shows a table, cleans up and leaves with 0", async () => {
    using folder = temporaryFolder();
    const { status, stdout, stderr } = await startMain(["demo", "--once"], { TMPDIR: folder.path, ...NOT_MINE }).exit;
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const rows = stdout.split("\n").filter((line) => line.includes("hợp lệ ✓"));
    expect(rows.map((row) => row.split(" ", 1)[0] ?? "").toSorted()).toEqual(codes.toSorted());
    for (const row of rows) {
      const [, delivered, expected] = / (\d+)\/(\d+) /.exec(row) ?? [];
      expect(Number(delivered)).toBeGreaterThan(0);
      expect(delivered).toBe(expected);
    }
    expect(stdout).toContain(`Hồ sơ mẫu: ${codes.length}/${codes.length}\n`);
    expect(stdout).toMatch(/^Hồ sơ +Lĩnh vực +Thông điệp +Chữ ký +ms$/m);
    expect(stdout).toContain(`${codes.length} hồ sơ đã tới Cổng, mọi chữ ký hợp lệ.`);
    expect(stdout).not.toContain("KHÔNG ✗");
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it("signs many envelopes at once where it is told to, all verified, with fewer signatures", async () => {
    using folder = temporaryFolder();
    const env = { TMPDIR: folder.path, SIGNING_PROFILE: "jws-batch", SIGNING_BATCH_WAIT_MS: "100" };
    const { status, stdout } = await startMain(["demo", "--once"], env).exit;
    expect(status, stdout).toBe(0);
    expect(stdout).toContain(`${codes.length} hồ sơ đã tới Cổng, mọi chữ ký hợp lệ.`);
    const [, signatures, envelopes] = /Ký theo lô: (\d+) chữ ký cho (\d+) phong bì/.exec(stdout) ?? [];
    expect(Number(signatures)).toBeGreaterThan(0);
    expect(Number(signatures)).toBeLessThan(Number(envelopes));
  });

  it("stays up with the console's address and key until it is told to stop", async () => {
    using folder = temporaryFolder();
    const demo = startMain(["demo"], { TMPDIR: folder.path });
    const [, url = "", key = ""] = await demo.says(/console: (http:\S+)\/console +\(khóa \/ key: (\S+)\)/);
    await demo.says(/Ctrl-C/);
    const answer = await fetch(`${url}/v1/sync`, { headers: { Authorization: `Bearer ${key}` } });
    expect(await answer.json()).toMatchObject({ states: { inSync: codes.length, pending: 0, parked: 0 } });
    demo.signal("SIGINT");
    expect((await demo.exit).status).toBe(0);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
