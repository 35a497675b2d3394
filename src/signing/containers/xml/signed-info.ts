import {
  type Canonicalisation,
  canonicalFormNamed,
  canonicalise,
  implicitCanonicalisation,
} from "../../canonical-xml/reading/canonicalise.ts";
import { digestNamed, type DigestName } from "../../verify/digests.ts";
import type { VerificationLimits } from "../../verify/policy.ts";
import { Refused, demand } from "../../verify/refused.ts";
import { algorithmOfUri, type SignatureAlgorithm } from "../../verify/signature-algorithms.ts";
import { ChildReader, onlyBase64, onlyElements } from "../../canonical-xml/reading/xml-children.ts";
import { readXml } from "../../canonical-xml/reading/read-xml.ts";
import { attributeOf, type XmlElement } from "../../canonical-xml/reading/xml-tree.ts";

/** What a signature says it signs, read from the very bytes that are signed. */
export interface SignedInfo {
  /** Canonical octets of the element. */
  readonly octets: Buffer;
  /** Canonical form of those octets. */
  readonly form: Canonicalisation["form"];
  readonly algorithm: SignatureAlgorithm;
  readonly references: readonly Reference[];
}

export interface Reference {
  /** Undefined where the attribute is absent, which is not the same as empty. */
  readonly uri: string | undefined;
  readonly type: string | undefined;
  readonly isEnveloped: boolean;
  /** Undefined where no transform names one. */
  readonly canonicalisation: Canonicalisation | undefined;
  readonly digest: DigestName;
  readonly digestValue: Buffer;
}

interface Options {
  readonly limits: VerificationLimits;
  readonly allowSha1: boolean;
}

const enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const exclusiveNamespace = "http://www.w3.org/2001/10/xml-exc-c14n#";

/**
 * Canonicalises a SignedInfo and reads it back from its canonical octets, so that nothing outside of what is signed
 * (comments, processing of the document around it) can change what is understood.
 *
 * @throws Refused for every algorithm, transform or shape that is not known
 */
export function readSignedInfo(element: XmlElement, { limits, allowSha1 }: Options): SignedInfo {
  const method = new ChildReader(element).take("CanonicalizationMethod");
  const octets = canonicalise(element, { ...canonicalisationOf(method), limit: limits.canonicalBytes });

  const reader = new ChildReader(readXml(octets, limits).root);
  const signedMethod = canonicalisationOf(reader.take("CanonicalizationMethod"));
  demand(JSON.stringify(signedMethod) === JSON.stringify(canonicalisationOf(method)), "signature-malformed");
  const signatureMethod = reader.take("SignatureMethod");
  const algorithm = algorithmOfUri(algorithmAttribute(signatureMethod), allowSha1);
  // No parameters: the algorithms known here have none, and HMACOutputLength has cost others dearly.
  demand(onlyElements(signatureMethod).length === 0, "algorithm-refused", "parameters");
  const references = reader.all("Reference");
  reader.end();
  demand(references.length > 0, "signature-malformed", "no Reference");
  demand(references.length <= limits.references, "too-many-references", `${references.length}`);
  return {
    octets,
    form: signedMethod.form,
    algorithm,
    references: references.map((reference) => readReference(reference, { limits, allowSha1 })),
  };
}

function readReference(element: XmlElement, { limits, allowSha1 }: Options): Reference {
  const reader = new ChildReader(element);
  const list = reader.maybe("Transforms");
  const method = algorithmAttribute(reader.take("DigestMethod"));
  const digestValue = onlyBase64(reader.take("DigestValue"));
  reader.end();

  const transforms = list === undefined ? [] : allTransforms(list);
  demand(transforms.length <= limits.transforms, "too-many-transforms", `${transforms.length}`);
  const isEnveloped = transforms[0] !== undefined && algorithmAttribute(transforms[0]) === enveloped;
  const [canonical, another] = isEnveloped ? transforms.slice(1) : transforms;
  // One canonical form at most, and last: after it there are octets, which every other transform would read again.
  demand(another === undefined, "transform-refused", another && algorithmAttribute(another));
  const digest = digestNamed(method, allowSha1);
  if (digest === undefined) throw new Refused("digest-refused", method);
  return {
    uri: attributeOf(element, "URI"),
    type: attributeOf(element, "Type"),
    isEnveloped,
    canonicalisation: canonical && canonicalisationOf(canonical, "transform-refused"),
    digest,
    digestValue,
  };
}

function allTransforms(list: XmlElement): XmlElement[] {
  const reader = new ChildReader(list);
  const transforms = reader.all("Transform");
  reader.end();
  return transforms;
}

/**
 * The canonical form that an element with an `Algorithm` asks for.
 *
 * @throws Refused `canonicalisation-refused`, or `transform-refused` inside a reference
 */
export function canonicalisationOf(
  element: XmlElement | undefined,
  reason: "canonicalisation-refused" | "transform-refused" = "canonicalisation-refused",
): Canonicalisation {
  if (element === undefined) return implicitCanonicalisation;
  const uri = algorithmAttribute(element);
  const form = canonicalFormNamed(uri);
  if (form === undefined) throw new Refused(reason, uri);
  const [parameters, ...more] = onlyElements(element);
  if (parameters === undefined) return { form, inclusivePrefixes: [] };
  const isPrefixList = parameters.local === "InclusiveNamespaces" && parameters.namespace === exclusiveNamespace;
  demand(form === "exclusive" && isPrefixList && more.length === 0, reason, parameters.name);
  const listed = (attributeOf(parameters, "PrefixList") ?? "").split(/[ \t\n\r]+/).filter((prefix) => prefix !== "");
  return { form, inclusivePrefixes: listed.map((prefix) => (prefix === "#default" ? "" : prefix)) };
}

function algorithmAttribute(element: XmlElement): string {
  return attributeOf(element, "Algorithm") ?? "";
}
