import type { X509Certificate } from "node:crypto";

import type { VerificationLimits, VerificationPolicy } from "../verification-policy.ts";
import { SignatureRefused, demand } from "../../refusals/refusal.ts";
import { ChildReader, onlyBase64 } from "./strict-children.ts";
import { attributeValue, elementsIn, type ParsedElement } from "../../canonical-xml/reading/parsed-xml.ts";
import { XMLDSIG } from "./xml-signature-uris.ts";
import { readCertificates } from "../read-certificates.ts";

/** A Signature element taken apart; nothing in it is trusted yet. */
export interface XmlSignature {
  readonly element: ParsedElement;
  readonly id: string | undefined;
  readonly signedInfo: ParsedElement;
  readonly signatureValue: ParsedElement;
  readonly keyInfo: ParsedElement;
  readonly objects: readonly ParsedElement[];
}

/**
 * The signature to verify. Several in one document are never guessed among: the policy names one.
 *
 * @throws SignatureRefused `signature-missing`, `signature-several`, `signature-malformed`
 */
export function findSignature(root: ParsedElement, wanted: VerificationPolicy["signature"]): XmlSignature {
  const all = [...elementsIn(root)].filter(({ local, namespace }) => local === "Signature" && namespace === XMLDSIG);
  demand(all.length > 0, "signature-missing");
  if (wanted === undefined) {
    demand(all.length === 1, "signature-several", `${all.length}`);
    return takeApart(all[0]);
  }
  if (typeof wanted === "number") return takeApart(all[wanted]);
  const named = all.filter((element) => attributeValue(element, "Id") === wanted);
  demand(named.length < 2, "id-duplicate", wanted);
  return takeApart(named[0]);
}

function takeApart(element: ParsedElement | undefined): XmlSignature {
  if (element === undefined) throw new SignatureRefused("signature-missing");
  const reader = new ChildReader(element);
  const signedInfo = reader.take("SignedInfo");
  const signatureValue = reader.take("SignatureValue");
  const keyInfo = reader.maybe("KeyInfo");
  const objects = reader.all("Object");
  reader.end();
  if (keyInfo === undefined) throw new SignatureRefused("certificate-missing");
  // Canonical forms drop comments, so that they could hide what is signed from other readers, never from this one.
  for (const { children } of elementsIn(signedInfo)) {
    demand(!children.some(({ kind }) => kind === "comment"), "signature-malformed", "a comment in SignedInfo");
  }
  return { element, id: attributeValue(element, "Id"), signedInfo, signatureValue, keyInfo, objects };
}

/**
 * The certificates in KeyInfo. Everything else there (a bare key, a name, a link to fetch) is not read: only a
 * certificate can lead to an anchor.
 *
 * @throws SignatureRefused `certificate-missing`, `certificate-unreadable`, `certificate-ambiguous`, `too-many-certificates`
 */
export function certificatesIn(keyInfo: ParsedElement, limits: VerificationLimits): CertificateChoice {
  const encoded = [...elementsIn(keyInfo)].filter(
    ({ local, namespace, parent }) =>
      local === "X509Certificate" && namespace === XMLDSIG && parent?.local === "X509Data" && parent.parent === keyInfo,
  );
  return chooseCertificate(encoded.map(onlyBase64), limits);
}

interface CertificateChoice {
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
  if (certificate === undefined || leaves.length > 1)
    throw new SignatureRefused("certificate-ambiguous", `${leaves.length}`);
  return { certificate, bag: distinct.filter((one) => one !== certificate) };
}
