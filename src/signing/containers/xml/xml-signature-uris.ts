import type { JwsAlgorithmName } from "../../algorithms/jws-algorithms.ts";

/** Namespace of XML Signature (W3C xmldsig-core). */
export const XMLDSIG = "http://www.w3.org/2000/09/xmldsig#";

/** Namespace of XAdES 1.3.2, which ETSI EN 319 132-1 still uses. */
export const XADES = "http://uri.etsi.org/01903/v1.3.2#";

/** Type of a reference to what XAdES adds to a signature (EN 319 132-1, section 4.2.5). */
export const SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties";

/** Transform that leaves the signature itself out of the document it stands in. */
export const ENVELOPED = `${XMLDSIG}enveloped-signature`;

/** Signature methods of the gateway's own keys (RFC 9231, sections 2.3.2 and 2.3.6); ECDSA is r and s side by side, as in JWS. */
export const signatureMethodUris: Readonly<Record<JwsAlgorithmName, string>> = {
  RS256: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  ES256: "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
};
