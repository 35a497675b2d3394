import { createHmac, createPublicKey } from "node:crypto";
import { describe, expect, it } from "vitest";

import type { VerificationPolicy } from "../../../../src/signing/verify/policy.ts";
import { verifySignature } from "../../../../src/signing/verify/verify-signature.ts";
import { issue, keyOf, now } from "../../trust/test-pki.ts";
import {
  dsig,
  enveloped,
  exclusive,
  inclusive,
  type TestReference,
  type TestSignature,
  x509Data,
  xmlSignature,
} from "../../containers/xml/xml-signer.ts";

const ca = issue({ name: "CA Mẫu", ca: true });
const signer = issue({ name: "Cổng Mẫu", issuer: ca });
const plain = '<HoSo Id="doc"><Ten>Nguyễn Mẫu</Ten><So>1</So></HoSo>';
const whole: TestReference = { uri: "", octets: plain, transforms: [enveloped, exclusive] };

const into = (signature: string, root = plain): string => root.replace(/<\/HoSo>$/, `${signature}</HoSo>`);
const signed = (options?: TestSignature, reference: TestReference = whole): string =>
  into(xmlSignature(signer, [reference], options));

function verify(
  document: string | Uint8Array,
  policy: Partial<VerificationPolicy> = {},
  detached?: Record<string, string>,
) {
  const bytes = typeof document === "string" ? Buffer.from(document) : document;
  const map = detached && new Map(Object.entries(detached).map(([uri, content]) => [uri, Buffer.from(content)]));
  return verifySignature(
    { profile: "xmldsig", document: bytes, detached: map },
    { trustAnchors: [ca.certificate], now, ...policy },
  );
}

const genuine = signed();

describe("an enveloped XML signature", () => {
  it("gives back the canonical octets of what was signed, and who signed", async () => {
    expect(await verify(genuine)).toMatchObject({
      valid: true,
      profile: "xmldsig",
      signer: "CN=Cổng Mẫu",
      algorithm: "rsa-sha256",
      signed: [{ uri: "", bytes: Buffer.from(plain), element: { name: "HoSo", namespace: "", path: "/HoSo" } }],
      warnings: [{ code: "time-absent" }, { code: "revocation-unchecked" }],
    });
  });

  it("is read with a declaration, a byte order mark, comments and white space that are not signed", async () => {
    const around = `\uFEFF<?xml version='1.0' encoding="utf-8" standalone="yes" ?>\r\n<!-- a -->\n${genuine}\n<!-- b -->`;
    expect(await verify(around)).toMatchObject({ valid: true, signed: [{ bytes: Buffer.from(plain) }] });
  });

  it("may be ECDSA", async () => {
    const ec = issue({ name: "Cổng Mẫu EC", issuer: ca, key: keyOf("ec", "ec") });
    const options = { signatureMethod: "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256" };
    expect(await verify(into(xmlSignature(ec, [whole], options)))).toMatchObject({
      valid: true,
      algorithm: "ecdsa-sha256",
    });
  });
});

const nested = (depth: number): string => "<a>".repeat(depth) + "</a>".repeat(depth);
const ha = (n: number): string => Array.from({ length: n }, (_, i) => ` a${i}=""`).join("");

describe("what an XML reader must not read", () => {
  it.each<[string, string, string | Buffer]>([
    ["xml-doctype", "a document type", `<!DOCTYPE HoSo [<!ENTITY x "y">]>${genuine}`],
    ["xml-doctype", "a document type from outside", `<!DOCTYPE HoSo SYSTEM "http://127.0.0.1/x.dtd">${genuine}`],
    ["xml-malformed", "an entity", genuine.replace("<So>", "<So>&x;")],
    ["xml-malformed", "a character reference to nothing", genuine.replace("<So>", "<So>&#0;")],
    ["xml-malformed", "a character reference beyond Unicode", genuine.replace("<So>", "<So>&#x110000;")],
    ["xml-malformed", "half a character", genuine.replace("<So>", "<So>&#xD800;")],
    ["xml-malformed", "a control character", genuine.replace("<So>", "<So>\u0001")],
    ["xml-malformed", "an attribute twice", genuine.replace("<So>", '<So a="1" a="2">')],
    [
      "xml-malformed",
      "an attribute twice by namespace",
      genuine.replace("<So>", '<So xmlns:p="u" xmlns:q="u" p:a="" q:a="">'),
    ],
    ["xml-malformed", "a prefix from nowhere", genuine.replace("<So>", "<p:So>").replace("</So>", "</p:So>")],
    ["xml-malformed", "another namespace for xml", genuine.replace("<So>", '<So xmlns:xml="u">')],
    ["xml-malformed", "two roots", genuine + genuine],
    ["xml-malformed", "text after the root", `${genuine}x`],
    [
      "xml-malformed",
      "tags that cross",
      genuine.replace("</So></HoSo>", "</HoSo></So>").replace("<So>1</So>", "<So>1"),
    ],
    ["xml-malformed", "the end of CDATA in text", genuine.replace("<So>", "<So>]]>")],
    ["xml-malformed", "two hyphens in a comment", genuine.replace("<So>", "<!-- -- --><So>")],
    ["xml-malformed", "an instruction named XML", genuine.replace("<So>", "<?XmL x?><So>")],
    ["xml-malformed", "an attribute with <", genuine.replace("<So>", '<So a="<">')],
    ["xml-malformed", "nothing", ""],
    ["xml-encoding", "another encoding", `<?xml version="1.0" encoding="windows-1258"?>${genuine}`],
    ["xml-encoding", "UTF-16", Buffer.from(`\uFEFF${genuine}`, "utf16le")],
    ["xml-encoding", "bytes that are not UTF-8", Buffer.from(genuine, "latin1")],
    ["xml-too-deep", "101 levels", genuine.replace("<So>", `${nested(101)}<So>`)],
    ["xml-too-complex", "65 attributes", genuine.replace("<So>", `<So${ha(65)}>`)],
    ["signature-missing", "no signature", plain],
    ["signature-missing", "a signature of another namespace", genuine.replaceAll(dsig, "urn:x")],
    ["signature-several", "two signatures", into(xmlSignature(signer, [whole], { id: "b" }), genuine)],
  ])("refuses with %s: %s", async (reason, _, document) => {
    expect(await verify(document)).toMatchObject({ valid: false, reason });
  });

  it.each([
    ["too-large", { bytes: 100 }],
    ["xml-too-complex", { nodes: 10 }],
    ["xml-too-complex", { prefixes: 0 }],
    ["too-many-references", { references: 0 }],
    ["too-many-transforms", { transforms: 1 }],
    ["too-many-certificates", { certificates: 0 }],
    ["too-large", { canonicalBytes: 600 }],
  ])("keeps limits: %s with %j", async (reason, limits) => {
    expect(await verify(genuine, { limits })).toMatchObject({ valid: false, reason });
  });

  it("is not made to write a namespace a million times", async () => {
    const root = `<HoSo xmlns:p="${"x".repeat(100_000)}">${"<p:a/>".repeat(1000)}${xmlSignature(signer, [whole])}</HoSo>`;
    expect(await verify(root)).toMatchObject({ reason: "too-large", detail: "canonical form" });
  });
});

describe("algorithms", () => {
  const hmacSha1 = `${dsig}hmac-sha1`;
  const hmacSha256 = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
  const publicPem = createPublicKey(signer.key).export({ type: "spki", format: "pem" });
  const hmac = (octets: string): Buffer => createHmac("sha256", publicPem).update(octets).digest();
  const ref = (change: Partial<TestReference>): TestReference => ({ ...whole, ...change });

  it.each<[string, string, string]>([
    ["algorithm-refused", "HMAC keyed with the public key", signed({ signatureMethod: hmacSha256, value: hmac })],
    [
      "algorithm-refused",
      "HMAC cut to nothing",
      signed({
        signatureMethod: hmacSha1,
        parameters: "<ds:HMACOutputLength>0</ds:HMACOutputLength>",
        value: () => Buffer.alloc(1),
      }),
    ],
    ["algorithm-refused", "parameters", signed({ parameters: "<ds:HMACOutputLength>8</ds:HMACOutputLength>" })],
    ["algorithm-refused", "RSA with SHA-1", signed({ signatureMethod: `${dsig}rsa-sha1` })],
    ["algorithm-refused", "DSA", signed({ signatureMethod: `${dsig}dsa-sha1` })],
    ["algorithm-refused", "nothing", signed({ signatureMethod: "" })],
    [
      "algorithm-key-mismatch",
      "ECDSA with an RSA key",
      signed({ signatureMethod: "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256" }),
    ],
    ["canonicalisation-refused", "a form with comments", signed({ canonicalisation: `${exclusive}WithComments` })],
    ["canonicalisation-refused", "a form unknown", signed({ canonicalisation: "urn:x" })],
    ["canonicalisation-refused", "a name of Object.prototype", signed({ canonicalisation: "constructor" })],
    ["digest-refused", "a SHA-1 digest", signed({}, ref({ digestMethod: `${dsig}sha1` }))],
    [
      "digest-refused",
      "an MD5 digest",
      signed({}, ref({ digestMethod: "http://www.w3.org/2001/04/xmldsig-more#md5" })),
    ],
    [
      "transform-refused",
      "XPath",
      signed({}, ref({ transforms: [enveloped, "http://www.w3.org/TR/1999/REC-xpath-19991116"] })),
    ],
    ["transform-refused", "XSLT", signed({}, ref({ transforms: ["http://www.w3.org/TR/1999/REC-xslt-19991116"] }))],
    ["transform-refused", "Base64", signed({}, ref({ transforms: [`${dsig}base64`] }))],
    [
      "transform-refused",
      "a form with comments",
      signed({}, ref({ transforms: [enveloped, `${inclusive}#WithComments`] })),
    ],
    ["transform-refused", "two canonical forms", signed({}, ref({ transforms: [enveloped, exclusive, inclusive] }))],
    ["transform-refused", "enveloped after a canonical form", signed({}, ref({ transforms: [exclusive, enveloped] }))],
    ["reference-external", "a web address", signed({}, ref({ uri: "http://127.0.0.1/x", transforms: [] }))],
    ["reference-external", "a file", signed({}, ref({ uri: "file:///etc/passwd", transforms: [] }))],
    ["reference-unsupported", "an XPointer", signed({}, ref({ uri: "#xpointer(/)" }))],
    ["reference-unsupported", "no URI", signed({}, ref({ uri: undefined }))],
    ["reference-missing", "an Id that is not there", signed({}, ref({ uri: "#nowhere" }))],
    ["id-duplicate", "an Id on two elements", signed({}, ref({ uri: "#doc" })).replace("<So>", '<So Id="doc">')],
    ["id-duplicate", "an Id under another name", signed({}, ref({ uri: "#doc" })).replace("<So>", '<So xml:id="doc">')],
    ["comment-in-signed-text", "a comment inside a text", genuine.replace("Nguyễn Mẫu", "Nguyễn<!-- --> Mẫu")],
    ["digest-mismatch", "another text", genuine.replace("<So>1", "<So>2")],
    ["digest-mismatch", "an instruction", genuine.replace("<So>", "<?x?><So>")],
    [
      "signature-mismatch",
      "a digest of another text",
      genuine.replace("<So>1", "<So>2").replace(/<ds:DigestValue>.*?</, "<ds:DigestValue>AAAA<"),
    ],
    ["signature-malformed", "a comment in the digest", genuine.replace("<ds:DigestValue>", "<ds:DigestValue><!--x-->")],
    [
      "signature-malformed",
      "a comment in the value",
      genuine.replace("<ds:SignatureValue>", "<ds:SignatureValue><!--x-->"),
    ],
    ["signature-malformed", "two SignedInfo", genuine.replace(/<ds:SignedInfo>.*<\/ds:SignedInfo>/, "$&$&")],
    ["signature-malformed", "an element unknown", genuine.replace("<ds:KeyInfo>", "<ds:X></ds:X><ds:KeyInfo>")],
    ["signature-malformed", "no reference", into(xmlSignature(signer, []))],
    [
      "signature-malformed",
      "Base64 with bits left over",
      genuine
        .replace(/==<\/ds:SignatureValue>|=<\/ds:DigestValue>/, "$&")
        .replace(
          /(.)=<\/ds:DigestValue>/,
          (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=</ds:DigestValue>`,
        ),
    ],
    ["certificate-missing", "a bare key", signed({ keyInfo: "<ds:KeyValue></ds:KeyValue>" })],
    [
      "certificate-missing",
      "a link to a certificate",
      signed({ keyInfo: '<ds:RetrievalMethod URI="http://127.0.0.1/c"></ds:RetrievalMethod>' }),
    ],
    ["certificate-unreadable", "garbage", signed({ keyInfo: x509Data(Buffer.from("garbage")) })],
    [
      "certificate-ambiguous",
      "two certificates of signers",
      signed({ keyInfo: x509Data(signer.certificate.raw, issue({ name: "B", issuer: ca }).certificate.raw) }),
    ],
    ["chain-untrusted", "a certificate nobody trusts", into(xmlSignature(issue({ name: "Kẻ giả" }), [whole]))],
    ["signature-mismatch", "the certificate of another key", signed({ keyInfo: x509Data(ca.certificate.raw) })],
  ])("refuses with %s: %s", async (reason, _, document) => {
    const result = await verify(document);
    expect(result.valid ? "valid" : result.reason).toBe(reason);
  });

  it("takes SHA-1 from a partner who is allowed it, and from nobody else", async () => {
    const sha1 = signed({}, { ...whole, digestMethod: `${dsig}sha1` });
    expect(await verify(sha1, { allowSha1: true })).toMatchObject({ reason: "digest-mismatch" });
    expect(await verify(sha1)).toMatchObject({ reason: "digest-refused", detail: `${dsig}sha1` });
  });

  it("leaves comments between elements out of what it gives back", async () => {
    expect(await verify(genuine.replace("<So>", "<!-- x --><So>"))).toMatchObject({
      valid: true,
      signed: [{ bytes: Buffer.from(plain) }],
    });
  });
});

describe("several signatures", () => {
  const reference = { uri: "#doc", octets: plain, transforms: [exclusive] };
  const two = `<Goi>${plain}${xmlSignature(signer, [reference], { id: "a" })}${xmlSignature(issue({ name: "Kẻ giả" }), [reference], { id: "b" })}</Goi>`;
  const expectedElements = ["/Goi/HoSo"];

  it("are told apart by Id or place", async () => {
    expect(await verify(two, { expectedElements, signature: "a" })).toMatchObject({ valid: true });
    expect(await verify(two, { expectedElements, signature: 0 })).toMatchObject({ valid: true });
    expect(await verify(two, { expectedElements, signature: "b" })).toMatchObject({ reason: "chain-untrusted" });
    expect(await verify(two, { expectedElements, signature: 2 })).toMatchObject({ reason: "signature-missing" });
    expect(await verify(two, { expectedElements })).toMatchObject({ reason: "signature-several", detail: "2" });
    expect(await verify(two.replace('Id="b"', 'Id="a"'), { expectedElements, signature: "a" })).toMatchObject({
      reason: "id-duplicate",
    });
  });
});

describe("detached bytes", () => {
  const body = '{"MaHoSo":"H26.107-260518-0123"}';
  const document = xmlSignature(signer, [{ uri: "envelope.body", octets: body }]);

  it("are given back when they are signed", async () => {
    expect(await verify(document, {}, { "envelope.body": body })).toMatchObject({
      valid: true,
      signed: [{ uri: "envelope.body", bytes: Buffer.from(body) }],
    });
  });

  it.each<[string, string, Record<string, string> | undefined]>([
    ["digest-mismatch", document, { "envelope.body": `${body} ` }],
    ["reference-external", document, undefined],
    ["content-unsigned", document, { "envelope.body": body, other: body }],
    ["content-unsigned", genuine, { "envelope.body": body }],
    [
      "transform-refused",
      xmlSignature(signer, [{ uri: "envelope.body", octets: body, transforms: [exclusive] }]),
      { "envelope.body": body },
    ],
  ])("are refused with %s otherwise", async (reason, xml, detached) => {
    expect(await verify(xml, {}, detached)).toMatchObject({ valid: false, reason });
  });
});
