/** An XML document as canonicalisation sees it: entities and CDATA resolved, line ends and attributes normalised. */
export interface XmlDocument {
  readonly root: XmlElement;
  /** Processing instructions before and after the root; comments there are never signed and not kept. */
  readonly before: readonly XmlInstruction[];
  readonly after: readonly XmlInstruction[];
}

export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction;

export interface XmlElement {
  readonly kind: "element";
  /** As written, e.g. `ds:Signature`; `prefix` is empty without one. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  /** Namespace declarations on this element: prefix (empty for the default one) to URI. */
  readonly declarations: ReadonlyMap<string, string>;
  /** Every prefix in scope. */
  readonly scope: ReadonlyMap<string, string>;
  readonly parent: XmlElement | undefined;
  readonly children: readonly XmlNode[];
}

export interface XmlAttribute {
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly namespace: string;
  readonly value: string;
}

export interface XmlText {
  readonly kind: "text";
  readonly value: string;
}

export interface XmlComment {
  readonly kind: "comment";
}

export interface XmlInstruction {
  readonly kind: "instruction";
  readonly target: string;
  readonly data: string;
}

export const xmlNamespace = "http://www.w3.org/XML/1998/namespace";

/** An element and all below it, in document order. */
export function* elementsIn(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) if (child.kind === "element") yield* elementsIn(child);
}

/** Path of local names from the root, e.g. `/HDon/DLHDon`. */
export function pathOf(element: XmlElement): string {
  return `${element.parent === undefined ? "" : pathOf(element.parent)}/${element.local}`;
}

/** Whether `element` is `ancestor` or lies below it. */
export function isWithin(element: XmlElement, ancestor: XmlElement): boolean {
  for (let one: XmlElement | undefined = element; one !== undefined; one = one.parent)
    if (one === ancestor) return true;
  return false;
}

/** Value of an attribute without a prefix. */
export function attributeOf(element: XmlElement, local: string): string | undefined {
  return element.attributes.find((attribute) => attribute.namespace === "" && attribute.local === local)?.value;
}
