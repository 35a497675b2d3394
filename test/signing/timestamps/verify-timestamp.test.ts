import { createHash } from "node:crypto";

import { XmlC14NMode, XmlDocument } from "libxml2-wasm";
import { ContentInfo, SignedData } from "pkijs";
import { afterAll, describe, expect, it } from "vitest";

import type { TimestampTokenSource } from "../../../src/signing/containers/container-signer.ts";
import { createSigner } from "../../../src/signing/signers/signing-profiles.ts";
import { oracle } from "../../kit/oracle.ts";
import { acceptedByXadesjs } from "../matrix/library-verifiers.ts";
import { createTimestampAuthority } from "../oracles/timestamp-authority.ts";
import { now, sampleKey } from "../sample-keys.ts";

const openssl = oracle("openssl");
const body = Buffer.from('{"data":[]}');
const sha256 = (bytes: string | Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
const namespaces = { ds: "http://www.w3.org/2000/09/xmldsig#", xades: "http://uri.etsi.org/01903/v1.3.2#" };

/** Token and stamped digest of a signature, as libxml2 finds and canonicalises them. */
function stampIn(xml: string): { token: Buffer; digest: Buffer; order: string[] } {
  const document = XmlDocument.fromString(xml);
  try {
    const value = document.get("//ds:SignatureValue", namespaces);
    const stamp = document.get(
      "//xades:QualifyingProperties/xades:UnsignedProperties/xades:UnsignedSignatureProperties" +
        "/xades:SignatureTimeStamp[ds:CanonicalizationMethod/@Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#']" +
        "/xades:EncapsulatedTimeStamp",
      namespaces,
    );
    const text = value?.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 }) ?? "";
    const order = document
      .find("//xades:QualifyingProperties/*", namespaces)
      .map((node) => (node as { name?: string }).name ?? "");
    return { token: Buffer.from(stamp?.content ?? "", "base64"), digest: sha256(text), order };
  } finally {
    document.dispose();
  }
}

describe.runIf(openssl)("a signature with a time-stamp (level B-T)", () => {
  const authority = createTimestampAuthority(openssl ?? "");
  afterAll(() => authority[Symbol.dispose]());
  const timestamp: TimestampTokenSource = authority.stamp;

  it.each(["rsa-modern.p12", "ec-p256.p12"])("is XAdES over the signature value, by %s", async (name) => {
    const { value } = await createSigner({ profile: "xades", key: sampleKey(name), timestamp }).sign(body, now);
    const xml = Buffer.from(value, "base64").toString();
    const { token, digest, order } = stampIn(xml);
    expect(order).toEqual(["SignedProperties", "UnsignedProperties"]);
    expect(authority.accepts(token, digest)).toBe(true);
    expect(authority.accepts(token, sha256("another"))).toBe(false);

    expect(await acceptedByXadesjs({ carrier: Buffer.from(xml), body })).toBe(true);
  });

  it("is CMS over the signature's octets", async () => {
    const { value } = await createSigner({ profile: "cms", key: sampleKey("rsa-modern.p12"), timestamp }).sign(
      body,
      now,
    );
    const der = Uint8Array.from(Buffer.from(value, "base64"));
    const [signer] = new SignedData({ schema: ContentInfo.fromBER(der.buffer).content }).signerInfos;
    const [attribute, ...more] = signer?.unsignedAttrs?.attributes ?? [];
    expect([attribute?.type, more]).toEqual(["1.2.840.113549.1.9.16.2.14", []]);
    const token = Buffer.from(
      (attribute?.values[0] as { toBER: () => ArrayBuffer } | undefined)?.toBER() ?? new ArrayBuffer(0),
    );
    expect(authority.accepts(token, sha256(new Uint8Array(signer?.signature.getValue() ?? [])))).toBe(true);
  });
});

describe("a time-stamp", () => {
  it("that makes a signature longer than a header may be is refused, not cut", async () => {
    const timestamp = async (): Promise<Buffer> => Buffer.alloc(9000, 0x30);
    const signer = createSigner({ profile: "xades", key: sampleKey("rsa-modern.p12"), timestamp });
    await expect(signer.sign(body, now)).rejects.toMatchObject({
      code: "signature-too-long",
      en: expect.stringContaining("xades") as string,
    });
  });

  it("that cannot be had fails the signature", async () => {
    const timestamp = (): Promise<never> => Promise.reject(new Error("no authority"));
    const signer = createSigner({ profile: "cms", key: sampleKey("ec-p256.p12"), timestamp });
    await expect(signer.sign(body, now)).rejects.toThrow("no authority");
  });
});
