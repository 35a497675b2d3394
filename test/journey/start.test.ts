import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import type { RawEnv } from "../../src/config/secret-sources.ts";
import { envToSecrets } from "../../src/config/secrets.ts";
import { createGateway } from "../../src/compose/gateway.ts";

const DEMO_KEY = fileURLToPath(new URL("../../certs.example/signing.p12", import.meta.url));
const REAL: RawEnv = {
  PORT: "0",
  PORTAL_URL: "https://truc-lien-thong.example.vn",
  PORTAL_USERNAME: "tinh-mau",
  PORTAL_PASSWORD: "mat-khau-mau",
  PORTAL_UNIT_CODE: "000.00.00.H99",
  PORTAL_DSTCODE: "VN:GOV:000.00.00.G22:vpcpdvcprovider",
  SIGNING_KEY: DEMO_KEY,
  SIGNING_KEY_PASSWORD: "lienthong-demo",
  // Any bytes are a key.
  SEARCH_KEY_FILE: DEMO_KEY,
};

async function start(raw: RawEnv): Promise<void> {
  const env = readEnv(raw);
  const config = toConfig(env);
  const secrets = envToSecrets(env, { portal: config.portal.loopback, key: env.SIGNING_KEY === undefined });
  await using _gateway = await createGateway(config, secrets);
}

describe("the start", () => {
  it("is refused when a published demo key would sign for a real portal, before anything is opened", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lienthong-test-start-"));
    try {
      const dataDir = join(folder, "data");
      await expect(start({ ...REAL, DATA_DIR: dataDir })).rejects.toMatchObject({
        name: "Fault",
        code: "certificate-for-demo-only",
        en: expect.stringContaining("https://truc-lien-thong.example.vn"),
        vi: expect.stringContaining("SIGNING_KEY"),
      });
      expect(existsSync(dataDir)).toBe(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each(["PORTAL_USERNAME", "PORTAL_PASSWORD", "PORTAL_UNIT_CODE", "PORTAL_DSTCODE", "SIGNING_KEY"])(
    "is refused without %s for a real portal, naming it",
    async (name) => {
      await expect(start({ ...REAL, [name]: "" })).rejects.toMatchObject({
        code: "config-missing",
        vi: expect.stringContaining(name),
        en: expect.stringContaining(name),
      });
    },
  );
});
