import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import { EMPTY_CONFIG_FILE, type ConfigFile } from "../../src/config/file.ts";
import { envToSecrets } from "../../src/config/secrets.ts";
import { createGateway } from "../../src/compose/gateway.ts";
import { fillMigrated } from "../kit/migrated-folder.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { NEW_SECRET, SECRET, changesIn, openVendor } from "../webhooks/vendor.ts";

const KEY = "khoa-thu-webhook-0001";
const A = "H36.03-260518-0001";
const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one[Symbol.asyncDispose]();
});

/** A gateway whose portal is not there, with one webhook. */
async function openGateway(url: string, secret: string, webhook: Partial<ConfigFile["webhooks"][number]> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "lienthong-webhooks-"));
  opened.push({ [Symbol.asyncDispose]: async () => rmSync(dataDir, { recursive: true, force: true }) });
  await fillMigrated(dataDir);
  const env = readEnv({
    PORT: "0",
    PORTAL_URL: "http://127.0.0.1:4",
    DATA_DIR: dataDir,
    BOOTSTRAP_API_KEY: KEY,
    LOG_LEVEL: "silent",
  });
  const config = toConfig(env, {
    ...EMPTY_CONFIG_FILE,
    webhooks: [
      {
        name: "w",
        client: "bootstrap",
        url,
        secretEnv: "W_SECRET",
        allowPrivate: true,
        maxChanges: 50,
        timeoutMs: 10_000,
        firstDelayMs: 100,
        longestDelayMs: 1000,
        disableAfterHours: 72,
        ...webhook,
      },
    ],
  });
  const gateway = await createGateway(config, envToSecrets(env, { portal: true, key: true }, { W_SECRET: secret }));
  opened.push(gateway);
  const headers = { Authorization: `Bearer ${KEY}`, "Content-Type": "application/json" };
  return {
    get: (path: string) => fetch(`${gateway.url}${path}`, { headers }),
    push: (dossier: object) =>
      fetch(`${gateway.url}/v1/dossiers`, { method: "POST", headers, body: JSON.stringify(dossier) }),
  };
}

describe("a gateway with a webhook", () => {
  it("tells the vendor what it tells readers of the feed, without anything personal", async () => {
    const told = Promise.withResolvers<void>();
    const vendor = await openVendor((response) => {
      response.writeHead(204).end();
      told.resolve();
    }, NEW_SECRET);
    opened.push(vendor);
    const gateway = await openGateway(vendor.url, `${NEW_SECRET} ${SECRET}`);
    expect((await gateway.push(sampleDossier(A))).status).toBe(202);
    await told.promise;
    const feed = (await (await gateway.get("/v1/changes?limit=1")).json()) as { changes: object[] };
    expect(changesIn(vendor.received)[0]).toEqual(feed.changes[0]);
    expect(feed.changes[0]).toMatchObject({ kind: "accepted", dossierCode: A });
    expect(vendor.received[0]?.headers["user-agent"]).toMatch(/^lienthong\/\d/);
    for (const personal of ["MẪU", "Mẫu"]) expect(vendor.received[0]?.body).not.toContain(personal);
  });

  it.each([
    ["a secret that is none", "mat-khau", {}, { code: "config-invalid" }],
    ["one of several secrets that is none", `${SECRET} x`, {}, { code: "config-invalid" }],
    ["no secret", "", {}, { code: "config-missing" }],
    ["an authority that cannot be read", SECRET, { caFile: "/nowhere.pem" }, { code: "config-missing" }],
  ])("does not start with %s", async (_name, secret, webhook, fault) => {
    await expect(openGateway("http://127.0.0.1:4/", secret, webhook)).rejects.toMatchObject(fault);
  });

  it("sends home who waits for changes when it stops", async () => {
    const gateway = await openGateway("http://127.0.0.1:4/", SECRET);
    const waiting = gateway.get("/v1/changes?waitSeconds=30");
    // The answer to this comes over another connection, after the other was taken up.
    await gateway.get("/v1/changes");
    const stopping = opened.pop();
    await stopping?.[Symbol.asyncDispose]();
    expect(await (await waiting).json()).toMatchObject({ changes: [], more: false });
  });
});
