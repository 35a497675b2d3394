import { fileURLToPath } from "node:url";
import { webcrypto, X509Certificate } from "node:crypto";

import { DOMParser, XMLSerializer } from "@xmldom/xmldom";
import { afterAll, describe, expect, it } from "vitest";
import * as xadesjs from "xadesjs";
import { SignedXml } from "xml-crypto";

import type { VerificationPolicy } from "../../../../src/signing/containers/verification-policy.ts";
import { verifySignature } from "../../../../src/signing/verify/verify-signature.ts";
import { oracle } from "../../../kit/oracle.ts";
import { TestFolder } from "../../trust/test-files.ts";
import { issue } from "../../trust/test-pki.ts";
import { enveloped, exclusive, inclusive, rsaSha256, sha256 } from "./xml-signer.ts";
import type { SignatureInput } from "../../../../src/signing/verify/signature-input.ts";

const now = new Date("2027-05-18T01:30:15Z");
const ca = issue({ name: "CA Mẫu", ca: true });
const signer = issue({ name: "Cổng Mẫu", issuer: ca });
const folder = new TestFolder();
afterAll(() => folder[Symbol.dispose]());
const files = folder.putIdentity(signer, "signer");

/** Awkward on purpose: namespaces, a language to inherit, attributes out of order, entities, white space, an instruction. */
const plain = `<?xml version="1.0" encoding="UTF-8"?><t:Goi xmlns:t="urn:t" xmlns="urn:d" xmlns:u="urn:unused" xml:lang="vi"><t:HoSo z="1" a='2 &amp; "3"' Id="doc" t:b="&#9;"><Ten>Nguyễn Mẫu &lt;A&gt; ế 𝒜</Ten><?pi x?><Rong/>
  <x xmlns="" xmlns:t="urn:t2" t:y="&#13;"><![CDATA[<&>]]></x></t:HoSo><t:PhuLuc Id="annex"/></t:Goi>`;

function verify(
  document: string | Uint8Array,
  policy: Partial<VerificationPolicy> = {},
  profile: "xml" | "xades" = "xml",
) {
  const input: SignatureInput = { profile, document: Buffer.from(document) };
  return verifySignature(input, { trustAnchors: [ca.certificate], now, ...policy });
}
const part = { expectedElements: ["/Goi/HoSo"] };
const parts = { expectedElements: ["/Goi/HoSo", "/Goi/PhuLuc"] };
const forms = [exclusive, inclusive, "http://www.w3.org/2006/12/xml-c14n11"];

/** The verifier says yes to the whole and, after any change inside, no. */
async function expectVerified(document: string, policy: Partial<VerificationPolicy>): Promise<void> {
  expect(await verify(document, policy)).toMatchObject({ valid: true, signer: "CN=Cổng Mẫu", algorithm: "rsa-sha256" });
  expect(document).toContain("Nguyễn");
  expect(await verify(document.replace("Nguyễn", "Nguyển"), policy)).toMatchObject({ reason: "digest-mismatch" });
}

const xmlsec1 = oracle("xmlsec1");
describe.runIf(xmlsec1)("signatures made by xmlsec1", () => {
  const template = (form: string, uri: string): string => {
    const transforms = [...(uri === "" ? [enveloped] : []), form]
      .map((one) => `<Transform Algorithm="${one}"/>`)
      .join("");
    return `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod Algorithm="${form}"/><SignatureMethod Algorithm="${rsaSha256}"/><Reference URI="${uri}"><Transforms>${transforms}</Transforms><DigestMethod Algorithm="${sha256}"/><DigestValue/></Reference></SignedInfo><SignatureValue/><KeyInfo><X509Data><X509Certificate/></X509Data></KeyInfo></Signature>`;
  };
  const sign = (form: string, uri: string): string => {
    const file = folder.put("template.xml", plain.replace("</t:Goi>", `${template(form, uri)}</t:Goi>`));
    const options = ["--id-attr:Id", "HoSo", "--privkey-pem", `${files.key},${files.certificate}`];
    return folder.run(xmlsec1, ["--sign", ...options, file]).toString();
  };

  it.each(forms)("are verified in form %s, over the whole and over a part", async (form) => {
    await expectVerified(sign(form, ""), {});
    await expectVerified(sign(form, "#doc"), part);
  });
});

const [java, openssl] = [oracle("java"), oracle("openssl")];
describe.runIf(java && openssl)("signatures made by the JDK", () => {
  const program = fileURLToPath(new URL("programs/SignXml.java", import.meta.url));
  const store = folder.put("signer.p12", "");
  const sign = (form: string, id: string): string => {
    folder.run(openssl, [
      "pkcs12",
      "-export",
      "-inkey",
      files.key,
      "-in",
      files.certificate,
      "-passout",
      "pass:mat-khau",
      "-out",
      store,
    ]);
    return folder.run(java, [program, store, form, id], plain).toString();
  };

  it("are verified over the whole document", () => expectVerified(sign(exclusive, ""), {}));
  it("are verified over a part, without transforms, as the tax authority has it", async () => {
    const document = sign("", "doc");
    await expectVerified(document, part);
    expect(await verify(document, part)).toMatchObject({ profile: "vn" });
  });
});

describe("signatures made by xml-crypto", () => {
  const sign = (form: string, paths: readonly string[], transforms: string[]): string => {
    const signing = new SignedXml({
      privateKey: signer.key.export({ type: "pkcs8", format: "pem" }),
      publicCert: signer.certificate.toString(),
      canonicalizationAlgorithm: form,
      signatureAlgorithm: rsaSha256,
    });
    for (const xpath of paths) {
      signing.addReference({ xpath, transforms, digestAlgorithm: sha256, ...(xpath === "/*" && { isEmptyUri: true }) });
    }
    // Against Canonical XML 1.0 its form leaves instructions out (section 2.3), and forgets xml:lang above a part (2.4).
    signing.computeSignature(plain.replace("<?pi x?>", "").replace(' xml:lang="vi"', ""));
    return signing.getSignedXml();
  };
  const paths = ["//*[local-name(.)='HoSo']", "//*[local-name(.)='PhuLuc']"];

  it.each([exclusive, inclusive])("are verified in form %s", async (form) => {
    await expectVerified(sign(form, ["/*"], [enveloped, form]), {});
    await expectVerified(sign(form, paths.slice(0, 1), [form]), part);
  });

  it("are verified over several parts", async () => {
    const document = sign(exclusive, paths, [exclusive]);
    await expectVerified(document, parts);
    const changed = document.replace('Id="annex"', 'Id="annex" z="2"');
    expect(await verify(changed, parts)).toMatchObject({ reason: "digest-mismatch", detail: "#annex" });
    expect(await verify(sign(exclusive, paths.slice(0, 1), [exclusive]), parts)).toMatchObject({ valid: false });
  });
});

describe("XAdES made by xadesjs", () => {
  xadesjs.Application.setEngine("node", webcrypto);
  xadesjs.setNodeDependencies({ DOMParser, XMLSerializer } as never);

  it("is verified as level B-B", async () => {
    const pkcs8 = signer.key.export({ type: "pkcs8", format: "der" });
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const key = await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]);
    const spki = new X509Certificate(signer.certificate.raw).publicKey.export({ type: "spki", format: "der" });
    const publicKey = await webcrypto.subtle.importKey("spki", spki, algorithm, true, ["verify"]);
    const signing = new xadesjs.SignedXml();
    const encoded = signer.certificate.raw.toString("base64");
    await signing.Sign(algorithm, key, xadesjs.Parse("<HoSo><Ten>Nguyễn Mẫu</Ten></HoSo>"), {
      keyValue: publicKey as never,
      references: [{ hash: "SHA-256", transforms: ["enveloped", "exc-c14n"], uri: "" }],
      x509: [encoded],
      signingCertificate: encoded,
      signingTime: { value: new Date("2027-05-18T01:30:00Z") },
    });
    const element = signing.XmlSignature.GetXml();
    const document = `<HoSo><Ten>Nguyễn Mẫu</Ten>${new XMLSerializer().serializeToString(element as never)}</HoSo>`;
    expect(await verify(document, {}, "xades")).toMatchObject({
      valid: true,
      profile: "xades",
      signedAt: new Date("2027-05-18T01:30:00Z"),
    });
    await expectVerified(document, {});
  });
});
