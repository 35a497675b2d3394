import { X509Certificate } from "node:crypto";

import type { VerificationLimits, VerificationPolicy } from "../../verify/policy.ts";
import { Refused, demand } from "../../verify/refused.ts";
import { ChildReader, dsigNamespace, onlyBase64 } from "../../canonical-xml/reading/xml-children.ts";
import { attributeOf, elementsIn, type XmlElement } from "../../canonical-xml/reading/xml-tree.ts";

/** A Signature element taken apart; nothing in it is trusted yet. */
export interface XmlSignature {
  readonly element: XmlElement;
  readonly id: string | undefined;
  readonly signedInfo: XmlElement;
  readonly signatureValue: XmlElement;
  readonly keyInfo: XmlElement;
  readonly objects: readonly XmlElement[];
}

/**
 * The signature to verify. Several in one document are never guessed among: the policy names one.
 *
 * @throws Refused `signature-missing`, `signature-several`, `signature-malformed`
 */
export function findSignature(root: XmlElement, wanted: VerificationPolicy["signature"]): XmlSignature {
  const all = [...elementsIn(root)].filter(
    ({ local, namespace }) => local === "Signature" && namespace === dsigNamespace,
  );
  demand(all.length > 0, "signature-missing");
  if (wanted === undefined) {
    demand(all.length === 1, "signature-several", `${all.length}`);
    return takeApart(all[0]);
  }
  if (typeof wanted === "number") return takeApart(all[wanted]);
  const named = all.filter((element) => attributeOf(element, "Id") === wanted);
  demand(named.length < 2, "id-duplicate", wanted);
  return takeApart(named[0]);
}

function takeApart(element: XmlElement | undefined): XmlSignature {
  if (element === undefined) throw new Refused("signature-missing");
  const reader = new ChildReader(element);
  const signedInfo = reader.take("SignedInfo");
  const signatureValue = reader.take("SignatureValue");
  const keyInfo = reader.maybe("KeyInfo");
  const objects = reader.all("Object");
  reader.end();
  if (keyInfo === undefined) throw new Refused("certificate-missing");
  // Canonical forms drop comments, so that they could hide what is signed from other readers, never from this one.
  for (const { children } of elementsIn(signedInfo)) {
    demand(!children.some(({ kind }) => kind === "comment"), "signature-malformed", "a comment in SignedInfo");
  }
  return { element, id: attributeOf(element, "Id"), signedInfo, signatureValue, keyInfo, objects };
}

/**
 * The certificates in KeyInfo. Everything else there (a bare key, a name, a link to fetch) is not read: only a
 * certificate can lead to an anchor.
 *
 * @throws Refused `certificate-missing`, `certificate-unreadable`, `certificate-ambiguous`, `too-many-certificates`
 */
export function certificatesIn(keyInfo: XmlElement, limits: VerificationLimits): CertificateChoice {
  const encoded = [...elementsIn(keyInfo)].filter(
    ({ local, namespace, parent }) =>
      local === "X509Certificate" &&
      namespace === dsigNamespace &&
      parent?.local === "X509Data" &&
      parent.parent === keyInfo,
  );
  return chooseCertificate(encoded.map(onlyBase64), limits);
}

export interface CertificateChoice {
  readonly certificate: X509Certificate;
  readonly bag: readonly X509Certificate[];
}

/** The signing certificate is the one that issued none of the others; XML-Signature gives them no order. */
function chooseCertificate(encoded: readonly Uint8Array[], limits: VerificationLimits): CertificateChoice {
  demand(encoded.length > 0, "certificate-missing");
  const bag = readCertificates(encoded, limits);
  const distinct = bag.filter((one, index) => bag.findIndex((other) => other.raw.equals(one.raw)) === index);
  const leaves = distinct.filter((one) => !distinct.some((other) => other !== one && other.checkIssued(one)));
  const [certificate] = leaves;
  if (certificate === undefined || leaves.length > 1) throw new Refused("certificate-ambiguous", `${leaves.length}`);
  return { certificate, bag: distinct.filter((one) => one !== certificate) };
}

/** @throws Refused `certificate-unreadable`, `too-many-certificates` */
export function readCertificates(encoded: readonly Uint8Array[], limits: VerificationLimits): X509Certificate[] {
  demand(encoded.length <= limits.certificates, "too-many-certificates", `${encoded.length}`);
  return encoded.map((der) => {
    try {
      const certificate = new X509Certificate(der);
      // node:crypto reads PEM as well, and passes over what follows; asking for the key throws where its kind is unknown.
      if (certificate.raw.equals(der) && certificate.publicKey.type === "public") return certificate;
    } catch {
      // Not a certificate that can be used: refused below.
    }
    throw new Refused("certificate-unreadable");
  });
}
