import { canonicalise, implicitCanonicalisation } from "../../canonical-xml/reading/canonicalise.ts";
import { digestOf } from "../../verify/digests.ts";
import type { VerificationLimits } from "../../verify/policy.ts";
import { Refused, demand } from "../../verify/refused.ts";
import type { SignedContent } from "../../verify/sealed.ts";
import type { Reference } from "./signed-info.ts";
import {
  elementsIn,
  isWithin,
  pathOf,
  type XmlDocument,
  type XmlElement,
  xmlNamespace,
} from "../../canonical-xml/reading/xml-tree.ts";

/** A reference followed to what it signs, its digest compared. */
export interface SignedTarget {
  readonly reference: Reference;
  /** The root element where the whole document is meant; undefined for detached bytes. */
  readonly element: XmlElement | undefined;
  readonly content: SignedContent;
}

export interface TargetOptions {
  readonly document: XmlDocument;
  /** The Signature element, which an enveloped signature leaves out. */
  readonly signature: XmlElement;
  /** Bytes the caller has for references that lead out of the document. */
  readonly detached: ReadonlyMap<string, Uint8Array>;
  readonly limits: VerificationLimits;
}

/**
 * Follows every reference.
 *
 * @throws Refused `reference-external`, `reference-unsupported`, `reference-missing`, `id-duplicate`,
 * `transform-refused`, `comment-in-signed-text`, `too-large`, `digest-mismatch`
 */
export function followReferences(references: readonly Reference[], options: TargetOptions): SignedTarget[] {
  let left = options.limits.canonicalBytes;
  return references.map((reference) => {
    const target = follow(reference, { ...options, left });
    left -= target.content.bytes.length;
    const { bytes } = target.content;
    const fits = digestOf(reference.digest, bytes).equals(reference.digestValue);
    demand(fits, "digest-mismatch", reference.uri);
    return target;
  });
}

function follow(reference: Reference, options: TargetOptions & { left: number }): SignedTarget {
  const { uri, isEnveloped, canonicalisation } = reference;
  if (uri === undefined) throw new Refused("reference-unsupported", "no URI");
  const bytes = options.detached.get(uri);
  if (bytes !== undefined) {
    // Detached bytes are signed as they are.
    demand(!isEnveloped && canonicalisation === undefined, "transform-refused", uri);
    return { reference, element: undefined, content: { uri, bytes } };
  }
  const element = uri === "" ? options.document.root : elementById(uri, options.document.root);
  const { signature } = options;
  demand(!isEnveloped || (isWithin(signature, element) && signature !== element), "transform-refused", "enveloped");
  const without = isEnveloped ? signature : undefined;
  requireWholeTexts(element, without);
  const octets = canonicalise(uri === "" ? options.document : element, {
    ...(canonicalisation ?? implicitCanonicalisation),
    without,
    limit: options.left,
  });
  const { local: name, namespace } = element;
  return { reference, element, content: { uri, bytes: octets, element: { name, namespace, path: pathOf(element) } } };
}

const idNames: ReadonlySet<string> = new Set(["Id", "ID", "id"]);

/** The one element of an Id. Without a schema, every attribute that could be one counts: two of them are a trap. */
function elementById(uri: string, root: XmlElement): XmlElement {
  if (!uri.startsWith("#")) throw new Refused("reference-external", uri);
  const id = uri.slice(1);
  if (!/^[\p{L}_][\p{L}\p{M}\p{N}._-]*$/u.test(id)) throw new Refused("reference-unsupported", uri);
  const [found, another] = [...elementsIn(root)].filter(({ attributes }) =>
    attributes.some(
      ({ namespace, local, value }) =>
        value === id && (namespace === "" ? idNames.has(local) : namespace === xmlNamespace && local === "id"),
    ),
  );
  demand(another === undefined, "id-duplicate", id);
  if (found === undefined) throw new Refused("reference-missing", uri);
  return found;
}

/**
 * No comment interrupts a text: readers that take the first piece of such a text would read something else than what
 * the canonical octets, which have no comments, say.
 */
function requireWholeTexts(top: XmlElement, without: XmlElement | undefined): void {
  for (const element of elementsIn(top)) {
    if (without !== undefined && isWithin(element, without)) continue;
    const hasComment = element.children.some(({ kind }) => kind === "comment");
    const hasText = element.children.some((child) => child.kind === "text" && /[^ \t\n\r]/.test(child.value));
    demand(!(hasComment && hasText), "comment-in-signed-text", pathOf(element));
  }
}
