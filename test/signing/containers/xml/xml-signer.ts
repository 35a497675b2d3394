import { createHash, sign } from "node:crypto";

import type { TestIdentity } from "../../trust/test-pki.ts";

export const dsig = "http://www.w3.org/2000/09/xmldsig#";
export const enveloped = `${dsig}enveloped-signature`;
export const exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
export const inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
export const rsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
export const sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

export interface TestReference {
  /** Undefined leaves the attribute out. */
  readonly uri: string | undefined;
  /** The octets whose digest is signed. */
  readonly octets: string | Uint8Array;
  readonly transforms?: readonly string[];
  readonly type?: string;
  readonly digestMethod?: string;
}

export interface TestSignature {
  readonly id?: string;
  /** Text of the Object elements, prefix `ds`. */
  readonly objects?: string;
  /** Instead of the certificate of the signer. */
  readonly keyInfo?: string;
  readonly canonicalisation?: string;
  readonly signatureMethod?: string;
  /** Inside SignatureMethod. */
  readonly parameters?: string;
  /** Computes the value instead of the key. */
  readonly value?: (octets: string) => Buffer;
}

/**
 * A Signature element, written by hand in canonical form, so that nothing of the code under test is in it and every
 * rule can be broken. Its SignedInfo is canonicalised exclusively: declared where it is used.
 */
export function xmlSignature(
  { key, certificate }: TestIdentity,
  references: readonly TestReference[],
  options: TestSignature = {},
): string {
  const {
    id = "sig",
    objects = "",
    canonicalisation = exclusive,
    signatureMethod = rsaSha256,
    parameters = "",
  } = options;
  const body = `<ds:CanonicalizationMethod Algorithm="${canonicalisation}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="${signatureMethod}">${parameters}</ds:SignatureMethod>${references.map(referenceText).join("")}`;
  const octets = `<ds:SignedInfo xmlns:ds="${dsig}">${body}</ds:SignedInfo>`;
  const ec = key.asymmetricKeyType === "ec";
  const value =
    options.value?.(octets) ?? sign("sha256", Buffer.from(octets), ec ? { key, dsaEncoding: "ieee-p1363" } : key);
  const keyInfo = options.keyInfo ?? x509Data(certificate.raw);
  return `<ds:Signature xmlns:ds="${dsig}" Id="${id}"><ds:SignedInfo>${body}</ds:SignedInfo><ds:SignatureValue>${value.toString("base64")}</ds:SignatureValue><ds:KeyInfo>${keyInfo}</ds:KeyInfo>${objects}</ds:Signature>`;
}

/** KeyInfo content with these certificates. */
export function x509Data(...certificates: readonly Buffer[]): string {
  const encoded = certificates.map((der) => `<ds:X509Certificate>${der.toString("base64")}</ds:X509Certificate>`);
  return `<ds:X509Data>${encoded.join("")}</ds:X509Data>`;
}

function referenceText({ uri, octets, transforms = [], type, digestMethod = sha256 }: TestReference): string {
  const attributes = `${type === undefined ? "" : ` Type="${type}"`}${uri === undefined ? "" : ` URI="${uri}"`}`;
  const list = transforms.map((one) => `<ds:Transform Algorithm="${one}"></ds:Transform>`).join("");
  const digest = createHash("sha256").update(octets).digest("base64");
  return `<ds:Reference${attributes}>${list && `<ds:Transforms>${list}</ds:Transforms>`}<ds:DigestMethod Algorithm="${digestMethod}"></ds:DigestMethod><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`;
}

const xades = "http://uri.etsi.org/01903/v1.3.2#";

export interface TestXades {
  readonly certificate: Uint8Array;
  readonly time?: string;
  readonly target?: string;
  readonly unsigned?: string;
}

/** A XAdES Object and the reference to its signed half. */
export function xadesParts({ certificate, time, target = "#sig", unsigned = "" }: TestXades): {
  object: string;
  reference: TestReference;
} {
  const digest = createHash("sha256").update(certificate).digest("base64");
  const inner = `<xades:SignedSignatureProperties><xades:SigningTime>${time ?? "2027-05-18T08:30:00+07:00"}</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod xmlns:ds="${dsig}" Algorithm="${sha256}"></ds:DigestMethod><ds:DigestValue xmlns:ds="${dsig}">${digest}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties>`;
  const octets = `<xades:SignedProperties xmlns:xades="${xades}" Id="props">${inner}</xades:SignedProperties>`;
  const object = `<ds:Object><xades:QualifyingProperties xmlns:xades="${xades}" Target="${target}"><xades:SignedProperties Id="props">${inner}</xades:SignedProperties>${unsigned}</xades:QualifyingProperties></ds:Object>`;
  const type = "http://uri.etsi.org/01903#SignedProperties";
  return { object, reference: { uri: "#props", octets, type, transforms: [exclusive] } };
}
