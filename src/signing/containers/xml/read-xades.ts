import type { X509Certificate } from "node:crypto";

import { canonicalise } from "../../canonical-xml/reading/canonicalise.ts";
import { digestNamed, digestOf } from "../../algorithms/digests.ts";
import type { VerificationLimits } from "../verification-policy.ts";
import { SignatureRefused, demand } from "../../refusals/refusal.ts";
import { canonicalisationOf } from "./signed-info.ts";
import type { SignedTarget } from "./signed-targets.ts";
import type { OpenedSignature } from "../opened-signature.ts";
import { signingTimeOf } from "./signing-time.ts";
import { childNamed, onlyBase64 } from "./strict-children.ts";
import { parseXml } from "../../canonical-xml/reading/parse-xml.ts";
import type { XmlSignature } from "./read-signature.ts";
import { attributeValue, type ParsedElement } from "../../canonical-xml/reading/parsed-xml.ts";
import { SIGNED_PROPERTIES, XADES, XMLDSIG } from "./xml-signature-uris.ts";

interface XadesOptions {
  readonly signature: XmlSignature;
  readonly targets: readonly SignedTarget[];
  readonly certificate: X509Certificate;
  readonly allowSha1: boolean;
  readonly limits: VerificationLimits;
}

/** What XAdES adds (ETSI EN 319 132-1, baseline B-B and B-T). */
interface Xades {
  readonly signedAt: Date;
  readonly timestamp: OpenedSignature["timestamp"];
}

/**
 * Reads the XAdES properties from the octets that were signed: they belong to this signature, name its certificate by
 * digest, and say when it was made.
 *
 * @returns undefined where the signature is no XAdES
 * @throws SignatureRefused `properties-unsigned`, `signing-certificate-missing`, `signing-certificate-mismatch`, `time-missing`,
 * `time-malformed`, `timestamp-invalid`
 */
export function readXades(options: XadesOptions): Xades | undefined {
  const { signature, targets, limits } = options;
  const found = signature.objects.flatMap((object) =>
    object.children.filter(
      (child) => child.kind === "element" && child.local === "QualifyingProperties" && child.namespace === XADES,
    ),
  );
  const typed = targets.filter(({ reference }) => reference.type === SIGNED_PROPERTIES);
  const [qualifying, another] = found;
  if (qualifying === undefined && typed.length === 0) return undefined;
  demand(qualifying?.kind === "element" && another === undefined, "properties-unsigned");
  // It says which signature it is about, so that it cannot be lent to another.
  demand(
    signature.id !== undefined && attributeValue(qualifying, "Target") === `#${signature.id}`,
    "properties-unsigned",
    "Target",
  );

  const [target] = typed;
  const properties = childNamed(qualifying, "SignedProperties", XADES);
  const isSigned = properties !== undefined && typed.length === 1 && target?.element === properties;
  if (!isSigned) throw new SignatureRefused("properties-unsigned", SIGNED_PROPERTIES);
  const signedRoot = parseXml(target.content.bytes, limits).root;
  const own = childNamed(signedRoot, "SignedSignatureProperties", XADES);
  if (own === undefined) throw new SignatureRefused("signing-certificate-missing");
  requireNamedCertificate(own, options);
  const time = childNamed(own, "SigningTime", XADES);
  if (time === undefined) throw new SignatureRefused("time-missing");
  return { signedAt: signingTimeOf(time), timestamp: timestampIn(qualifying, options) };
}

/** Without this, a certificate with the same key and other rights could be put in place of the signer's. */
function requireNamedCertificate(own: ParsedElement, { certificate, allowSha1 }: XadesOptions): void {
  const list = childNamed(own, "SigningCertificateV2", XADES) ?? childNamed(own, "SigningCertificate", XADES);
  if (list === undefined) throw new SignatureRefused("signing-certificate-missing");
  // The first names the signer; others may name the CAs above it (EN 319 132-1, section 5.2.2).
  const [first] = list.children.filter((child) => child.kind === "element");
  const digest = first && childNamed(first, "CertDigest", XADES);
  const method = digest && childNamed(digest, "DigestMethod", XMLDSIG);
  const value = digest && childNamed(digest, "DigestValue", XMLDSIG);
  if (method === undefined || value === undefined) throw new SignatureRefused("signing-certificate-missing");
  const uri = attributeValue(method, "Algorithm") ?? "";
  const name = digestNamed(uri, allowSha1);
  if (name === undefined) throw new SignatureRefused("digest-refused", uri);
  demand(digestOf(name, certificate.raw).equals(onlyBase64(value)), "signing-certificate-mismatch");
}

function timestampIn(qualifying: ParsedElement, { signature, limits }: XadesOptions): OpenedSignature["timestamp"] {
  const unsigned = childNamed(qualifying, "UnsignedProperties", XADES);
  const own = unsigned && childNamed(unsigned, "UnsignedSignatureProperties", XADES);
  const stamps = own?.children.filter(
    (child) => child.kind === "element" && child.local === "SignatureTimeStamp" && child.namespace === XADES,
  );
  const [stamp, another] = stamps ?? [];
  if (stamp?.kind !== "element") return undefined;
  demand(another === undefined, "timestamp-invalid", "several");
  const encapsulated = childNamed(stamp, "EncapsulatedTimeStamp", XADES);
  if (encapsulated === undefined) throw new SignatureRefused("timestamp-invalid");
  const form = canonicalisationOf(childNamed(stamp, "CanonicalizationMethod", XMLDSIG));
  const over = canonicalise(signature.signatureValue, { ...form, limit: limits.canonicalBytes });
  return { token: onlyBase64(encapsulated), over };
}
