import { hash } from "node:crypto";

import type { SignedStatement, StatementFacts } from "./signed-statement.ts";
import { element, type XmlElement } from "../../canonical-xml/making/xml-element.ts";
import { SIGNED_PROPERTIES, XADES, XMLDSIG } from "./xml-signature-uris.ts";
import { canonicalFormUris } from "../../canonical-xml/canonical-forms.ts";
import { digests } from "../../algorithms/digests.ts";

/**
 * The signed properties of a XAdES baseline signature (ETSI EN 319 132-1, level B-B): time of signing, digest of the
 * signing certificate, media type of what is signed.
 */
export function signedProperties({ id, at, certificate, referenceId, mimeType }: StatementFacts): SignedStatement {
  const signedId = `${id}-properties`;
  const digest = hash("sha256", certificate.raw, "base64");
  const signed = element(
    "xades:SignedProperties",
    { Id: signedId },
    element(
      "xades:SignedSignatureProperties",
      {},
      element("xades:SigningTime", {}, at),
      element(
        "xades:SigningCertificateV2",
        {},
        element(
          "xades:Cert",
          {},
          element(
            "xades:CertDigest",
            {},
            element("DigestMethod", { Algorithm: digests.sha256.uri }),
            element("DigestValue", {}, digest),
          ),
        ),
      ),
    ),
    element(
      "xades:SignedDataObjectProperties",
      {},
      element(
        "xades:DataObjectFormat",
        { ObjectReference: `#${referenceId}` },
        element("xades:MimeType", {}, mimeType),
      ),
    ),
  );
  const namespaces = { xades: XADES };
  const properties: XmlElement = {
    name: "xades:QualifyingProperties",
    namespaces,
    attributes: { Target: `#${id}` },
    children: [signed],
  };
  return { object: element("Object", {}, properties), signed, signedId, type: SIGNED_PROPERTIES, namespaces };
}

/**
 * Takes a XAdES signature from level B-B to B-T: a time-stamp over the signature value becomes an unsigned property
 * (EN 319 132-1, section 5.3).
 *
 * @param signature as written by this room; nothing is parsed
 * @param token DER of an RFC 3161 token over the digest of {@link stampedText}
 */
export function withTimestamp(signature: string, token: Uint8Array): string {
  const closing = "</xades:QualifyingProperties>";
  const at = signature.lastIndexOf(closing);
  const method = `<CanonicalizationMethod Algorithm="${canonicalFormUris.exclusive}"></CanonicalizationMethod>`;
  const stamp = `<xades:EncapsulatedTimeStamp>${Buffer.from(token).toString("base64")}</xades:EncapsulatedTimeStamp>`;
  const unsigned =
    "<xades:UnsignedProperties><xades:UnsignedSignatureProperties>" +
    `<xades:SignatureTimeStamp>${method}${stamp}</xades:SignatureTimeStamp>` +
    "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>";
  return signature.slice(0, at) + unsigned + signature.slice(at);
}

/** What a signature time-stamp covers: the canonical form of the SignatureValue element (EN 319 132-1, section 5.3). */
export function stampedText(value: string): string {
  return `<SignatureValue xmlns="${XMLDSIG}">${value}</SignatureValue>`;
}
