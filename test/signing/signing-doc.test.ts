import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { createJwsSigner, JWS_HEADER, jwsLimit } from "../../src/signing/jws.ts";
import { oracle } from "../kit/oracle.ts";
import { now, root, sampleKey } from "./sample-keys.ts";

const openssl = oracle("openssl");
const doc = readFileSync(new URL("../../docs/signing.md", import.meta.url), "utf8");
const commands = [...doc.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block).join("\n");
const body = Buffer.from('{"service":"DongBoHoSoMC","data":[{"TenHoSo":"Khai sinh Mẫu %s \\\\n"}]}\n\0\xff', "latin1");

/** Runs the commands of the page in a folder with the three files it asks for. */
function follow(files: { jws: string; body: Uint8Array }): { status: number | null; output: string } {
  const folder = mkdtempSync(join(tmpdir(), "lienthong-doc-"));
  try {
    writeFileSync(join(folder, "envelope.body"), files.body);
    writeFileSync(join(folder, "envelope.jws"), files.jws);
    writeFileSync(join(folder, "ca.pem"), root.toString());
    const { status, stdout, stderr } = spawnSync("sh", ["-eu"], { cwd: folder, input: commands, encoding: "utf8" });
    return { status, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("docs/signing.md", () => {
  it("names the header and the limit of the code", () => {
    expect(doc).toContain(`\`${JWS_HEADER}\``);
    expect(doc).toContain(`${jwsLimit.toLocaleString("en")} characters`);
  });

  describe.runIf(openssl).each(["rsa-modern.p12", "ec-p256.p12"])("its commands, for an envelope by %s", (name) => {
    it("verify signature, chain and signer", async () => {
      const { value } = await createJwsSigner(sampleKey(name)).sign(body, now);
      const { status, output } = follow({ jws: value, body });
      expect(output).toContain("Verified OK");
      expect(output).toContain("chain.pem: OK");
      expect(output).toContain("Khóa Mẫu");
      expect(output).toContain("2027");
      expect(status).toBe(0);
    });

    it("take a file that ends with a new line", async () => {
      const { value } = await createJwsSigner(sampleKey(name)).sign(body, now);
      expect(follow({ jws: `${value}\n`, body })).toMatchObject({ status: 0 });
    });

    it("refuse a changed body", async () => {
      const { value } = await createJwsSigner(sampleKey(name)).sign(body, now);
      const { status, output } = follow({ jws: value, body: Buffer.concat([body, Buffer.from("\n")]) });
      expect(output).toMatch(/Verification failure/i);
      expect(status).not.toBe(0);
    });

    it("refuse a chain that does not lead to the CA", async () => {
      const { privateKey, chain, path } = sampleKey("issued-by-leaf.pem");
      const { value } = await createJwsSigner({ path, privateKey, chain: [chain[0]] }).sign(body, now);
      const { status, output } = follow({ jws: value, body });
      expect(output).toContain("unable to get local issuer certificate");
      expect(status).not.toBe(0);
    });
  });
});
