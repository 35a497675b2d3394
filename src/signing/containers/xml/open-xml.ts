import type { Canonicalisation } from "../../canonical-xml/reading/canonicalise.ts";
import { followReferences } from "./signed-targets.ts";
import { limitsOf, type VerificationPolicy } from "../../verify/policy.ts";
import { demand } from "../../verify/refused.ts";
import type { Sealed } from "../../verify/sealed.ts";
import { algorithmName, isSignedBy, requireFittingKey } from "../../verify/signature-algorithms.ts";
import { readSignedInfo } from "./signed-info.ts";
import { requireRightPlaces } from "./signed-places.ts";
import { signingTimeIn } from "../../verify/signing-time.ts";
import { readXades } from "./read-xades.ts";
import { onlyBase64 } from "../../canonical-xml/reading/xml-children.ts";
import { readXml } from "../../canonical-xml/reading/read-xml.ts";
import { certificatesIn, findSignature, type XmlSignature } from "./read-signature.ts";
import { elementsIn, isWithin } from "../../canonical-xml/reading/xml-tree.ts";

/** XML with a signature in it, or a signature alone. */
export interface XmlInput {
  readonly document: Uint8Array;
  /** The bytes behind references that lead out of the document, by URI. Each must be signed. */
  readonly detached?: ReadonlyMap<string, Uint8Array> | undefined;
}

export type XmlProfile = "xmldsig" | "vn" | "xades";

/** What one profile of XML signatures demands beyond what every one must keep. What is there is always checked. */
export interface XmlRules {
  readonly xades: "required" | "optional";
  readonly signingTime: "required" | "optional";
}

const noDetached: ReadonlyMap<string, Uint8Array> = new Map();

/**
 * Opens an XML signature (XML-Signature 1.1, core validation): the signature over SignedInfo first, then the digest of
 * each reference, then where the signed elements stand.
 *
 * @throws Refused
 */
export function openXml(
  { document: bytes, detached = noDetached }: XmlInput,
  rules: XmlRules,
  policy: VerificationPolicy,
): Sealed & { readonly profile: XmlProfile } {
  const limits = limitsOf(policy);
  const allowSha1 = policy.allowSha1 ?? false;
  const document = readXml(bytes, limits);
  const signature = findSignature(document.root, policy.signature);
  const { octets, algorithm, references, form } = readSignedInfo(signature.signedInfo, { limits, allowSha1 });
  const { certificate, bag } = certificatesIn(signature.keyInfo, limits);
  requireFittingKey(algorithm, certificate.publicKey);
  const value = { bytes: octets, signature: onlyBase64(signature.signatureValue), ecdsa: "ieee-p1363" as const };
  demand(isSignedBy(algorithm, certificate.publicKey, value), "signature-mismatch");

  const targets = followReferences(references, { document, signature: signature.element, detached, limits });
  const { expectedElements } = policy;
  const content = requireRightPlaces({ document, signature, targets, detached, expectedElements });
  const xades = readXades({ signature, targets, certificate, allowSha1, limits });
  demand(xades !== undefined || rules.xades === "optional", "properties-unsigned");
  const signedAt = xades === undefined ? signedTime() : xades.signedAt;
  demand(signedAt !== undefined || rules.signingTime === "optional", "time-missing");
  return {
    certificate,
    bag,
    algorithm: algorithmName(algorithm),
    signedAt,
    signed: content.map((target) => target.content),
    timestamp: xades?.timestamp,
    profile: xades === undefined ? (looksVietnamese(form, signature) ? "vn" : "xmldsig") : "xades",
  };

  /** Outside of XAdES: a SigningTime among the signed properties, read from their octets. */
  function signedTime(): Date | undefined {
    const properties = targets.filter(
      ({ element }) => element !== undefined && !content.some((one) => one.element === element),
    );
    const objects = properties.filter(({ element }) =>
      signature.objects.some((object) => element && isWithin(element, object)),
    );
    return signingTimeIn(objects.map(({ content: { bytes } }) => readXml(bytes, limits).root));
  }
}

/** A name for reports: the tax authority's profile shows in the subject's name and inclusive canonical forms. */
function looksVietnamese(form: Canonicalisation["form"], { keyInfo }: XmlSignature): boolean {
  return form === "inclusive" && [...elementsIn(keyInfo)].some(({ local }) => local === "X509SubjectName");
}
