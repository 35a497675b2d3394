import type { JwsAlgorithmName } from "../jws/jws-algorithms.ts";
import type { CanonicalForm } from "../../canonical-xml/making/write-canonical-xml.ts";

/** Namespace of XML Signature (W3C xmldsig-core). */
export const XMLDSIG = "http://www.w3.org/2000/09/xmldsig#";

/** Namespace of XAdES 1.3.2, which ETSI EN 319 132-1 still uses. */
export const XADES = "http://uri.etsi.org/01903/v1.3.2#";

/** Type of a reference to what XAdES adds to a signature (EN 319 132-1, section 4.2.5). */
export const SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties";

export const SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";

/** Transform that leaves the signature itself out of the document it stands in. */
export const ENVELOPED = `${XMLDSIG}enveloped-signature`;

/** Names of canonical forms, as method and as transform. */
export const canonicalizationNames: Readonly<Record<CanonicalForm, string>> = {
  inclusive: "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
  exclusive: "http://www.w3.org/2001/10/xml-exc-c14n#",
};

/** Names of signature methods (RFC 9231, sections 2.3.2 and 2.3.6); ECDSA is r and s side by side, as in JWS. */
export const signatureMethodNames: Readonly<Record<JwsAlgorithmName, string>> = {
  RS256: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  ES256: "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
};
