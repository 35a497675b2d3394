import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "#core/fault.ts";
import { afterAll, describe, expect, it } from "vitest";
import { toConfig } from "../../src/config/config.ts";
import { readConfigFile } from "../../src/config/file.ts";
import { envToSecrets } from "../../src/config/secrets.ts";
import { toWebhooks } from "../../src/config/webhooks.ts";

const folder = mkdtempSync(join(tmpdir(), "lienthong-test-webhooks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CLIENTS = `
clients:
  - { id: vendor, name: Một cửa, keySha256: "${"a".repeat(64)}", rights: [push, read], agencies: [H26] }
  - { id: pusher, name: Chỉ gửi, keySha256: "${"b".repeat(64)}", rights: [push] }
`;

function webhooks(items: string, options: { readonly rest?: string; readonly bootstrap?: boolean } = {}) {
  const path = join(folder, "config.yaml");
  writeFileSync(path, `${CLIENTS}${options.rest ?? ""}webhooks:\n${items}`);
  return toWebhooks(toConfig({}, readConfigFile(path)), options.bootstrap ?? false);
}

function faultOf(items: string, options?: Parameters<typeof webhooks>[1]): string {
  try {
    webhooks(items, options);
  } catch (error) {
    if (error instanceof Fault) return `${error.code}: ${error.en}`;
    throw error;
  }
  throw new Error("it was taken");
}

const PLAIN = "  - { name: w, client: vendor, url: https://vendor.example.vn/nhan, secretEnv: W_SECRET }\n";

describe("webhooks in the configuration file", () => {
  it("are completed with defaults, and read what their client may", () => {
    expect(webhooks(PLAIN)).toEqual([
      {
        name: "w",
        client: "vendor",
        scope: ["H26"],
        kinds: null,
        maxChanges: 50,
        timeoutMs: 10_000,
        retry: { firstDelayMs: 5000, longestDelayMs: 900_000 },
        disableAfterMs: 72 * 3_600_000,
        url: "https://vendor.example.vn/nhan",
        allowPrivate: false,
        caFile: undefined,
        secret: { env: "W_SECRET" },
      },
    ]);
    const own = PLAIN.replace("client: vendor", "client: bootstrap").replace(
      "secretEnv: W",
      "kinds: [received], secretFile: /W",
    );
    expect(webhooks(own, { bootstrap: true })).toMatchObject([
      { scope: null, kinds: ["received"], secret: { file: "/W_SECRET" } },
    ]);
  });

  it.each([
    ["a client that is not there", PLAIN.replace("client: vendor", "client: nobody"), "not among clients"],
    ["a client that may not read", PLAIN.replace("client: vendor", "client: pusher"), "right to read"],
    ["bootstrap without its key", PLAIN.replace("client: vendor", "client: bootstrap"), "not among clients"],
    ["the same name twice", PLAIN + PLAIN, "already has it"],
    ["plain http on the internet", PLAIN.replace("https:", "http:"), "must be https"],
    ["no secret", PLAIN.replace(", secretEnv: W_SECRET", ""), "one of them"],
    ["two secrets", PLAIN.replace("secretEnv", "secretFile: x, secretEnv"), "one of them"],
    ["a kind nobody knows", PLAIN.replace("client:", "kinds: [deleted], client:"), "kinds"],
  ])("are refused with %s", (_name, items, reason) => {
    expect(faultOf(items)).toMatch(new RegExp(`^config-invalid: .*${reason}`));
  });

  it("are refused when changes would be forgotten before the webhook is given up", () => {
    expect(faultOf(PLAIN, { rest: "changes: { keepDays: 3 }\n" })).toContain("disableAfterHours");
    expect(webhooks(PLAIN, { rest: "changes: { keepDays: 4 }\n" })).toHaveLength(1);
  });

  it("have their secrets in the environment or a file, and say what is missing", () => {
    const { webhookSecret } = envToSecrets({}, { portal: true, key: true }, { W_SECRET: "whsec_new whsec_old" });
    expect(webhookSecret({ env: "W_SECRET" })).toBe("whsec_new whsec_old");
    writeFileSync(join(folder, "secret"), "whsec_new\nwhsec_old\n");
    expect(webhookSecret({ file: join(folder, "secret") })).toBe("whsec_new\nwhsec_old");
    expect(() => webhookSecret({ env: "X_SECRET" })).toThrow("X_SECRET");
    expect(() => webhookSecret({ file: "/nowhere" })).toThrow("/nowhere");
  });
});
