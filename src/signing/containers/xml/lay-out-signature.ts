import { hash } from "node:crypto";

import type { JwsAlgorithm } from "../jws/jws-algorithms.ts";
import { requireAlgorithm, type Timestamp } from "../container-signer.ts";
import type { SigningKey } from "../../keys/signing-key.ts";
import {
  type CanonicalForm,
  canonicalXml,
  insertableXml,
  type XmlScope,
} from "../../canonical-xml/making/write-canonical-xml.ts";
import { stampedText, withTimestamp } from "./xades-properties.ts";
import { element, type XmlElement } from "../../canonical-xml/making/xml-element.ts";
import type { XmlProfile } from "./xml-profiles.ts";
import { canonicalizationNames, SHA256, signatureMethodNames, XMLDSIG } from "./xmldsig-names.ts";

/** A key set up to make XML signatures of one profile. */
export interface XmlKey {
  readonly profile: XmlProfile;
  readonly form: CanonicalForm;
  readonly algorithm: JwsAlgorithm;
  readonly sign: SigningKey["sign"];
  readonly chain: SigningKey["chain"];
  readonly timestamp: Timestamp | undefined;
}

/** What a reference of a signature covers. */
export interface Covered {
  /** As it stands in the reference. */
  readonly uri: string;
  readonly transforms: readonly string[];
  readonly mimeType: string;
}

/** Where a signature stands, and what it covers. */
export interface SignaturePlan {
  /** Id of the Signature element. */
  readonly id: string;
  readonly covered: readonly Covered[];
  /** What the place inherits from the document around it. */
  readonly scope: XmlScope;
}

/** The three texts of a signature. Every argument is text that XML writes as it is: Base64, a time. */
export interface SignatureLayout {
  /** The Ids it brings into a document. */
  readonly ids: readonly string[];
  /** What the signature says about itself, in the canonical form that is digested. */
  statement(at: string): Buffer;
  /** SignedInfo in the canonical form that is signed. @param digests one per covered thing, the statement's last */
  signedInfo(digests: readonly string[]): Buffer;
  /** The whole Signature element, as it stands in its place. */
  signature(at: string, digests: readonly string[], value: string): Buffer;
}

/** @throws Fault `key-unreadable` when the key is of a kind the profile does not sign with */
export function createXmlKey(
  key: SigningKey,
  profile: XmlProfile,
  options: { readonly form?: CanonicalForm; readonly timestamp?: Timestamp } = {},
): XmlKey {
  const algorithm = requireAlgorithm(key, profile.name, profile.algorithms);
  return {
    profile,
    form: options.form ?? profile.form,
    algorithm,
    sign: (bytes, form) => key.sign(bytes, form),
    chain: key.chain,
    timestamp: options.timestamp,
  };
}

/** Lays a signature out for its place. */
export function layOut({ profile, form, algorithm, chain }: XmlKey, plan: SignaturePlan): SignatureLayout {
  const { id } = plan;
  const inSignature = within(plan.scope, { "": XMLDSIG });
  const covered = plan.covered.map((one, index) => ({ ...one, id: `${id}-reference-${index + 1}` }));
  const statementOf = (at: string) => profile.statement({ id, at, certificate: chain[0], covered });
  const { signedId, type, namespaces } = statementOf("");
  const inObject = within(inSignature, namespaces);
  const own = { uri: `#${signedId}`, transforms: partTransforms(profile, form), ...(type !== undefined && { type }) };
  const references = [...covered.map((one) => (profile.namesReferences ? one : withoutId(one))), own];
  const keyInfo = element("KeyInfo", {}, element("X509Data", {}, ...profile.x509Data(chain)));

  const signedInfo = (digests: readonly string[]): XmlElement =>
    element(
      "SignedInfo",
      {},
      element("CanonicalizationMethod", { Algorithm: canonicalizationNames[form] }),
      element("SignatureMethod", { Algorithm: signatureMethodNames[algorithm.name] }),
      ...references.map((reference, index) => referenceElement(reference, digests[index] ?? "")),
    );

  return {
    ids: [id, signedId, ...(profile.namesReferences ? covered.map((one) => one.id) : [])],
    statement: (at) => canonicalXml(statementOf(at).signed, form, inObject),
    signedInfo: (digests) => canonicalXml(signedInfo(digests), form, inSignature),
    signature: (at, digests, value) => {
      const children = [signedInfo(digests), element("SignatureValue", {}, value), keyInfo, statementOf(at).object];
      const root = { name: "Signature", namespaces: { "": XMLDSIG }, attributes: { Id: id }, children };
      return insertableXml(root, plan.scope);
    },
  };
}

/** Makes the signature. @param coveredDigests Base64 SHA-256 of each covered thing */
export async function completeSignature(
  { sign, timestamp }: XmlKey,
  layout: SignatureLayout,
  coveredDigests: readonly string[],
  now: Date,
): Promise<Buffer> {
  const at = `${now.toISOString().slice(0, 19)}Z`;
  const digests = [...coveredDigests, hash("sha256", layout.statement(at), "base64")];
  const value = (await sign(layout.signedInfo(digests), "ieee-p1363")).toString("base64");
  const signature = layout.signature(at, digests, value);
  if (timestamp === undefined) return signature;
  const token = await timestamp(hash("sha256", stampedText(value), "buffer"));
  return Buffer.from(withTimestamp(signature.toString(), token));
}

/** The transforms of a reference to a part of the document itself. */
export function partTransforms({ namesTransforms }: XmlProfile, form: CanonicalForm): readonly string[] {
  return namesTransforms || form === "exclusive" ? [canonicalizationNames[form]] : [];
}

interface Reference {
  readonly id?: string;
  readonly uri: string;
  readonly type?: string;
  readonly transforms: readonly string[];
}

function withoutId({ uri, transforms }: Reference): Reference {
  return { uri, transforms };
}

function referenceElement({ id, uri, type, transforms }: Reference, digest: string): XmlElement {
  const list = transforms.map((name) => element("Transform", { Algorithm: name }));
  return element(
    "Reference",
    { ...(id !== undefined && { Id: id }), ...(type !== undefined && { Type: type }), URI: uri },
    ...(list.length === 0 ? [] : [element("Transforms", {}, ...list)]),
    element("DigestMethod", { Algorithm: SHA256 }),
    element("DigestValue", {}, digest),
  );
}

function within({ namespaces, xmlAttributes }: XmlScope, declared: Readonly<Record<string, string>>): XmlScope {
  return { namespaces: new Map([...namespaces, ...Object.entries(declared)]), xmlAttributes };
}
