import type { X509Certificate } from "node:crypto";

import { canonicalise } from "../../canonical-xml/reading/canonicalise.ts";
import { digestNamed, digestOf } from "../../verify/digests.ts";
import type { VerificationLimits } from "../../verify/policy.ts";
import { Refused, demand } from "../../verify/refused.ts";
import { canonicalisationOf } from "./signed-info.ts";
import type { SignedTarget } from "./signed-targets.ts";
import type { Sealed } from "../../verify/sealed.ts";
import { signingTimeOf } from "../../verify/signing-time.ts";
import { xadesNamespace } from "./xades-namespace.ts";
import { childNamed, dsigNamespace, onlyBase64 } from "../../canonical-xml/reading/xml-children.ts";
import { readXml } from "../../canonical-xml/reading/read-xml.ts";
import type { XmlSignature } from "./read-signature.ts";
import { attributeOf, type XmlElement } from "../../canonical-xml/reading/xml-tree.ts";

const signedPropertiesType = "http://uri.etsi.org/01903#SignedProperties";

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
  readonly timestamp: Sealed["timestamp"];
}

/**
 * Reads the XAdES properties from the octets that were signed: they belong to this signature, name its certificate by
 * digest, and say when it was made.
 *
 * @returns undefined where the signature is no XAdES
 * @throws Refused `properties-unsigned`, `signing-certificate-missing`, `signing-certificate-mismatch`, `time-missing`,
 * `time-malformed`, `timestamp-invalid`
 */
export function readXades(options: XadesOptions): Xades | undefined {
  const { signature, targets, limits } = options;
  const found = signature.objects.flatMap((object) =>
    object.children.filter(
      (child) =>
        child.kind === "element" && child.local === "QualifyingProperties" && child.namespace === xadesNamespace,
    ),
  );
  const typed = targets.filter(({ reference }) => reference.type === signedPropertiesType);
  const [qualifying, another] = found;
  if (qualifying === undefined && typed.length === 0) return undefined;
  demand(qualifying?.kind === "element" && another === undefined, "properties-unsigned");
  // It says which signature it is about, so that it cannot be lent to another.
  demand(
    signature.id !== undefined && attributeOf(qualifying, "Target") === `#${signature.id}`,
    "properties-unsigned",
    "Target",
  );

  const [target] = typed;
  const properties = childNamed(qualifying, "SignedProperties", xadesNamespace);
  const isSigned = properties !== undefined && typed.length === 1 && target?.element === properties;
  if (!isSigned) throw new Refused("properties-unsigned", signedPropertiesType);
  const signedRoot = readXml(target.content.bytes, limits).root;
  const own = childNamed(signedRoot, "SignedSignatureProperties", xadesNamespace);
  if (own === undefined) throw new Refused("signing-certificate-missing");
  requireNamedCertificate(own, options);
  const time = childNamed(own, "SigningTime", xadesNamespace);
  if (time === undefined) throw new Refused("time-missing");
  return { signedAt: signingTimeOf(time), timestamp: timestampIn(qualifying, options) };
}

/** Without this, a certificate with the same key and other rights could be put in place of the signer's. */
function requireNamedCertificate(own: XmlElement, { certificate, allowSha1 }: XadesOptions): void {
  const list =
    childNamed(own, "SigningCertificateV2", xadesNamespace) ?? childNamed(own, "SigningCertificate", xadesNamespace);
  if (list === undefined) throw new Refused("signing-certificate-missing");
  // The first names the signer; others may name the CAs above it (EN 319 132-1, section 5.2.2).
  const [first] = list.children.filter((child) => child.kind === "element");
  const digest = first && childNamed(first, "CertDigest", xadesNamespace);
  const method = digest && childNamed(digest, "DigestMethod", dsigNamespace);
  const value = digest && childNamed(digest, "DigestValue", dsigNamespace);
  if (method === undefined || value === undefined) throw new Refused("signing-certificate-missing");
  const uri = attributeOf(method, "Algorithm") ?? "";
  const name = digestNamed(uri, allowSha1);
  if (name === undefined) throw new Refused("digest-refused", uri);
  demand(digestOf(name, certificate.raw).equals(onlyBase64(value)), "signing-certificate-mismatch");
}

function timestampIn(qualifying: XmlElement, { signature, limits }: XadesOptions): Sealed["timestamp"] {
  const unsigned = childNamed(qualifying, "UnsignedProperties", xadesNamespace);
  const own = unsigned && childNamed(unsigned, "UnsignedSignatureProperties", xadesNamespace);
  const stamps = own?.children.filter(
    (child) => child.kind === "element" && child.local === "SignatureTimeStamp" && child.namespace === xadesNamespace,
  );
  const [stamp, another] = stamps ?? [];
  if (stamp?.kind !== "element") return undefined;
  demand(another === undefined, "timestamp-invalid", "several");
  const encapsulated = childNamed(stamp, "EncapsulatedTimeStamp", xadesNamespace);
  if (encapsulated === undefined) throw new Refused("timestamp-invalid");
  const form = canonicalisationOf(childNamed(stamp, "CanonicalizationMethod", dsigNamespace));
  const over = canonicalise(signature.signatureValue, { ...form, limit: limits.canonicalBytes });
  return { token: onlyBase64(encapsulated), over };
}
