/** An XML document as canonicalisation sees it: entities and CDATA resolved, line ends and attributes normalised. */
export interface ParsedDocument {
  readonly root: ParsedElement;
  /** Processing instructions before and after the root; comments there are never signed and not kept. */
  readonly before: readonly ParsedInstruction[];
  readonly after: readonly ParsedInstruction[];
}

export type ParsedNode = ParsedElement | ParsedText | ParsedComment | ParsedInstruction;

export interface ParsedElement {
  readonly kind: "element";
  /** As written, e.g. `ds:Signature`; `prefix` is empty without one. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly namespace: string;
  readonly attributes: readonly ParsedAttribute[];
  /** Namespace declarations on this element: prefix (empty for the default one) to URI. */
  readonly declarations: ReadonlyMap<string, string>;
  /** Every prefix in scope. */
  readonly scope: ReadonlyMap<string, string>;
  readonly parent: ParsedElement | undefined;
  readonly children: readonly ParsedNode[];
}

export interface ParsedAttribute {
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly namespace: string;
  readonly value: string;
}

interface ParsedText {
  readonly kind: "text";
  readonly value: string;
}

interface ParsedComment {
  readonly kind: "comment";
}

export interface ParsedInstruction {
  readonly kind: "instruction";
  readonly target: string;
  readonly data: string;
}

/** An element and all below it, in document order. */
export function* elementsIn(element: ParsedElement): Generator<ParsedElement> {
  yield element;
  for (const child of element.children) if (child.kind === "element") yield* elementsIn(child);
}

/** Path of local names from the root, e.g. `/HDon/DLHDon`. */
export function pathOf(element: ParsedElement): string {
  return `${element.parent === undefined ? "" : pathOf(element.parent)}/${element.local}`;
}

/** Whether `element` is `ancestor` or lies below it. */
export function isWithin(element: ParsedElement, ancestor: ParsedElement): boolean {
  for (let one: ParsedElement | undefined = element; one !== undefined; one = one.parent)
    if (one === ancestor) return true;
  return false;
}

/**
 * Value of an attribute without a prefix.
 *
 * @example
 * const { root } = parseXml(Buffer.from('<HoSo Id="HS-1"/>'), xmlLimits);
 * attributeValue(root, "Id"); // => "HS-1"
 * attributeValue(root, "Type"); // => undefined
 */
export function attributeValue(element: ParsedElement, local: string): string | undefined {
  return element.attributes.find((attribute) => attribute.namespace === "" && attribute.local === local)?.value;
}
