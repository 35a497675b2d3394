import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hangUpMeaning } from "../../src/cli/hang-up.ts";
import { fillMigrated } from "../kit/migrated-folder.ts";
import { connectTo, firstBytes } from "./broken-connections/raw-call.ts";
import { API_KEY, PATIENT, startMain, temporaryFolder } from "./running-gateway.ts";
import { silentDatabase } from "./silent-database.ts";

const [KEY_A, KEY_B] = ["khoa-cua-phan-mem-a-0123456789", "khoa-cua-phan-mem-b-0123456789"] as const;

/** A client as the file has it. */
function client(id: string, key: string): string {
  const hash = createHash("sha256").update(key).digest("hex");
  return `  - id: ${id}\n    name: Phần mềm ${id}\n    keySha256: ${hash}\n    rights: [read]\n`;
}

const READ_AGAIN = /"msg":"configuration file read again"/;

/** A gateway with a file that can be written anew; `start` runs it. */
async function prepare(path: string) {
  const dataDir = join(path, "data");
  await fillMigrated(dataDir);
  const file = join(path, "lienthong.yaml");
  const write = (yaml: string) => writeFileSync(file, yaml);
  const start = (env: Readonly<Record<string, string>> = {}) =>
    startMain(["serve"], {
      PORT: "0",
      DATA_DIR: dataDir,
      CONFIG_FILE: file,
      BOOTSTRAP_API_KEY: API_KEY,
      PORTAL_URL: "http://127.0.0.1:1",
      ...env,
    });
  return { write, start };
}

const statusOf = async (url: string, key: string) =>
  (await fetch(`${url}/v1/dossiers`, { headers: { Authorization: `Bearer ${key}` } })).status;

describe("SIGHUP", PATIENT, () => {
  it("makes a gateway take over the clients of its file, and nothing that is faulty", async () => {
    using folder = temporaryFolder();
    const { write, start } = await prepare(folder.path);
    write(`clients:\n${client("a", KEY_A)}`);
    const gateway = start();
    const [, url = ""] = await gateway.says(/tại (http:\/\/127\.0\.0\.1:\d+) /);
    const login = await fetch(`${url}/console/login`, {
      method: "POST",
      headers: { Origin: url },
      body: new URLSearchParams({ key: KEY_A }),
      redirect: "manual",
    });
    const cookie = login.headers.get("Set-Cookie")?.split(";")[0] ?? "";
    const page = async () =>
      (await fetch(`${url}/console`, { headers: { Cookie: cookie }, redirect: "manual" })).status;
    expect([await statusOf(url, KEY_A), await statusOf(url, KEY_B), await page()]).toEqual([200, 401, 200]);

    write(`clients:\n${client("b", KEY_B)}    right: [push]\nlimits: {maxBatch: 0}\ndelivery: {pollMs: 250}\n`);
    gateway.signal("SIGHUP");
    await gateway.says(/"msg":"configuration file not taken over"/);
    const refused = gateway.said.stderr.split("\n").find((line) => line.includes("not taken over")) ?? "";
    const { faults } = JSON.parse(refused) as { readonly faults: { readonly vi: string[]; readonly en: string[] } };
    expect([faults.vi, faults.en]).toEqual([
      [expect.stringMatching(/dòng 6: .*clients\.0\.right/), expect.stringMatching(/dòng 7: .*limits\.maxBatch/)],
      [expect.stringMatching(/line 6: .*clients\.0\.right/), expect.stringMatching(/line 7: .*limits\.maxBatch/)],
    ]);
    expect([await statusOf(url, KEY_A), await statusOf(url, KEY_B), await page()]).toEqual([200, 401, 200]);

    write(`clients:\n${client("b", KEY_B)}delivery: {pollMs: 250}\n`);
    gateway.signal("SIGHUP");
    await gateway.says(READ_AGAIN);
    await gateway.says(/"sections":\["delivery"\]/);
    const taken = gateway.said.stderr.split("\n").find((line) => READ_AGAIN.test(line)) ?? "";
    expect(JSON.parse(taken)).toMatchObject({ clients: { added: ["b"], removed: ["a"], changed: [] } });
    expect([await statusOf(url, KEY_A), await statusOf(url, KEY_B), await page()]).toEqual([401, 200, 303]);
    expect(await statusOf(url, API_KEY)).toBe(200);

    // The key is back, but not the session that was opened with it.
    write(`clients:\n${client("a", KEY_A)}`);
    gateway.signal("SIGHUP");
    await gateway.says(/"added":\["a"\]/);
    expect([await statusOf(url, KEY_A), await page()]).toEqual([200, 303]);
    for (const secret of [KEY_A, KEY_B, API_KEY]) expect(gateway.said.stderr).not.toContain(secret);
    gateway.signal("SIGTERM");
    expect((await gateway.exit).status).toBe(0);
  });

  it("without a file is told in the log, and changes nothing", async () => {
    using folder = temporaryFolder();
    const { start } = await prepare(folder.path);
    const gateway = start({ CONFIG_FILE: "" });
    const [, url = ""] = await gateway.says(/tại (http:\/\/127\.0\.0\.1:\d+) /);
    gateway.signal("SIGHUP");
    await gateway.says(/CONFIG_FILE is not set, so there is nothing to read again/);
    expect(await statusOf(url, API_KEY)).toBe(200);
    gateway.signal("SIGTERM");
    expect((await gateway.exit).status).toBe(0);
  });

  it("during the start is heeded once the gateway runs, for the file was read before", async () => {
    using folder = temporaryFolder();
    const { write, start } = await prepare(folder.path);
    write(`clients:\n${client("a", KEY_A)}`);
    // Read after the file: whoever opens it as well knows how far the start has come, and the start waits for them.
    const searchKey = join(folder.path, "search.key");
    execFileSync("sh", ["-c", 'mkfifo "$0"', searchKey]);
    const gateway = start({ SEARCH_KEY_FILE: searchKey });
    const writing = await open(searchKey, "w");
    write(`clients:\n${client("b", KEY_B)}`);
    gateway.signal("SIGHUP");
    // Read once more when the file is.
    await writing.writeFile("0".repeat(64));
    await writing.close();
    const again = await open(searchKey, "w");
    await again.writeFile("0".repeat(64));
    await again.close();
    await gateway.says(READ_AGAIN);
    const [, url = ""] = await gateway.says(/tại (http:\/\/127\.0\.0\.1:\d+) /);
    expect([await statusOf(url, KEY_A), await statusOf(url, KEY_B)]).toEqual([401, 200]);
    gateway.signal("SIGTERM");
    expect((await gateway.exit).status).toBe(0);
  });

  it("kills neither a start that is given up nor a stop", async () => {
    using folder = temporaryFolder();
    using database = await silentDatabase();
    const { write, start } = await prepare(folder.path);
    write("clients: []\n");
    const starting = start({ DATABASE_URL: database.url });
    await database.asked;
    starting.signal("SIGHUP");
    starting.signal("SIGTERM");
    expect(await starting.exit).toEqual({ status: 0, stdout: "", stderr: "Đang dừng… / Stopping…\n" });

    const stopping = start({ LOG_LEVEL: "error" });
    const [, url = ""] = await stopping.says(/tại (http:\/\/127\.0\.0\.1:\d+) /);
    // Half a request, for which a stop waits a second.
    const socket = await connectTo(url);
    socket.write(
      `POST /v1/dossiers HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${API_KEY}\r\nContent-Type: application/json\r\nContent-Length: 99\r\nExpect: 100-continue\r\n\r\n{`,
    );
    expect(await firstBytes(socket)).not.toBeNull();
    stopping.signal("SIGTERM");
    await stopping.says(/Đang dừng/);
    stopping.signal("SIGHUP");
    expect(await stopping.exit).toMatchObject({ status: 0, stderr: "Đang dừng… / Stopping…\n" });
    socket.destroy();
  });
});

describe("what SIGHUP means", () => {
  it.each<[string, readonly number[], readonly number[], "reread" | "terminal-gone"]>([
    ["to a service", [], [], "reread"],
    ["in a terminal that is there", [0, 1, 2], [0, 1, 2], "reread"],
    ["in a terminal that is gone", [0, 1, 2], [], "terminal-gone"],
    ["in a terminal that is gone, with the output elsewhere", [0], [], "terminal-gone"],
    ["beside a terminal that is there", [0, 2], [2], "reread"],
  ])("%s", (_where, before, now, meaning) => {
    let terminals = before;
    const means = hangUpMeaning((descriptor) => terminals.includes(descriptor));
    terminals = now;
    expect(means()).toBe(meaning);
  });
});
