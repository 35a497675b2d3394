import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import { envToSecrets } from "../../src/config/secrets.ts";
import { createGateway, type Gateway } from "../../src/compose/gateway.ts";
import { seededRandom } from "../../src/simulator/seeded-random.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import { createSimulator } from "../../src/simulator/simulator.ts";
import { isAsShown } from "./ellipsis.ts";
import { blockMarked, project, read } from "./fenced-blocks.ts";

const run = promisify(execFile);
const root = fileURLToPath(project);
const readme = read("README.md");
const KEY = /BOOTSTRAP_API_KEY=(\S+)/.exec(readme)?.[1] ?? "";

const simulator = createSimulator({
  clock: { now: () => Date.now() },
  random: seededRandom("docs"),
  trustAnchors: [new X509Certificate(read("certs.example/ca.pem"))],
});
const folder = mkdtempSync(join(tmpdir(), "lienthong-test-docs-"));
const stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
let gateway: Gateway;

beforeAll(async () => {
  const portal = stack.use(await serveSimulator({ simulator }));
  const env = readEnv({
    PORT: "0",
    PORTAL_URL: portal.url,
    DATA_DIR: join(folder, "data"),
    BOOTSTRAP_API_KEY: KEY,
    LOG_LEVEL: "silent",
  });
  gateway = stack.use(await createGateway(toConfig(env), envToSecrets(env, { portal: true, key: true })));
});
afterAll(() => stack.disposeAsync());

/** Runs a command as a reader would: with bash, in the project's folder, GATEWAY and KEY set. */
async function follow(command: string): Promise<string> {
  const env = { ...process.env, GATEWAY: gateway.url, KEY };
  const { stdout } = await run("bash", ["-euo", "pipefail", "-c", command], { cwd: root, env, timeout: 50_000 });
  return stdout;
}

/** The JSON of an answer, and the HTTP status where a line of its own shows it. */
function parts(answer: string): { readonly json: unknown; readonly status: string | undefined } {
  const [, json = answer, status] = /^([\s\S]*)\n(\d{3})\n$/.exec(answer) ?? [];
  return { json: JSON.parse(json), status };
}

/** Until the answer is as shown; what the gateway does in the background takes a moment. */
async function answered(name: string): Promise<{ readonly real: string; readonly asShown: boolean }> {
  const shown = parts(blockMarked(readme, `answer=${name}`));
  for (let patience = 100; ; patience -= 1) {
    const real = await follow(blockMarked(readme, `test=${name}`));
    const got = parts(real);
    const asShown = isAsShown(shown.json, got.json) && shown.status === got.status;
    if (asShown || patience === 0 || name !== "status") return { real, asShown };
    await sleep(100);
  }
}

describe("the commands of the README, in order", () => {
  it.each(["push-json", "push-xml", "push-wrong", "status"])("%s answers what is shown", async (name) => {
    const { real, asShown } = await answered(name);
    expect(asShown, real).toBe(true);
  });

  it("the pushes have reached the portal once, signed", () => {
    const lines = simulator.ledger.lines();
    expect(lines.map((line) => line.service)).toEqual(["DongBoHoSoMC", "CapNhatTienDoHoSoMC", "dangKyHoTich"]);
    expect(lines.every((line) => line.signature.valid)).toBe(true);
  });

  it("replay takes the examples' folder, JSON and XML", async () => {
    const output = await follow(`${process.execPath} src/main.ts replay docs/examples --to "$GATEWAY" --key "$KEY"`);
    expect(output).toContain("2/2 đã tới Cổng");
  });

  it("a dry run shows three messages and what is signed", async () => {
    const push = blockMarked(readme, "test=push-json");
    const dryRun = push.replace("/v1/dossiers", "/v1/dossiers?dryRun=true");
    const { json, status } = parts(await follow(dryRun));
    expect(status).toBe("200");
    expect(json).toMatchObject({ valid: true, messages: [{}, {}, {}], signatureInput: expect.any(String) as string });
  });
});
