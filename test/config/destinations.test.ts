import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { toConfig } from "../../src/config/config.ts";
import { toDestinations } from "../../src/config/destinations.ts";
import { readEnv } from "../../src/config/env.ts";
import type { RawEnv } from "../../src/config/secret-sources.ts";
import { readConfigFile } from "../../src/config/file.ts";
import { envToSecrets } from "../../src/config/secrets.ts";

const folder = mkdtempSync(join(tmpdir(), "lienthong-test-destinations-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SECTORS = ["civil-status", "promotions"];

function destinations(yaml: string, raw: RawEnv = {}) {
  const path = join(folder, "config.yaml");
  writeFileSync(path, yaml);
  return toDestinations(toConfig(readEnv(raw), readConfigFile(path)), SECTORS);
}

const MOVED = `
destinations:
  civil-status:
    concurrency: 2
    lostAnswer: park
    askEveryMinutes: 5
    doors:
      - to: 2026-12-31
        url: http://127.0.0.1:9001
        username: old
        passwordEnv: OLD_PASSWORD
      - from: 2027-01-01
        url: https://new.example.vn/base
        context: XrdAdapter
        dstcode: VN:GOV:000.00.00.G15:new
        unitCode: 000.00.00.H36
        username: new
        passwordFile: ${join(folder, "password")}
        signingProfile: jws
        timeoutMs: 60000
`;

describe("destinations", () => {
  it("without a word about them stand behind the portal's own door", () => {
    const [civil, promotions] = destinations("");
    expect(civil).toEqual({
      name: "civil-status",
      concurrency: 1,
      requestsPerMinute: null,
      lostAnswer: "resend",
      holdsBack: true,
      askEveryMinutes: 30,
      doors: [
        {
          from: null,
          to: null,
          url: "http://127.0.0.1:8090",
          loopback: true,
          wire: "envelope",
          tokenUrl: undefined,
          context: "VXPAdapter",
          dstcode: "VN:GOV:000.00.00.G22:vpcpdvcprovider",
          providerUrl: undefined,
          username: "lienthong-demo",
          unitCode: "000.00.00.H26",
          signingProfile: "jws",
          timeoutMs: 10_000,
          password: null,
        },
      ],
    });
    expect(promotions).toEqual({ ...civil, name: "promotions" });
  });

  it("may move on a day, to a system of their own that holds nobody back", () => {
    const [civil] = destinations(MOVED, { SIGNING_KEY: "x" });
    expect(civil).toMatchObject({ concurrency: 2, lostAnswer: "park", holdsBack: false, askEveryMinutes: 5 });
    expect(civil?.doors).toMatchObject([
      { from: null, to: "2026-12-31", url: "http://127.0.0.1:9001", loopback: true, password: { env: "OLD_PASSWORD" } },
      { from: "2027-01-01", to: null, loopback: false, context: "XrdAdapter", timeoutMs: 60_000, username: "new" },
    ]);
  });

  it.each([
    ["destinations:\n  land:\n    concurrency: 1\n", /land/],
    ["destinations:\n  promotions:\n    doors:\n      - url: http://10.0.0.1\n", /line 4.*account is not sent/],
    ["destinations:\n  promotions:\n    doors:\n      - from: 2027-01-01\n        to: 2026-01-01\n", /line 4.*from/],
    [
      "destinations:\n  promotions:\n    doors:\n      - to: 2026-12-31\n      - from: 2026-12-31\n",
      /line 5.*in force/,
    ],
    [
      "destinations:\n  promotions:\n    doors:\n      - username: a\n        passwordEnv: A\n        passwordFile: b\n",
      /both/,
    ],
  ])("are refused with a reason: %j", (yaml, reason) => {
    expect(() => destinations(yaml)).toThrow(reason);
  });

  it("have passwords in the environment or in a file, and say which one is missing", () => {
    writeFileSync(join(folder, "password"), "bí mật\n");
    const secrets = envToSecrets({}, { portal: true, key: true }, { OLD_PASSWORD: "old" });
    expect(secrets.destinationPassword(null)).toBe("lienthong-demo");
    expect(secrets.destinationPassword({ env: "OLD_PASSWORD" })).toBe("old");
    expect(secrets.destinationPassword({ file: join(folder, "password") })).toBe("bí mật");
    expect(() => secrets.destinationPassword({ env: "NEW_PASSWORD" })).toThrow(/NEW_PASSWORD/);
    expect(() => secrets.destinationPassword({ file: join(folder, "none") })).toThrow(/none/);
  });
});
