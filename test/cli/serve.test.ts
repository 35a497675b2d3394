import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { TestFolder } from "../signing/trust/test-files.ts";
import { issue } from "../signing/trust/test-pki.ts";
import { API_KEY, PATIENT, startMain, temporaryFolder } from "./running-gateway.ts";

const DEMO_KEY = fileURLToPath(new URL("../../certs.example/signing.pem", import.meta.url));

/** A portal on another machine, with a key that everybody has. */
const REAL = {
  PORTAL_URL: "https://cong.example.vn",
  PORTAL_USERNAME: "000.00.00.H26",
  PORTAL_PASSWORD: "bi-mat-cua-tinh",
  PORTAL_UNIT_CODE: "000.00.00.H26",
  PORTAL_DSTCODE: "VN:GOV:000.00.00.G22:vpcpdvcprovider",
  SIGNING_KEY: DEMO_KEY,
  // Any bytes are a key.
  SEARCH_KEY_FILE: DEMO_KEY,
};

describe("lienthong serve", PATIENT, () => {
  it.each<[string, Readonly<Record<string, string>>, RegExp, RegExp]>([
    ["PORTAL_PASSWORD", { ...REAL, PORTAL_PASSWORD: "" }, /^Thiếu PORTAL_PASSWORD: /, /^PORTAL_PASSWORD is missing: /],
    ["SIGNING_KEY", { ...REAL, SIGNING_KEY: "" }, /^Thiếu SIGNING_KEY: /, /^SIGNING_KEY is missing: /],
    [
      "SEARCH_KEY_FILE",
      { ...REAL, SEARCH_KEY_FILE: "/khong/co/search.key" },
      /^Không đọc được khóa tìm kiếm \/khong\/co\/search\.key/,
      /^The search key \/khong\/co\/search\.key/,
    ],
    [
      "the demo key",
      REAL,
      /^SIGNING_KEY \(.*\) là khóa thử nghiệm công khai/,
      /^SIGNING_KEY \(.*\) is a published demo/,
    ],
    ["PORT", { PORT: "http" }, /^Biến môi trường PORT /, /^The environment variable PORT /],
    [
      "CONFIG_FILE",
      { CONFIG_FILE: "/khong/co.yaml" },
      /CONFIG_FILE \/khong\/co\.yaml/,
      /CONFIG_FILE \/khong\/co\.yaml/,
    ],
  ])("refuses to start with one sentence in each language: %s", async (_, env, vi, en) => {
    using folder = temporaryFolder();
    const dataDir = join(folder.path, "data");
    const { status, stdout, stderr } = await startMain(["serve"], { DATA_DIR: dataDir, ...env }).exit;
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.split("\n")).toEqual([expect.stringMatching(vi), expect.stringMatching(en), ""]);
    expect(stderr).not.toContain("bi-mat-cua-tinh");
    expect(existsSync(dataDir)).toBe(false);
  });

  it("does not sign with what its own verifier refuses", async () => {
    using folder = new TestFolder();
    const root = issue({ name: "Gốc Mẫu", ca: true });
    const { key, certificate } = issue({ name: "Sở Mẫu", issuer: root, keyUsage: 0x20 });
    const pem = [key.export({ type: "pkcs8", format: "pem" }), certificate.toString(), root.certificate.toString()];
    const path = folder.put("ky.pem", pem.join(""));
    const env = { DATA_DIR: join(folder.path, "data"), SIGNING_KEY: path };
    const { status, stderr } = await startMain(["serve"], env).exit;
    expect(status).toBe(1);
    const [vi, en] = stderr.split("\n");
    expect(vi).toMatch(new RegExp(`^Không dùng được chứng thư số trong «${path}» .* Mã: certificate-usage\\.`));
    expect(en).toMatch(new RegExp(`^The certificate in "${path}" .* Code: certificate-usage\\.`));
  });

  it("says in one sentence that it cannot keep its data where no folder can be made", async () => {
    const { status, stdout, stderr } = await startMain(["serve"], { DATA_DIR: "/proc/x" }).exit;
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(/^Không tạo hoặc không ghi được thư mục dữ liệu \/proc\/x \(DATA_DIR\)/),
      expect.stringMatching(/^The data folder \/proc\/x \(DATA_DIR\)/),
      "",
    ]);
  });

  it("names the line of CONFIG_FILE that is wrong", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "lienthong.yaml");
    writeFileSync(path, "limits: {}\nclientz: []\n");
    const { status, stderr } = await startMain(["serve"], { CONFIG_FILE: path }).exit;
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`^CONFIG_FILE ${path}, dòng 2: .*\nCONFIG_FILE ${path}, line 2: .*\n$`));
  });

  it("runs until it is told to stop, alone on its data, and then leaves with 0", async () => {
    using folder = temporaryFolder();
    const env = { PORT: "0", DATA_DIR: folder.path, LOG_LEVEL: "error", PORTAL_URL: "http://127.0.0.1:1" };
    const first = startMain(["serve"], env);
    const [, url = ""] = await first.says(/tại (http:\/\/127\.0\.0\.1:\d+) /);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await first.says(/^No client may push yet: set BOOTSTRAP_API_KEY/m);

    expect(await startMain(["serve"], env).exit).toEqual({
      status: 1,
      stdout: "",
      stderr:
        `Thư mục dữ liệu ${folder.path} đang được một tiến trình lienthong khác dùng. Dừng tiến trình đó, hoặc đặt DATA_DIR khác, hoặc dùng DATABASE_URL để chạy nhiều tiến trình.\n` +
        `The data folder ${folder.path} is in use by another lienthong process. Stop that one, set another DATA_DIR, or use DATABASE_URL to run several processes.\n`,
    });

    first.signal("SIGTERM");
    const { status, stderr } = await first.exit;
    expect(status).toBe(0);
    expect(stderr).toMatch(/Đang dừng… \/ Stopping…\n$/);
    await expect(fetch(url)).rejects.toThrow(TypeError);

    // What the first left can be taken over at once, and Ctrl-C is as good as SIGTERM.
    const second = startMain(["serve"], { ...env, BOOTSTRAP_API_KEY: API_KEY });
    await second.says(/tại http/);
    second.signal("SIGINT");
    expect(await second.exit).toMatchObject({ status: 0, stderr: "Đang dừng… / Stopping…\n" });
  });
});
