import { spawnSync } from "node:child_process";
import { verify } from "node:crypto";

import { xadesjs, XmlCrypto } from "../../../src/cli/xml-peers.ts";
import { BODY_URI } from "../../../src/signing/xml/detached-xml.ts";
import { oracle } from "../../kit/oracle.ts";
import type { SignedSample } from "./signed-samples.ts";

/** Somebody else's verifier: true when it accepts the sample. */
export interface XmlVerifier {
  readonly name: string;
  /** Starting a program per sample takes long: try one forgery per sample, in turn. */
  readonly slow?: true;
  readonly speaks: (sample: SignedSample) => boolean;
  readonly accepts: (sample: SignedSample, folder: SampleFolder) => boolean | Promise<boolean>;
}

/** Where a sample lies as files, for programs. */
export interface SampleFolder {
  readonly path: string;
  readonly file: (sample: SignedSample) => string;
}

const xmldsig = "http://www.w3.org/2000/09/xmldsig#";

/** xml-crypto knows no ECDSA of its own. */
class EcdsaSha256 {
  getSignature = (): never => {
    throw new Error("only verifies");
  };
  verifySignature = (material: string, key: string, value: string): boolean =>
    verify("sha256", Buffer.from(material), { key, dsaEncoding: "ieee-p1363" }, Buffer.from(value, "base64"));
  getAlgorithmName = (): string => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
}

const xmlCrypto: XmlVerifier = {
  name: "xml-crypto",
  // No references outside the document, no inherited xml:lang.
  speaks: ({ body, inheritsLanguage, name }) => body === undefined && !(inheritsLanguage && name.includes("inclusive")),
  accepts: ({ xml }) => {
    const signed = new XmlCrypto({ getCertFromKeyInfo: XmlCrypto.getCertFromKeyInfo });
    signed.SignatureAlgorithms["http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"] = EcdsaSha256;
    signed.loadSignature(/<Signature .*<\/Signature>/s.exec(xml)?.[0] ?? "");
    return signed.checkSignature(xml);
  },
};

const xades: XmlVerifier = {
  name: "xadesjs",
  speaks: ({ inheritsLanguage, name }) => !(inheritsLanguage && name.includes("inclusive")),
  accepts: async ({ xml, body }) => {
    const document = xadesjs.Parse(xml);
    const signed = new xadesjs.SignedXml(document);
    signed.contentHandler = async ({ Uri }) => (Uri === BODY_URI && body !== undefined ? body : null);
    signed.LoadXml(document.getElementsByTagNameNS(xmldsig, "Signature")[0]);
    return signed.Verify();
  },
};

export const xmlsec1 = oracle("xmlsec1");

const xmlsec: XmlVerifier = {
  name: "xmlsec1",
  slow: true,
  speaks: () => xmlsec1 !== undefined,
  accepts: (sample, folder) => {
    const idNames = ["urn:mau:chung:HoSo", `${xmldsig}:Object`, "http://uri.etsi.org/01903/v1.3.2#:SignedProperties"];
    const trust = ["--trusted-pem", "ca.pem", "--untrusted-pem", "intermediate.pem"];
    const args = [
      "--verify",
      ...idNames.flatMap((name) => ["--id-attr:Id", name]),
      ...trust,
      "--verification-time",
      "2027-05-18 01:30:15",
      ...(sample.body === undefined ? [] : [`--url-map:${BODY_URI}`, `${folder.file(sample)}.body`]),
      folder.file(sample),
    ];
    return spawnSync(xmlsec1 ?? "", args, { cwd: folder.path, encoding: "utf8" }).status === 0;
  },
};

/** Java is asked all its questions at once, so it is not among these. */
export const xmlVerifiers: readonly XmlVerifier[] = [xmlCrypto, xades, xmlsec];
