import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Certificate, ContentInfo, SignedData } from "pkijs";
import { afterAll, describe, expect, it } from "vitest";

import { CMS_HEADER, createCmsSigner } from "../../../../src/signing/containers/cms/sign-cms.ts";
import { headerLimit } from "../../../../src/signing/containers/container-signer.ts";
import { oracle } from "../../../kit/oracle.ts";
import { now, root, sampleKey } from "../../sample-keys.ts";

const openssl = oracle("openssl");
const body = Buffer.from('{"data":[{"TenHoSo":"Khai sinh Mẫu"}]}\r\n\0\xff', "latin1");
const otherBody = Buffer.concat([body, Buffer.from(" ")]);
const folder = mkdtempSync(join(tmpdir(), "lienthong-test-cms-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "ca.pem"), root.toString());
writeFileSync(join(folder, "body"), body);
writeFileSync(join(folder, "other"), otherBody);

/** pkijs: form, digest, attributes, signature and chain at the time of signing. */
async function acceptedByPkijs(der: Uint8Array, content: Uint8Array): Promise<boolean> {
  try {
    const signed = new SignedData({ schema: ContentInfo.fromBER(copy(der)).content });
    const verified = await signed.verify({
      signer: 0,
      data: copy(content),
      checkChain: true,
      checkDate: now,
      trustedCerts: [Certificate.fromBER(copy(root.raw))],
    });
    return verified;
  } catch {
    return false;
  }
}

/** OpenSSL, which besides checks that the signing certificate is the one the attributes name (`-cades`). */
function acceptedByOpenssl(der: Uint8Array, content: "body" | "other"): boolean {
  writeFileSync(join(folder, "signature.der"), der);
  const args = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "signature.der", "-content", content];
  const trust = ["-CAfile", "ca.pem", "-purpose", "any", "-attime", String(now.getTime() / 1000), "-out", "/dev/null"];
  return spawnSync(openssl ?? "", [...args, ...trust], { cwd: folder }).status === 0;
}

describe.each([
  { name: "rsa-modern.p12", certificates: 2 },
  { name: "ec-p256.p12", certificates: 1 },
])("a CMS signature by $name", ({ name, certificates }) => {
  const signer = createCmsSigner(sampleKey(name));
  const sign = async (): Promise<Buffer> => Buffer.from((await signer.sign(body, now)).value, "base64");

  it("has the form the profile promises", async () => {
    const signature = await signer.sign(body, now);
    expect(signature).toMatchObject({ profile: "cms", header: CMS_HEADER });
    expect(signature.value.length).toBeLessThan(headerLimit);
    const signed = new SignedData({ schema: ContentInfo.fromBER(copy(await sign())).content });
    expect(signed.encapContentInfo.eContentType).toBe("1.2.840.113549.1.7.1");
    expect(signed.encapContentInfo.eContent).toBeUndefined();
    expect(signed.certificates).toHaveLength(certificates);
    const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? [];
    expect(attributes.map(({ type }) => type)).toEqual([
      "1.2.840.113549.1.9.3",
      "1.2.840.113549.1.9.5",
      "1.2.840.113549.1.9.4",
      "1.2.840.113549.1.9.16.2.47",
    ]);
    expect((attributes[1]?.values[0] as { toDate: () => Date } | undefined)?.toDate()).toEqual(now);
  });

  it("holds for pkijs, and no forgery does", async () => {
    const der = await sign();
    expect(await acceptedByPkijs(der, body)).toBe(true);
    expect(await acceptedByPkijs(der, otherBody)).toBe(false);
    for (const forgery of forgeriesOf(der)) expect(await acceptedByPkijs(forgery, body)).toBe(false);
  });

  it.runIf(openssl)("holds for openssl cms as CAdES, and no forgery does", async () => {
    const der = await sign();
    expect(acceptedByOpenssl(der, "body")).toBe(true);
    expect(acceptedByOpenssl(der, "other")).toBe(false);
    for (const forgery of forgeriesOf(der)) expect(acceptedByOpenssl(forgery, "body")).toBe(false);
  });
});

describe("the certificates", () => {
  it("are a set in the order DER wants, whoever issued whom", async () => {
    const key = sampleKey("rsa-under-ec.p12");
    const { value } = await createCmsSigner(key).sign(body, now);
    const der = Buffer.from(value, "base64");
    const places = key.chain.slice(0, 2).map(({ raw }) => der.indexOf(raw));
    expect(places.every((place) => place > 0)).toBe(true);
    const sorted = Buffer.compare(key.chain[0].raw, key.chain[1]?.raw ?? Buffer.alloc(0)) < 0;
    expect(Math.sign((places[0] ?? 0) - (places[1] ?? 0))).toBe(sorted ? -1 : 1);
    expect(sorted).toBe(false);
  });
});

/** The signature, the digest of the body and the time, each with one bit changed. */
function forgeriesOf(der: Buffer): Buffer[] {
  const digest = createHash("sha256").update(body).digest();
  const places = [der.length - 1, der.indexOf(digest), der.indexOf("270518013015Z") + 11];
  expect(places.every((place) => place > 0)).toBe(true);
  return places.map((place) => {
    const forged = Buffer.from(der);
    forged[place] = (forged[place] ?? 0) ^ 1;
    return forged;
  });
}

/** pkijs reads from an ArrayBuffer of its own. */
function copy(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
