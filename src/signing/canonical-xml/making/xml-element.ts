/** An element of an XML document as plain data. Names may have a prefix, which an element at or above must declare. */
export interface XmlElement {
  readonly name: string;
  /** Namespaces declared here, by prefix; the empty prefix is the default namespace. */
  readonly namespaces?: Readonly<Record<string, string>>;
  /** Values as they are meant; escaping is the writer's work. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly XmlNode[];
}

/** A comment. It is part of the document, but no canonical form used here signs it. */
export interface XmlComment {
  readonly comment: string;
}

/** What may stand inside an element; text is a plain string. */
export type XmlNode = string | XmlElement | XmlComment;

/**
 * Shorthand for an element that declares nothing.
 *
 * @example
 * element("HoSo", { Id: "H26.107-260518-0123" }, element("TenHoSo", {}, "Khai sinh"))
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly XmlNode[]
): XmlElement {
  return { name, attributes, children };
}

/** The elements at and below `root` that have an attribute `Id`, by its value. */
export function elementsById(root: XmlElement): ReadonlyMap<string, readonly XmlElement[]> {
  const found = new Map<string, XmlElement[]>();
  const search = (node: XmlElement): void => {
    const id = node.attributes?.["Id"];
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), node]);
    for (const child of node.children ?? []) if (isElement(child)) search(child);
  };
  search(root);
  return found;
}

/** Neither text nor a comment. */
export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== "string" && "name" in node;
}
