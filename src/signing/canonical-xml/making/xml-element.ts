/** An element of an XML document as plain data. Its name may have a prefix, which an element at or above must declare. */
export interface XmlElement {
  readonly name: string;
  /** Namespaces declared here, by prefix; the empty prefix is the default namespace. */
  readonly namespaces?: Readonly<Record<string, string>>;
  /** By name, which has no prefix. Values as they are meant; escaping is the writer's work. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly XmlNode[];
}

/** What may stand inside an element; text is a plain string. */
export type XmlNode = string | XmlElement;

/**
 * Shorthand for an element that declares nothing.
 *
 * @example
 * element("TenHoSo", { Id: "ten" }, "Khai sinh"); // => { name: "TenHoSo", attributes: { Id: "ten" }, children: ["Khai sinh"] }
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly XmlNode[]
): XmlElement {
  return { name, attributes, children };
}
