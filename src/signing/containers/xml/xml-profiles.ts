import type { X509Certificate } from "node:crypto";

import { subjectOf } from "../../trust/certificate.ts";
import type { JwsAlgorithmName } from "../../algorithms/jws-algorithms.ts";
import { chainToSend } from "../container-signer.ts";
import type { SigningKey } from "../../keys/signing-key.ts";
import type { WrittenForm } from "../../canonical-xml/making/write-canonical-xml.ts";
import { type SignedStatement, signingTime, type StatementFacts } from "./signed-statement.ts";
import { signedProperties } from "./xades-properties.ts";
import { element, type XmlElement } from "../../canonical-xml/making/xml-element.ts";

/** A way of laying out XML signatures. */
export type XmlProfileName = "xmldsig" | "vn" | "xades";

/** The choices of a profile. */
export interface XmlProfile {
  readonly name: XmlProfileName;
  readonly algorithms: readonly JwsAlgorithmName[];
  /** Canonical form of SignedInfo and of the statement. */
  readonly form: WrittenForm;
  /** The reference to the statement names its canonical form; otherwise it is C14N 1.0 by default (xmldsig-core, 4.4.3.2). */
  readonly namesTransforms: boolean;
  /** The reference to what is signed has an Id. */
  readonly namesReferences: boolean;
  /** Content of X509Data. */
  readonly x509Data: (chain: SigningKey["chain"]) => readonly XmlElement[];
  readonly statement: (facts: StatementFacts) => SignedStatement;
}

const certificateElement = (certificate: X509Certificate): XmlElement =>
  element("X509Certificate", {}, certificate.raw.toString("base64"));
const certificateChain = (chain: SigningKey["chain"]): readonly XmlElement[] =>
  chainToSend(chain).map(certificateElement);

/**
 * Every XML profile. `vn` is the profile of signed files of the Vietnamese tax authority, as observed: inclusive C14N
 * 1.0, rsa-sha256, references without transforms, subject name and one certificate, the time in SignatureProperties.
 */
export const xmlProfiles: Readonly<Record<XmlProfileName, XmlProfile>> = {
  xmldsig: {
    name: "xmldsig",
    algorithms: ["RS256", "ES256"],
    form: "exclusive",
    namesTransforms: true,
    namesReferences: false,
    x509Data: certificateChain,
    statement: signingTime,
  },
  vn: {
    name: "vn",
    algorithms: ["RS256"],
    form: "inclusive",
    namesTransforms: false,
    namesReferences: false,
    x509Data: ([leaf]) => [element("X509SubjectName", {}, subjectOf(leaf)), certificateElement(leaf)],
    statement: signingTime,
  },
  xades: {
    name: "xades",
    algorithms: ["RS256", "ES256"],
    form: "exclusive",
    namesTransforms: true,
    namesReferences: true,
    x509Data: certificateChain,
    statement: signedProperties,
  },
};
