import type { X509Certificate } from "node:crypto";

import { element, type XmlElement } from "../../canonical-xml/making/xml-element.ts";

/** What a signature says about itself, and signs. */
export interface SignedStatement {
  /** Stands in the signature. */
  readonly object: XmlElement;
  /** The element in it that a reference covers; the object itself, or one below. */
  readonly signed: XmlElement;
  readonly signedId: string;
  readonly type?: string;
  /** Namespaces that elements between the object and `signed`, both included, declare. */
  readonly namespaces: Readonly<Record<string, string>>;
}

/** What a statement is made from. */
export interface StatementFacts {
  /** Id of the signature. */
  readonly id: string;
  /** Time of signing, `2027-05-18T01:30:15Z`. */
  readonly at: string;
  readonly certificate: X509Certificate;
  /** Id of the reference to what the signature covers. */
  readonly referenceId: string;
  /** Media type of what it refers to. */
  readonly mimeType: string;
}

/** Namespace of SigningTime in signed Vietnamese files, as observed; SignatureProperty takes none from XML Signature's. */
const SIGNING_TIME = "http://example.org/#signatureProperties";

/** The time of signing as a signature property (xmldsig-core, section 5.2). */
export function signingTime({ id, at }: StatementFacts): SignedStatement {
  const signedId = `${id}-time`;
  const time: XmlElement = { name: "SigningTime", namespaces: { "": SIGNING_TIME }, children: [at] };
  const property = element("SignatureProperty", { Target: `#${id}` }, time);
  const object = element("Object", { Id: signedId }, element("SignatureProperties", {}, property));
  return { object, signed: object, signedId, namespaces: {} };
}
