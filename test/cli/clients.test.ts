import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { command } from "../../src/cli/clients.ts";
import { API_KEY, openRunningGateway, PATIENT, temporaryFolder, type RunningGateway } from "./running-gateway.ts";

const folder = temporaryFolder();
let gateway: RunningGateway;

beforeAll(async () => {
  const keySha256 = createHash("sha256").update("khoa-cua-tep").digest("hex");
  const clients = [{ id: "tep", name: "Của tệp", keySha256, rights: ["read" as const], agencies: ["H26.107"] }];
  gateway = await openRunningGateway({ dataDir: join(folder.path, "data"), file: { clients } });
}, PATIENT.timeout);
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

/** Runs the command as a shell would. */
async function clients(...args: readonly string[]) {
  const written = { stdout: "", stderr: "" };
  const into = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  const io = {
    stdout: into("stdout"),
    stderr: into("stderr"),
    env: { BOOTSTRAP_API_KEY: API_KEY },
    signal: new AbortController().signal,
  };
  const status = await command.run([...args, "--to", gateway.url], io);
  return { status, ...written };
}

const statusOf = async (key: string) =>
  (await fetch(new URL("/v1/dossiers", gateway.url), { headers: { Authorization: `Bearer ${key}` } })).status;

/** The key that stands on a line of its own; fails where there is not exactly one. */
function keyIn(stdout: string): string {
  const keys = stdout.split("\n").filter((line) => /^lt_[\w-]+$/.test(line));
  expect(keys.length).toBe(1);
  return keys[0] ?? "";
}

const NEW = ["--name", "Một cửa Ba Đình", "--rights", "push,read"] as const;

describe("lienthong clients", PATIENT, () => {
  it("adds a client, gives it another key and revokes it, all without a restart", async () => {
    const added = await clients("add", "ba-dinh", ...NEW, "--agencies", "H26.107", "--code-units", "H26.99");
    expect(added).toMatchObject({ status: 0, stderr: "" });
    expect(added.stdout).toMatch(/^Khóa API của «ba-dinh» \(Một cửa Ba Đình\), chỉ hiện một lần/);
    const first = keyIn(added.stdout);
    expect(first).toMatch(/^lt_ba-dinh_[\w-]{43}$/);
    expect(await statusOf(first)).toBe(200);

    const rotated = await clients("rotate", "ba-dinh", "--overlap-hours", "2", "--reason", "Đổi định kỳ");
    const second = keyIn(rotated.stdout);
    expect(rotated.stdout).toMatch(/Khóa cũ còn dùng được đến \d{4}-\d{2}-\d{2}T[\d:]+\+07:00\. \/ The old key works/);
    expect([await statusOf(first), await statusOf(second)]).toEqual([200, 200]);
    const listed = await clients("list");
    expect(listed.stdout).toMatch(
      /\nba-dinh +đang dùng \/ active, khóa cũ đến \/ old key until \S+ +push read +H26\.107 +\d{4}\S+ +lệnh \/ command\n/,
    );
    expect(listed.stdout).toMatch(/\ntep +đang dùng \/ active +read +H26\.107 +– +CONFIG_FILE\n/);
    expect(listed.stdout).toMatch(
      /\nbootstrap +đang dùng \/ active +push read operate administer inbound +tất cả \/ all /,
    );
    expect(listed.stdout).not.toContain("lt_");

    const stolen = await clients("rotate", "ba-dinh", "--overlap-hours", "0");
    expect(stolen.stdout).toContain("Khóa cũ không còn hiệu lực. / The old key works no more.\n");
    expect([await statusOf(first), await statusOf(second), await statusOf(keyIn(stolen.stdout))]).toEqual([
      401, 401, 200,
    ]);

    const revoked = await clients("revoke", "ba-dinh", "--reason", "Hết hợp đồng");
    expect(revoked.stdout).toMatch(/^Đã thu hồi «ba-dinh»/);
    expect(await statusOf(keyIn(stolen.stdout))).toBe(401);
    expect((await clients("revoke", "ba-dinh", "--reason", "lại")).stdout).toMatch(/đã bị thu hồi từ trước/);
    expect((await clients("list")).stdout).toMatch(/\nba-dinh +đã thu hồi \/ revoked +push read /);
  });

  it("adds one of all agencies only when that is said", async () => {
    const added = await clients("add", "ca-tinh", ...NEW, "--all-agencies");
    expect(await statusOf(keyIn(added.stdout))).toBe(200);
    expect((await clients("list")).stdout).toMatch(/\nca-tinh +đang dùng \/ active +push read +tất cả \/ all /);
  });

  it.each<[string, readonly string[], RegExp]>([
    ["no act", [], /^Dùng: clients list/],
    ["an act that is none", ["delete", "tep"], /^Dùng: clients list/],
    ["an act of every object", ["constructor"], /^Dùng: clients list/],
    ["an id for the list", ["list", "tep"], /không nhận mã phần mềm/],
    ["no id", ["rotate"], /cần đúng một mã phần mềm/],
    ["two ids", ["rotate", "a", "b"], /cần đúng một mã phần mềm/],
    ["an option of another act", ["revoke", "tep", "--reason", "x", "--name", "y"], /clients revoke không có --name/],
    ["no name", ["add", "moi", "--rights", "read", "--all-agencies"], /Thiếu --name hoặc --rights/],
    ["no word about agencies", ["add", "moi", ...NEW], /--agencies hoặc --all-agencies/],
    ["two words about agencies", ["add", "moi", ...NEW, "--agencies", "H26", "--all-agencies"], /--agencies hoặc/],
    ["an overlap that is no number", ["rotate", "tep", "--overlap-hours", "nửa"], /phải là số giờ/],
    ["no reason to revoke", ["revoke", "tep"], /Thiếu --reason/],
    [
      "a right that is none",
      ["add", "moi", "--name", "x", "--rights", "all", "--all-agencies"],
      /400: Yêu cầu không hợp lệ/,
    ],
    ["a client of the file", ["rotate", "tep"], /409: .*CONFIG_FILE.*sửa ở đó/],
    ["an id of the file", ["add", "tep", ...NEW, "--all-agencies"], /409: .*CONFIG_FILE/],
    ["nobody", ["revoke", "khong-co", "--reason", "x"], /404: Không tìm thấy/],
    ["a wrong key", ["list", "--key", "khong-phai-khoa-nay"], /401: Chưa xác thực/],
    ["a key without the right", ["list", "--key", "khoa-cua-tep"], /403: Không có quyền/],
  ])("refuses %s in a sentence", async (_, args, words) => {
    await expect(clients(...args)).rejects.toMatchObject({ code: "usage", vi: expect.stringMatching(words) as string });
  });

  it("says that nobody answers there, and that a key is wanted", async () => {
    const quiet = { write: () => true };
    const io = { stdout: quiet, stderr: quiet, env: {}, signal: new AbortController().signal };
    await expect(command.run(["list", "--key", "k", "--to", "http://127.0.0.1:1"], io)).rejects.toMatchObject({
      vi: "Không kết nối được gateway; kiểm tra --to.",
    });
    await expect(command.run(["list"], io)).rejects.toMatchObject({ en: "Give --key or BOOTSTRAP_API_KEY." });
  });
});
