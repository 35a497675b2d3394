import { describe, expect, it } from "vitest";

import { createJwsSigner, JWS_HEADER, jwsLimit } from "../../src/signing/containers/jws/sign-jws.ts";
import { batchProfiles, createSigner, signingProfiles } from "../../src/signing/containers/signing-profiles.ts";
import { oracle } from "../kit/oracle.ts";
import { commandsOf, doc, follow as followPage, type Mark } from "./doc-commands.ts";
import { now, root, sampleKey } from "./sample-keys.ts";

const openssl = oracle("openssl");
const xmlsec1 = oracle("xmlsec1");
const body = Buffer.from('{"service":"DongBoHoSoMC","data":[{"TenHoSo":"Khai sinh Mẫu %s \\\\n"}]}\n\0\xff', "latin1");

const follow = (container: Mark, files: { value: string; body: Uint8Array }, commands?: string) =>
  followPage(container, { ...files, ca: root.toString() }, commands);

describe("docs/signing.md", () => {
  it("names the header and the limit of the code", () => {
    expect(doc).toContain(`\`${JWS_HEADER}\``);
    expect(doc).toContain(`${jwsLimit.toLocaleString("en")} characters`);
  });

  describe.runIf(openssl).each(["rsa-modern.p12", "ec-p256.p12"])("its commands, for an envelope by %s", (name) => {
    it("verify signature, chain and signer", async () => {
      const { value } = await createJwsSigner(sampleKey(name)).sign(body, now);
      const { status, output } = follow("jws", { value, body });
      expect(output).toContain("Verified OK");
      expect(output).toContain("chain.pem: OK");
      expect(output).toContain("Khóa Mẫu");
      expect(output).toContain("2027");
      expect(status).toBe(0);
    });

    it("take a file that ends with a new line", async () => {
      const { value } = await createJwsSigner(sampleKey(name)).sign(body, now);
      expect(follow("jws", { value: `${value}\n`, body })).toMatchObject({ status: 0 });
    });

    it("refuse a changed body", async () => {
      const { value } = await createJwsSigner(sampleKey(name)).sign(body, now);
      const { status, output } = follow("jws", { value, body: Buffer.concat([body, Buffer.from("\n")]) });
      expect(output).toMatch(/Verification failure/i);
      expect(status).not.toBe(0);
    });

    it("refuse a chain that does not lead to the CA", async () => {
      const key = sampleKey("issued-by-leaf.pem");
      const { value } = await createJwsSigner({ ...key, chain: [key.chain[0]] }).sign(body, now);
      const { status, output } = follow("jws", { value, body });
      expect(output).toContain("unable to get local issuer certificate");
      expect(status).not.toBe(0);
    });
  });

  describe.runIf(openssl && xmlsec1).each(["jws", "xades", "cms"] as const)(
    "its commands for a batch by %s",
    (name) => {
      const commands = ["tree", "batch", name === "xades" ? "xml" : name].map(commandsOf).join("\n");
      const bodies = Array.from({ length: 5 }, (_, index) => Buffer.concat([body, Buffer.from([index])]));

      it("verify every envelope of it, and refuse another one's signature", async () => {
        const signer = createSigner({ profile: `${name}-batch`, key: sampleKey("rsa-modern.p12") });
        const signed = await Promise.all(bodies.map((one) => signer.sign(one, now)));
        for (const [at, { value }] of signed.entries()) {
          expect(value).toContain(`;size=5;position=${at};`);
          const { status, output } = follow("batch", { value, body: bodies[at] ?? body }, commands);
          expect(output).toContain("in the batch");
          expect(output).toMatch(/^(Verified OK|OK|CAdES Verification successful)$/m);
          expect(status, output).toBe(0);
        }
        const other = follow("batch", { value: signed[0]?.value ?? "", body: bodies[1] ?? body }, commands);
        expect([other.status, other.output]).toEqual([1, expect.not.stringContaining("in the batch") as string]);
        const [mine, theirs] = [signed[0]?.value ?? "", await signer.sign(body, now)];
        const swapped = mine.replace(/signature=.*/, /signature=.*/.exec(theirs.value)?.[0] ?? "");
        const verified = follow("batch", { value: swapped, body: bodies[0] ?? body }, commands);
        expect(verified.output).toContain("in the batch");
        expect(verified.output).not.toMatch(/^(Verified OK|OK|CAdES Verification successful)$/m);
        expect(verified.status).not.toBe(0);
      });
    },
  );

  it("names every field of a batch signature, in order", async () => {
    const { value } = await createSigner({ profile: "jws-batch", key: sampleKey("rsa-modern.p12") }).sign(body, now);
    const fields = [...value.matchAll(/(?:^|;)(\w+)=/g)].map(([, name = ""]) => name);
    const [, table = ""] = doc.split("`X-Batch-Signature`:");
    const told = [...(table.split("The fields stand")[0] ?? "").matchAll(/^\| (`.*?`) \|/gm)];
    expect(told.flatMap(([, cell = ""]) => cell.replaceAll("`", "").split(", "))).toEqual(fields);
    for (const name of batchProfiles) expect(doc).toContain(`\`${name}\``);
  });

  it("names every profile with its header", async () => {
    for (const profile of signingProfiles) {
      const { header } = await createSigner({ profile, key: sampleKey("rsa-modern.p12") }).sign(body, now);
      expect(doc).toMatch(new RegExp(`\\| \`${profile}\` \\|.*\\| \`${header}\` \\|`));
    }
  });

  describe.runIf(openssl && xmlsec1).each([
    ["xmldsig", "rsa-modern.p12"],
    ["xmldsig", "ec-p256.p12"],
    // Issued by the root itself: a chain that does without the intermediate certificate the page adds by hand.
    ["vn", "pss-certificate.p12"],
    ["xades", "rsa-modern.p12"],
    ["xades", "ec-p256.p12"],
  ])("its commands for XML, profile %s by %s", (profile, name) => {
    it("verify signature, chain and signer, and refuse a changed body", async () => {
      const { value } = await createSigner({ profile, key: sampleKey(name) }).sign(body, now);
      const { status, output } = follow("xml", { value, body });
      expect(output).toMatch(/^OK$/m);
      expect(output).toContain("Khóa Mẫu");
      expect(output).toContain("2027-05-18 01:30:15");
      expect(status).toBe(0);
      expect(follow("xml", { value, body: Buffer.concat([body, body]) }).status).not.toBe(0);
    });
  });

  describe.runIf(openssl).each(["rsa-modern.p12", "ec-p256.p12"])("its commands for CMS, by %s", (name) => {
    it("verify signature, chain and signer, and refuse a changed body", async () => {
      const { value } = await createSigner({ profile: "cms", key: sampleKey(name) }).sign(body, now);
      const { status, output } = follow("cms", { value, body });
      expect(output).toContain("CAdES Verification successful");
      expect(output).toMatch(/subject=.*Kh/);
      expect(status).toBe(0);
      expect(follow("cms", { value, body: Buffer.concat([body, body]) }).status).not.toBe(0);
    });
  });
});
