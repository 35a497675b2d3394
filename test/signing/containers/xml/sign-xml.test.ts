import { describe, expect, it } from "vitest";

import { createXmlSigner, type XmlSigner, type XmlToSign } from "../../../../src/signing/containers/xml/sign-xml.ts";
import { element, type XmlElement } from "../../../../src/signing/canonical-xml/making/xml-element.ts";
import { now, sampleKey } from "../../sample-keys.ts";

const signer = createXmlSigner(sampleKey("ec-p256.p12"), { profile: "xmldsig" });
const inner = element("d", {});
const part: XmlElement = element("b", { Id: "b" }, element("c", {}, inner));
const root = element("a", {}, part, element("b", { Id: "twice" }), element("b", { Id: "twice" }));

describe("createXmlSigner", () => {
  it.each<[string, XmlToSign]>([
    ["an Id that is not there", { root, ids: ["nobody"] }],
    ["an Id that two elements have", { root, ids: ["twice"] }],
    ["an Id that needs quoting in a URI", { root: element("a", {}, element("b", { Id: "x y" })), ids: ["x y"] }],
    ["a signature inside what it signs", { root, ids: ["b"], into: part }],
    ["a signature deep inside what it signs", { root, ids: ["b"], into: inner }],
    ["a place outside the document", { root, into: element("e", {}) }],
    ["a signature Id the document has", { root, id: "b" }],
    ["a signature Id the document has twice", { root, id: "twice" }],
    ["an Id of the signature's own that the document has", { root: element("a", { Id: "signature-time" }) }],
    ["text XML cannot carry", { root: element("a", {}, "\0") }],
  ])("refuses %s", async (_, document) => {
    await expect(signer.sign(document, now)).rejects.toMatchObject({ code: "xml-unwritable" });
  });

  it("puts an enveloped signature anywhere", async () => {
    const signed = (await signer.sign({ root, into: inner }, now)).toString();
    expect(signed).toMatch(/^<a><b Id="b"><c><d><Signature .*<\/Signature><\/d><\/c><\/b>/);
  });

  it("names its own parts after the signature, so that a document can have several", async () => {
    const signed = (await signer.sign({ root, ids: ["b"], id: "mot" }, now)).toString();
    expect(signed).toMatch(/<Signature [^>]*Id="mot">.*URI="#mot-time".*<Object Id="mot-time">.*Target="#mot"/);
  });

  it.each(["xmldsig", "vn", "xades"] as const)(
    "signs like the first time when it knows the kind (%s)",
    async (profile) => {
      const fresh = (): XmlSigner => createXmlSigner(sampleKey("rsa-modern.p12"), { profile, form: "inclusive" });
      const again = fresh();
      const kinds: readonly XmlToSign[] = [
        { root },
        { root, ids: ["b"] },
        { root, ids: ["b"], id: "khác" },
        { root, id: "\u{E000}\u{E001}" },
        { root: { ...root, namespaces: { "": "urn:mau" }, attributes: { "xml:lang": "vi" } } },
        { root: { ...root, attributes: { "xml:lang": "\u{E002}" } } },
      ];
      const round = async (signerFor: () => XmlSigner): Promise<string[]> =>
        (await Promise.all(kinds.map((kind) => signerFor().sign(kind, now)))).map((signed) => signed.toString());
      const first = await round(fresh);
      expect(new Set(first).size).toBe(kinds.length);
      expect(await round(() => again)).toEqual(first);
      expect(await round(() => again)).toEqual(first);
      expect(await round(() => again)).toEqual(first);
      const later = (await again.sign({ root }, new Date("2027-05-19T01:30:15Z"))).toString();
      expect(later).toContain("2027-05-19T01:30:15Z");
      expect(later).not.toContain("2027-05-18T");
    },
  );

  it.each(["2025-01-01", "2070-01-01"])("refuses to sign outside the certificate's dates (%s)", async (at) => {
    await expect(signer.sign({ root }, new Date(at))).rejects.toMatchObject({ code: "certificate-outside-dates" });
  });

  it("follows the Vietnamese profile to the letter", async () => {
    const vn = createXmlSigner(sampleKey("rsa-modern.p12"), { profile: "vn" });
    const document = {
      root: element("HoSo", {}, element("DuLieu", { Id: "DL-1" }), element("DuLieu", { Id: "DL-2" })),
    };
    const signed = (await vn.sign({ ...document, ids: ["DL-1", "DL-2"] }, now)).toString();
    const shape = signed
      .replaceAll(/(<(DigestValue|SignatureValue|X509Certificate)>)[^<]+/g, "$1...")
      .replace(/^.*(<Signature )/, "$1");
    expect(shape).toMatchInlineSnapshot(
      `"<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="signature"><SignedInfo><CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"></CanonicalizationMethod><SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></SignatureMethod><Reference URI="#DL-1"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod><DigestValue>...</DigestValue></Reference><Reference URI="#DL-2"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod><DigestValue>...</DigestValue></Reference><Reference URI="#signature-time"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod><DigestValue>...</DigestValue></Reference></SignedInfo><SignatureValue>...</SignatureValue><KeyInfo><X509Data><X509SubjectName>CN=Khóa Mẫu rsa, O=LIEN THONG DEMO - NOT FOR USE, C=VN</X509SubjectName><X509Certificate>...</X509Certificate></X509Data></KeyInfo><Object Id="signature-time"><SignatureProperties><SignatureProperty Target="#signature"><SigningTime xmlns="http://example.org/#signatureProperties">2027-05-18T01:30:15Z</SigningTime></SignatureProperty></SignatureProperties></Object></Signature></HoSo>"`,
    );
  });
});
