import { Refused, demand } from "../../verify/refused.ts";
import type { SignedTarget } from "./signed-targets.ts";
import { xadesNamespace } from "./xades-namespace.ts";
import type { XmlSignature } from "./read-signature.ts";
import {
  elementsIn,
  isWithin,
  pathOf,
  type XmlDocument,
  type XmlElement,
} from "../../canonical-xml/reading/xml-tree.ts";

interface Places {
  readonly document: XmlDocument;
  readonly signature: XmlSignature;
  readonly targets: readonly SignedTarget[];
  readonly detached: ReadonlyMap<string, Uint8Array>;
  readonly expectedElements: readonly string[] | undefined;
}

/**
 * Signed elements stand where they are going to be read from, and nothing that looks signed is not. This is what
 * signature wrapping breaks: it moves the signed element aside and puts another in its place.
 *
 * @returns the targets that are content; the others are properties of the signature itself
 * @throws Refused `signed-element-unexpected`, `object-unsigned`, `content-unsigned`
 */
export function requireRightPlaces(places: Places): readonly SignedTarget[] {
  const { document, signature, targets, detached, expectedElements } = places;
  for (const uri of detached.keys()) {
    demand(
      targets.some(({ reference }) => reference.uri === uri),
      "content-unsigned",
      uri,
    );
  }
  requireSignedObjects(signature, targets);
  const content = targets.filter((target) => !isProperty(target, signature));
  const expected =
    expectedElements === undefined ? undefined : expectedElements.map((path) => theElementAt(path, document.root));
  for (const element of expected ?? []) {
    demand(
      targets.some((target) => target.element === element),
      "content-unsigned",
      pathOf(element),
    );
  }
  const isEnveloping = document.root === signature.element;
  for (const { element } of content) {
    if (element === undefined) continue;
    const fits =
      expected?.includes(element) ?? (isWithin(element, signature.element) ? isEnveloping : element === document.root);
    demand(fits, "signed-element-unexpected", pathOf(element));
  }
  demand(content.length > 0, "content-unsigned");
  return content;
}

/** Parts of the signature that say something about it: KeyInfo, and properties inside an Object. */
function isProperty({ element }: SignedTarget, { objects, keyInfo, element: signature }: XmlSignature): boolean {
  if (element === undefined || element === signature || !isWithin(element, signature)) return false;
  if (isWithin(element, keyInfo)) return true;
  const object = objects.find((one) => isWithin(element, one));
  if (object === undefined) throw new Refused("signed-element-unexpected", pathOf(element));
  for (let one: XmlElement | undefined = element; one !== object && one !== undefined; one = one.parent) {
    if (propertyNames.has(one.local)) return true;
  }
  const held = object.children.filter((child) => child.kind === "element");
  return element === object && held.length > 0 && held.every(({ local }) => propertyNames.has(local));
}

const propertyNames: ReadonlySet<string> = new Set([
  "SignatureProperties",
  "SignatureProperty",
  "QualifyingProperties",
  "SignedProperties",
]);

function theElementAt(path: string, root: XmlElement): XmlElement {
  const [found, another] = [...elementsIn(root)].filter((element) => pathOf(element) === path);
  demand(another === undefined, "signed-element-unexpected", `${path} twice`);
  if (found === undefined) throw new Refused("content-unsigned", path);
  return found;
}

/** An Object inside a signature looks signed, so it must be: itself, or every element in it. */
function requireSignedObjects({ objects }: XmlSignature, targets: readonly SignedTarget[]): void {
  const isSigned = (element: XmlElement): boolean => targets.some((target) => target.element === element);
  for (const object of objects) {
    if (isSigned(object)) continue;
    const covered = object.children.every((child) => {
      if (child.kind === "text") return child.value.trim() === "";
      if (child.kind !== "element") return true;
      // Its signed half is looked after by the XAdES rules; the other half is never read as content.
      return isSigned(child) || (child.local === "QualifyingProperties" && child.namespace === xadesNamespace);
    });
    demand(covered, "object-unsigned", pathOf(object));
  }
}
