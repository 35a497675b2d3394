import type { Encoded } from "./encoded.ts";
import type { XmlElement } from "./xml-element.ts";
import { byCodePoint, unwritable, XML_NAMESPACE, xmlName } from "./xml-text.ts";

/** An attribute as it is written. */
export interface Attribute {
  /** None for an attribute in no namespace: the default namespace is not for attributes. */
  readonly prefix: string | undefined;
  readonly uri: string;
  readonly local: string;
  readonly name: string;
  readonly value: string;
  /** ` name="`, encoded. */
  readonly start: Encoded;
}

/** By name of the namespace, then by local name; those without a namespace first (C14N 1.0, section 2.2). */
export function sortedAttributes(
  element: XmlElement,
  namespaces: ReadonlyMap<string, string>,
  inherited: ReadonlyMap<string, string>,
): readonly Attribute[] {
  const own = element.attributes;
  const all = inherited.size === 0 ? own : { ...Object.fromEntries(inherited), ...own };
  let attributes: Attribute[] | undefined;
  for (const name in all) (attributes ??= []).push(attributeOf(name, all[name] ?? "", namespaces));
  if (attributes === undefined) return none;
  if (attributes.length > 1) {
    attributes.sort((a, b) => byCodePoint(a.uri, b.uri) || byCodePoint(a.local, b.local));
    attributes.forEach(({ uri, local, name }, index) => {
      const next = attributes[index + 1];
      if (next?.uri === uri && next.local === local) throw unwritable(name);
    });
  }
  return attributes;
}

const none: readonly Attribute[] = [];

function attributeOf(name: string, value: string, namespaces: ReadonlyMap<string, string>): Attribute {
  const { prefix, local, attributeStart: start } = xmlName(name);
  if (prefix === "") {
    if (local === "xmlns") throw unwritable(name);
    return { prefix: undefined, uri: "", local, name, value, start };
  }
  const uri = prefix === "xml" ? XML_NAMESPACE : namespaces.get(prefix);
  if (uri === undefined) throw unwritable(name);
  return { prefix, uri, local, name, value, start };
}
