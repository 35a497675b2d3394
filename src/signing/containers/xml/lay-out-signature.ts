import { hash } from "node:crypto";

import type { JwsAlgorithm } from "../../algorithms/jws-algorithms.ts";
import { requireAlgorithm, type TimestampTokenSource } from "../container-signer.ts";
import type { SigningKey } from "../../keys/signing-key.ts";
import { scopeWithin, writeCanonicalXml } from "../../canonical-xml/making/write-canonical-xml.ts";
import { stampedText, withTimestamp } from "./xades-properties.ts";
import { element, type XmlElement } from "../../canonical-xml/making/xml-element.ts";
import type { XmlProfile } from "./xml-profiles.ts";
import { signatureMethodUris, XMLDSIG } from "./xml-signature-uris.ts";
import { canonicalFormUris } from "../../canonical-xml/canonical-forms.ts";
import { digests } from "../../algorithms/digests.ts";

/** A key set up to make XML signatures of one profile. */
export interface XmlKey {
  readonly profile: XmlProfile;
  readonly algorithm: JwsAlgorithm;
  readonly sign: SigningKey["sign"];
  readonly chain: SigningKey["chain"];
  readonly timestamp: TimestampTokenSource | undefined;
}

/** The octets beside a signature that it covers. They are digested as they are. */
export interface DetachedOctets {
  readonly uri: string;
  readonly mimeType: string;
}

/** The three texts of a signature. Every argument is text that XML writes as it is: Base64, a time. */
export interface SignatureLayout {
  /** What the signature says about itself, in the canonical form that is digested. */
  statement(at: string): Buffer;
  /** SignedInfo in the canonical form that is signed. */
  signedInfo(digests: SignedDigests): Buffer;
  /** The whole Signature element, a document of its own. */
  signature(at: string, digests: SignedDigests, value: string): Buffer;
}

/** Base64 SHA-256 of what a signature covers. */
export type SignedDigests = readonly [octets: string, statement: string];

/** Id of the Signature element, with which those of its parts begin. */
const SIGNATURE_ID = "signature";

/** @throws Fault `key-unreadable` when the key is of a kind the profile does not sign with */
export function createXmlKey(
  key: SigningKey,
  profile: XmlProfile,
  { timestamp }: { readonly timestamp?: TimestampTokenSource } = {},
): XmlKey {
  const algorithm = requireAlgorithm(key, profile.name, profile.algorithms);
  return { profile, algorithm, sign: (bytes, form) => key.sign(bytes, form), chain: key.chain, timestamp };
}

/** Lays out the signatures of a key over octets beside them. */
export function layOut({ profile, algorithm, chain }: XmlKey, { uri, mimeType }: DetachedOctets): SignatureLayout {
  const { form } = profile;
  const id = SIGNATURE_ID;
  const referenceId = `${id}-reference-1`;
  const statementOf = (at: string) => profile.statement({ id, at, certificate: chain[0], referenceId, mimeType });
  const { signedId, type, namespaces } = statementOf("");
  const inSignature = scopeWithin(new Map(), { "": XMLDSIG });
  const inObject = scopeWithin(inSignature, namespaces);
  const transforms = profile.namesTransforms ? [canonicalFormUris[form]] : [];
  const keyInfo = element("KeyInfo", {}, element("X509Data", {}, ...profile.x509Data(chain)));

  const signedInfo = ([octets, statement]: SignedDigests): XmlElement =>
    element(
      "SignedInfo",
      {},
      element("CanonicalizationMethod", { Algorithm: canonicalFormUris[form] }),
      element("SignatureMethod", { Algorithm: signatureMethodUris[algorithm.name] }),
      referenceElement({ ...(profile.namesReferences && { Id: referenceId }), URI: uri }, [], octets),
      referenceElement({ ...(type !== undefined && { Type: type }), URI: `#${signedId}` }, transforms, statement),
    );

  return {
    statement: (at) => writeCanonicalXml(statementOf(at).signed, form, inObject),
    signedInfo: (both) => writeCanonicalXml(signedInfo(both), form, inSignature),
    signature: (at, both, value) => {
      const children = [signedInfo(both), element("SignatureValue", {}, value), keyInfo, statementOf(at).object];
      const root = { name: "Signature", namespaces: { "": XMLDSIG }, attributes: { Id: id }, children };
      return writeCanonicalXml(root, "inclusive");
    },
  };
}

/** Makes the signature. @param octetsDigest Base64 SHA-256 of the octets beside it */
export async function completeSignature(
  { sign, timestamp }: XmlKey,
  layout: SignatureLayout,
  octetsDigest: string,
  now: Date,
): Promise<Buffer> {
  const at = `${now.toISOString().slice(0, 19)}Z`;
  const both: SignedDigests = [octetsDigest, hash("sha256", layout.statement(at), "base64")];
  const value = (await sign(layout.signedInfo(both), "ieee-p1363")).toString("base64");
  const signature = layout.signature(at, both, value);
  if (timestamp === undefined) return signature;
  const token = await timestamp(hash("sha256", stampedText(value), "buffer"));
  return Buffer.from(withTimestamp(signature.toString(), token));
}

function referenceElement(
  attributes: Readonly<Record<string, string>>,
  transforms: readonly string[],
  digest: string,
): XmlElement {
  const list = transforms.map((name) => element("Transform", { Algorithm: name }));
  return element(
    "Reference",
    attributes,
    ...(list.length === 0 ? [] : [element("Transforms", {}, ...list)]),
    element("DigestMethod", { Algorithm: digests.sha256.uri }),
    element("DigestValue", {}, digest),
  );
}
