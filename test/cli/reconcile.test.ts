import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createGatewayClient } from "../../src/cli/gateway-client.ts";
import { command } from "../../src/cli/reconcile.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { API_KEY, openRunningGateway, PATIENT, temporaryFolder, type RunningGateway } from "./running-gateway.ts";

const folder = temporaryFolder();
const A = "H36.03-260518-0001";
const B = "H36.03-260518-0002";
let gateway: RunningGateway;
let client: ReturnType<typeof createGatewayClient>;

beforeAll(async () => {
  // A lost answer would be asked after in an hour by itself.
  const delivery = { askAfterMs: 3_600_000 };
  const file = { delivery, reconcile: { nightlyAt: "off", perMinute: 6000, everyDays: 0 } };
  gateway = await openRunningGateway({ dataDir: join(folder.path, "data"), file });
  client = createGatewayClient(gateway.url, API_KEY);
  for (const code of [A, B]) await push(code, 1);
}, PATIENT.timeout);
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});
beforeEach(() => gateway.simulator.faults.set([]));

async function push(code: string, version: number): Promise<void> {
  await client.push(JSON.stringify(sampleDossier(code, { lines: 0, version })), "application/json");
  const { state } = await client.settled(code, { timeoutMs: 60_000, signal: new AbortController().signal });
  expect(state).toBe("in-sync");
}

/** Runs the command as a shell without a terminal would. */
async function reconcile(args: readonly string[], signal = new AbortController().signal) {
  const written = { stdout: "", stderr: "" };
  const into = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  const io = { stdout: into("stdout"), stderr: into("stderr"), env: { BOOTSTRAP_API_KEY: API_KEY }, signal };
  const status = await command.run([...args, "--to", gateway.url], io);
  return { status, ...written };
}

describe("lienthong reconcile", PATIENT, () => {
  it("says that all agrees: a progress line, the figures and status 0", async () => {
    const { status, stdout, stderr } = await reconcile([]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^Đối soát: 1\/2\nĐối soát: 2\/2\n\n2\/2 hồ sơ \/ dossiers: 2 khớp \/ agree; 0 sai lệch/);
  });

  it("shows what differs in a table and leaves with 1; resending mends it", async () => {
    const record = gateway.simulator.portalRecords.get(A)?.record ?? {};
    gateway.simulator.portalRecords.put(A, { ...record, ChuHoSo: "CÔNG TY KHÁC MẪU" });
    const { status, stdout } = await reconcile(["--since", "2026-01-01"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/\nHồ sơ +Sai lệch +Trường khác nhau +Mã việc\n─/);
    const [, id = ""] = new RegExp(`\n${A} +khác nội dung / different +ChuHoSo +([0-9a-f-]{36})\n`).exec(stdout) ?? [];
    expect(stdout).toContain("1 khớp / agree; 1 sai lệch / differ");

    expect((await reconcile(["--dossier", B])).status).toBe(0);
    const resent = await client.post(`/v1/reconciliation/${id}/resend`, { reason: "thử" });
    expect(resent.status).toBe(202);
    await client.settled(A, { timeoutMs: 60_000, signal: new AbortController().signal });
    expect(await reconcile(["--dossier", A])).toMatchObject({ status: 0 });
    expect(gateway.simulator.portalRecords.get(A)?.record).toMatchObject(record);
  });

  it("asks after lost answers", async () => {
    gateway.simulator.faults.set([{ kind: "drop-after-apply", dossierCode: B, times: 1 }]);
    const body = JSON.stringify(sampleDossier(B, { lines: 0, version: 7 }));
    await client.push(body, "application/json");
    for (let state: unknown = ""; state !== "unknown";) {
      await sleep(20);
      state = (await client.get(`/v1/dossiers/${B}`))["syncState"];
    }
    const { status, stdout } = await reconcile(["--unknown", "--reason", "Cổng đã hoạt động lại"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^1 thông điệp được hỏi lại ngay/);
    const { state } = await client.settled(B, { timeoutMs: 60_000, signal: new AbortController().signal });
    expect(state).toBe("in-sync");
  });

  it("that is stopped leaves the run to the gateway, and says so", async () => {
    gateway.simulator.faults.set([{ kind: "slow", service: "TraCuuHoSo", delayMs: 300 }]);
    const { status, stdout } = await reconcile([], AbortSignal.abort());
    expect(status).toBe(1);
    expect(stdout).toMatch(/Gateway làm tiếp lượt [0-9a-f-]{36}/);
  });

  it.each<[string, readonly string[], RegExp]>([
    ["two windows", ["--since", "2026-01-01", "--dossier", A], /Chỉ dùng một/],
    ["a window and --unknown", ["--unknown", "--dossier", A], /Chỉ dùng một/],
    ["a day that is none", ["--since", "hôm qua"], /400: Yêu cầu không hợp lệ/],
    ["a dossier nobody knows", ["--dossier", "H36-1"], /404: Không tìm thấy/],
    ["a wrong key", ["--key", "khong-phai-khoa-nay"], /401: Chưa xác thực/],
  ])("does not begin with %s", async (_, args, words) => {
    await expect(reconcile(args)).rejects.toMatchObject({ code: "usage", vi: expect.stringMatching(words) as string });
  });

  it("says that nobody answers there, and that a key is wanted", async () => {
    const quiet = { write: () => true };
    const io = { stdout: quiet, stderr: quiet, env: {}, signal: new AbortController().signal };
    await expect(command.run(["--key", "k", "--to", "http://127.0.0.1:1"], io)).rejects.toMatchObject({
      vi: "Không kết nối được gateway; kiểm tra --to.",
    });
    await expect(command.run([], io)).rejects.toMatchObject({ en: "Give --key or BOOTSTRAP_API_KEY." });
  });
});
