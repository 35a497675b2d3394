import { hash } from "node:crypto";

import { requireInForce } from "../../trust/certificate.ts";
import type { Timestamp } from "../container-signer.ts";
import type { SigningKey } from "../../keys/signing-key.ts";
import {
  apexStartTag,
  type CanonicalForm,
  canonicalXml,
  type Place,
  type WrittenXml,
  writeXml,
} from "../../canonical-xml/making/write-canonical-xml.ts";
import { rememberLayouts, signatureWidth } from "./precomputed-layout.ts";
import { elementsById, type XmlElement } from "../../canonical-xml/making/xml-element.ts";
import { type XmlProfileName, xmlProfiles } from "./xml-profiles.ts";
import { completeSignature, type Covered, createXmlKey, partTransforms, type XmlKey } from "./lay-out-signature.ts";
import { unwritable } from "../../canonical-xml/making/xml-text.ts";
import { canonicalizationNames, ENVELOPED } from "./xmldsig-names.ts";

/** A document to sign. */
export interface XmlToSign {
  readonly root: XmlElement;
  /** `Id`s of the elements to sign. Absent: the whole document, with an enveloped signature. */
  readonly ids?: readonly [string, ...string[]];
  /** Element of the document that gets the signature as its last child, outside what is signed by `Id`; default the root. */
  readonly into?: XmlElement;
  /** Id of the Signature element, default `signature`; a document with several needs several. */
  readonly id?: string;
}

/** Signs XML documents. */
export interface XmlSigner {
  /**
   * The signed document, UTF-8 in canonical form without an XML declaration.
   *
   * @throws Fault `xml-unwritable` for a document XML cannot carry, an Id that is missing or not unique, or a place for
   * the signature inside what is signed; `certificate-outside-dates`
   */
  sign(document: XmlToSign, now: Date): Promise<Buffer>;
}

export interface XmlSignerOptions {
  readonly profile: XmlProfileName;
  /** Canonical form, where the profile's own is not wanted. */
  readonly form?: CanonicalForm;
  /** Makes a `xades` signature level B-T. */
  readonly timestamp?: Timestamp;
}

/**
 * A signer of XML documents. The document is written once, in canonical form, so that what is digested is what is sent.
 *
 * @example
 * const signer = createXmlSigner(key, { profile: "vn" });
 * const bytes = await signer.sign({ root, ids: ["HS-1"], into: signatures }, now);
 *
 * @throws Fault `key-unreadable` when the profile does not sign with this kind of key
 */
export function createXmlSigner(signingKey: SigningKey, { profile, ...options }: XmlSignerOptions): XmlSigner {
  const key = createXmlKey(signingKey, xmlProfiles[profile], options);
  const layOut = rememberLayouts(key, signatureWidth(signingKey));
  return {
    async sign({ root, ids, into = root, id = "signature" }, now) {
      requireInForce(signingKey.chain[0], now, signingKey.path);
      const parts = ids === undefined ? [] : requireElements(root, ids);
      const written = writeXml(root, [into, ...parts.map(({ part }) => part)], id);
      const place = placeOf(written, into);

      const covered = ids === undefined ? [wholeDocument(key)] : ids.map((one) => partOfDocument(key, one));
      const layout = layOut({ id, covered, scope: place.inside });
      for (const own of layout.ids) if (written.ids.has(own)) throw unwritable(`Id="${own}"`);
      const digests =
        ids === undefined
          ? [sha256(documentBytes(root, key.form, written))]
          : parts.map(({ part, partId }) => {
              const partPlace = placeOf(written, part);
              if (partPlace.start < place.contentEnd && place.contentEnd < partPlace.end)
                throw unwritable(`#${partId}`);
              return sha256(partBytes(part, key.form, written, partPlace));
            });
      const signature = await completeSignature(key, layout, digests, now);
      return Buffer.concat([
        written.bytes.subarray(0, place.contentEnd),
        signature,
        written.bytes.subarray(place.contentEnd),
      ]);
    },
  };
}

function wholeDocument({ profile, form }: XmlKey): Covered {
  const named = profile.namesTransforms || form === "exclusive";
  const transforms = named ? [ENVELOPED, canonicalizationNames[form]] : [ENVELOPED];
  return { uri: "", transforms, mimeType: "text/xml" };
}

function partOfDocument({ profile, form }: XmlKey, id: string): Covered {
  return { uri: `#${id}`, transforms: partTransforms(profile, form), mimeType: "text/xml" };
}

function documentBytes(
  root: XmlElement,
  form: CanonicalForm,
  { bytes, hasComments, hasSpareDeclarations }: WrittenXml,
): Buffer {
  return hasComments || (form === "exclusive" && hasSpareDeclarations) ? canonicalXml(root, form) : bytes;
}

function partBytes(part: XmlElement, form: CanonicalForm, { bytes, hasComments }: WrittenXml, place: Place): Buffer {
  if (hasComments || form === "exclusive") return canonicalXml(part, form, place.outside);
  return Buffer.concat([apexStartTag(part, place.outside), bytes.subarray(place.startTagEnd, place.end)]);
}

function sha256(bytes: Buffer): string {
  return hash("sha256", bytes, "base64");
}

function requireElements(root: XmlElement, ids: readonly string[]): { part: XmlElement; partId: string }[] {
  const known = elementsById(root);
  return ids.map((partId) => {
    const [part, another] = known.get(partId) ?? [];
    if (part === undefined || another !== undefined || !/^[\w.-]+$/.test(partId)) throw unwritable(`Id="${partId}"`);
    return { part, partId };
  });
}

function placeOf({ places }: WrittenXml, element: XmlElement): Place {
  const place = places.get(element);
  if (place === undefined) throw unwritable(`${element.name} outside the document`);
  return place;
}
