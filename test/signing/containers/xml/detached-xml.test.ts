import { describe, expect, it } from "vitest";

import { createDetachedXmlSigner } from "../../../../src/signing/containers/xml/detached-xml.ts";
import {
  createXmlKey,
  layOut,
  type SignatureLayout,
  type SignedDigests,
} from "../../../../src/signing/containers/xml/lay-out-signature.ts";
import { precomputeLayout, signatureWidth } from "../../../../src/signing/containers/xml/precomputed-layout.ts";
import { xmlProfiles } from "../../../../src/signing/containers/xml/xml-profiles.ts";
import { assembleSigningKeys, type SigningKey } from "../../../../src/signing/keys/signing-key.ts";
import { now, sampleKey } from "../../sample-keys.ts";
import { issue } from "../../trust/test-pki.ts";

const body = Buffer.from('{"data":[]}');

describe("profile vn", () => {
  it("is followed to the letter", async () => {
    const { value } = await createDetachedXmlSigner(sampleKey("rsa-modern.p12"), "vn").sign(body, now);
    const shape = Buffer.from(value, "base64")
      .toString()
      .replaceAll(/(<(DigestValue|SignatureValue|X509Certificate)>)[^<]+/g, "$1...");
    expect(shape).toMatchInlineSnapshot(
      `"<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="signature"><SignedInfo><CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"></CanonicalizationMethod><SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></SignatureMethod><Reference URI="envelope.body"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod><DigestValue>...</DigestValue></Reference><Reference URI="#signature-time"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod><DigestValue>...</DigestValue></Reference></SignedInfo><SignatureValue>...</SignatureValue><KeyInfo><X509Data><X509SubjectName>CN=Khóa Mẫu rsa, O=LIEN THONG DEMO - NOT FOR USE, C=VN</X509SubjectName><X509Certificate>...</X509Certificate></X509Data></KeyInfo><Object Id="signature-time"><SignatureProperties><SignatureProperty Target="#signature"><SigningTime xmlns="http://example.org/#signatureProperties">2027-05-18T01:30:15Z</SigningTime></SignatureProperty></SignatureProperties></Object></Signature>"`,
    );
  });
});

describe("a precomputed layout", () => {
  const octets = { uri: "envelope.body", mimeType: "application/octet-stream" };
  const layoutsOf = (signingKey: SigningKey, profile: "xmldsig" | "vn" | "xades") => {
    const plain = layOut(createXmlKey(signingKey, xmlProfiles[profile]), octets);
    return { plain, precomputed: precomputeLayout(plain, signatureWidth(signingKey)) };
  };
  const written = (layout: SignatureLayout, letter: string, width: number): string[] => {
    const digests: SignedDigests = [letter.repeat(44), "z".repeat(44)];
    const at = `2027-05-1${letter.charCodeAt(0) % 10}T01:30:15Z`;
    const value = letter.repeat(width);
    return [layout.statement(at), layout.signedInfo(digests), layout.signature(at, digests, value)].map(String);
  };

  it.each([
    ["xmldsig", "rsa-modern.p12"],
    ["xmldsig", "ec-p256.p12"],
    ["vn", "rsa-modern.p12"],
    ["xades", "rsa-modern.p12"],
    ["xades", "ec-p256.p12"],
  ] as const)("writes what the plain one does, every time (%s, %s)", (profile, name) => {
    const key = sampleKey(name);
    const { plain, precomputed } = layoutsOf(key, profile);
    expect(precomputed).not.toBe(plain);
    for (const letter of ["a", "b", "a"]) {
      expect(written(precomputed, letter, signatureWidth(key))).toEqual(written(plain, letter, signatureWidth(key)));
    }
  });

  it("refuses what is not as wide as its place", () => {
    const { precomputed } = layoutsOf(sampleKey("ec-p256.p12"), "xades");
    expect(() => precomputed.statement("2027")).toThrow(RangeError);
  });

  it("is the plain one for a subject with a character that stands for a place", () => {
    const { key, certificate } = issue({ name: "Mẫu \u{E001}" });
    const [signingKey] = assembleSigningKeys("test", { privateKeys: [key], certificates: [certificate] });
    const { plain, precomputed } = layoutsOf(signingKey, "vn");
    expect(written(precomputed, "a", 8)).toEqual(written(plain, "a", 8));
    expect(precomputed.signature("", ["", ""], "").toString()).toContain("CN=Mẫu \u{E001}");
  });
});
