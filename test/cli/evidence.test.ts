import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Command } from "../../src/cli/command.ts";
import { command as evidence } from "../../src/cli/evidence.ts";
import { createGatewayClient } from "../../src/cli/gateway-client.ts";
import { command as verify } from "../../src/cli/verify.ts";
import { readZip } from "../../src/evidence/zip-reader.ts";
import { createSigner } from "../../src/signing/signers/signing-profiles.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { fixture, now, sampleKey } from "../signing/sample-keys.ts";
import { API_KEY, openRunningGateway, temporaryFolder, type RunningGateway } from "./running-gateway.ts";

const folder = temporaryFolder();
const CODES = ["H36.03-260518-0001", "H36.03-260518-0002"] as const;
const DEMO_CA = fileURLToPath(new URL("../../certs.example/ca.pem", import.meta.url));
let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await openRunningGateway({ dataDir: join(folder.path, "data") });
  const client = createGatewayClient(gateway.url, API_KEY);
  await client.push(JSON.stringify({ dossiers: CODES.map((code) => sampleDossier(code)) }), "application/json");
  const wait = { timeoutMs: 60_000, signal: new AbortController().signal };
  for (const code of CODES) await client.settled(code, wait);
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

async function run(command: Command, args: readonly string[]) {
  const written = { stdout: "", stderr: "" };
  const into = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  const { signal } = new AbortController();
  const io = { stdout: into("stdout"), stderr: into("stderr"), env: { BOOTSTRAP_API_KEY: API_KEY }, signal };
  return { status: await command.run(args, io), ...written };
}

const at = (name: string) => join(folder.path, name);
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(at(name), content);
  return at(name);
};
const fetched = (code: string, out: string) => run(evidence, [code, "--to", gateway.url, "--out", out]);

describe("lienthong evidence, and lienthong verify", () => {
  it("fetch what a running gateway sent, for its owner alone, and verify it offline", async () => {
    const out = at("one.asice");
    expect(await fetched(CODES[0], out)).toMatchObject({ status: 0, stderr: "" });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const files = new Map(
      readZip(readFileSync(out), { bytes: 1e8, files: 1000 }).map((file) => [file.name, file.bytes]),
    );
    const index = JSON.parse(Buffer.from(files.get("evidence.json") ?? "").toString()) as {
      envelopes: { service: string }[];
    };
    expect(index.envelopes.map(({ service }) => service)).toContain("DongBoHoSoMC");
    const { status, stdout } = await run(verify, [out, "--trust", DEMO_CA]);
    expect(status, stdout).toBe(0);
    expect(stdout).toMatch(/^✓ Đây là gói ASiC-E/);
    expect(stdout).toContain("✓ Thông điệp số 3");
    expect(stdout).toMatch(/✓ Nhật ký: \d+ mục của hồ sơ nằm đúng chỗ trong nhật ký đã ký/);
    expect(stdout).not.toContain("mới hơn điểm chốt");
    expect(stdout).toContain(
      "? Gói không kèm dữ liệu thu hồi: không biết được khi không có mạng chứng thư có bị thu hồi",
    );
    expect(stdout).toContain("KHÔNG CHỨNG MINH ĐIỀU GÌ");
    expect(stdout).toMatch(/KẾT QUẢ: đúng \/ RESULT: holds\n$/);
  });

  it("say who took it in the next container's audit", async () => {
    await fetched(CODES[1], at("first.asice"));
    await fetched(CODES[1], at("second.asice"));
    const audit = readZip(readFileSync(at("second.asice")), { bytes: 1e8, files: 1000 }).find(
      ({ name }) => name === "audit.json",
    );
    expect(Buffer.from(audit?.bytes ?? "").toString()).toMatch(/operator:bootstrap",\s+"action": "evidence.exported"/);
  });

  it("leave with 1 when a byte is changed, and when nobody trusted signed", async () => {
    const out = at("changed.asice");
    await fetched(CODES[0], out);
    const bytes = readFileSync(out);
    bytes.write("X", bytes.indexOf('"madonvi"'));
    const changed = await run(verify, [put("changed.asice", bytes), "--trust", DEMO_CA]);
    expect([changed.status, changed.stdout]).toEqual([1, expect.stringMatching(/✗ .*CRC/)]);
    const untrusted = await run(verify, [at("one.asice"), "--trust", fixture("root.pem")]);
    expect([untrusted.status, untrusted.stdout]).toEqual([1, expect.stringContaining("RESULT: DOES NOT HOLD")]);
    const before = await run(verify, [at("one.asice"), "--at", "2026-01-01T00:00:00Z"]);
    expect([before.status, before.stdout]).toEqual([1, expect.stringContaining("Thời điểm ký ở tương lai")]);
  });

  it("say that the dossier is not there, and that nobody answers", async () => {
    const absent = await fetched("H36.03-260518-9999", at("none.asice"));
    expect(absent).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringMatching(/^404 Không tìm thấy/) as string,
    });
    await expect(run(evidence, [CODES[0], "--to", "http://127.0.0.1:1"])).rejects.toMatchObject({ code: "usage" });
    await expect(run(evidence, [])).rejects.toMatchObject({ code: "usage" });
    await expect(run(verify, [at("khong-co.asice")])).rejects.toMatchObject({ code: "usage" });
    await expect(run(verify, [at("one.asice"), "--at", "tomorrow"])).rejects.toMatchObject({ code: "usage" });
    await expect(run(verify, [at("one.asice"), "--trust", put("x.pem", "x")])).rejects.toMatchObject({ code: "usage" });
  });
});

describe("lienthong verify, of one signature", () => {
  const body = Buffer.from('{"data":[]}');
  const trust = ["--trust", fixture("root.pem"), "--at", "2030-01-01T00:00:00Z"];

  it.each(["jws", "xades", "cms", "jws-batch", "xades-batch"])(
    "%s beside its data holds, and not beside other data",
    async (profile) => {
      const { value } = await createSigner({ profile, key: sampleKey("rsa-modern.p12") }).sign(body, now);
      const [data, other, signature] = [
        put("signed-data", body),
        put("other-data", "{}"),
        put("signature", `${value}\n`),
      ];
      const { status, stdout } = await run(verify, [data, "--signature", signature, ...trust]);
      expect([status, stdout]).toEqual([0, expect.stringMatching(new RegExp(`^✓ Chữ ký ${profile} `))]);
      expect((await run(verify, [other, "--signature", signature, ...trust])).status).toBe(1);
    },
  );
});
