import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { openTokenKeys } from "../../../../src/signing/keys/pkcs11/token-keys.ts";
import { CERTIFICATE_FILE } from "../../../../src/signing/keys/pkcs11/key-address.ts";
import { createSigner } from "../../../../src/signing/containers/signing-profiles.ts";
import { fakeClock } from "../../../kit/fake-clock.ts";
import { seededRandom } from "../../../kit/seeded-random.ts";
import { softHsmParts } from "../../../kit/soft-hsm.ts";
import { commandsOf, doc, follow } from "../../doc-commands.ts";

describe("docs/signing.md, keys in hardware", () => {
  it("names every code of the start and every attribute of an address", () => {
    const faults = readFileSync(
      new URL("../../../../src/signing/keys/pkcs11/token-faults.ts", import.meta.url),
      "utf8",
    );
    const codes = new Set([...faults.matchAll(/"(key-[a-z]+(?:-[a-z]+)*)",\n/g)].map(([, code]) => code));
    codes.delete("key-missing");
    codes.delete("key-several");
    expect(codes.size).toBeGreaterThan(5);
    for (const code of codes) expect(doc).toContain(`\`${code}\``);
    expect(doc).toContain(`\`${CERTIFICATE_FILE}\``);
  });

  it.runIf(softHsmParts)("its commands make a token with a key that signs", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lienthong-doc-token-"));
    try {
      const input = `exec 3>&1 >&2\n${commandsOf("pkcs11")}\nprintf %s "$SIGNING_KEY" >&3\n`;
      const made = spawnSync("sh", ["-eu"], { cwd: folder, input, encoding: "utf8" });
      expect(made.stderr).toContain("sensitive, always sensitive, never extractable");
      expect(made.status).toBe(0);
      process.env["SOFTHSM2_CONF"] = join(folder, "softhsm2.conf");
      await using opened = await openTokenKeys([{ path: made.stdout, password: undefined }], {
        driver: softHsmParts?.driver,
        threads: 2,
        callTimeoutMs: 30_000,
        clock: fakeClock(),
        random: seededRandom(1),
        onChange: () => undefined,
      });
      const [key] = opened.keys;
      if (key === undefined) throw new Error("no key");
      const body = Buffer.from("{}");
      const { value } = await createSigner({ profile: "cms", key }).sign(body, new Date());
      const ca = readFileSync(join(folder, "ca.pem"), "utf8");
      expect(follow("cms", { value, body, ca })).toMatchObject({ status: 0 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
