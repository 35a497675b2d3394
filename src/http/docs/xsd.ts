import type { ShapeHint } from "../input/xml-values.ts";

const NAMESPACE = "http://www.w3.org/2001/XMLSchema";

/**
 * XSD 1.0 of the XML form of a pushed dossier, derived from the JSON Schema. Elements may come in any order and lists are
 * repeated elements, which XSD 1.0 can only say as a repeated choice: the schema knows names and kinds of text, the gateway
 * itself what is required.
 *
 * @param root name of the root element
 */
export function toXsd(root: string, schema: ShapeHint): string {
  const lines = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<xs:schema xmlns:xs="${NAMESPACE}" elementFormDefault="qualified">`,
    ...element(root, schema, 1),
    `</xs:schema>`,
  ];
  return `${lines.join("\n")}\n`;
}

function element(name: string, hint: ShapeHint & { readonly description?: string }, depth: number): string[] {
  const shape = merged(hint);
  const item = shape.type === "array" && shape.items !== undefined ? merged(shape.items) : shape;
  const pad = "  ".repeat(depth);
  const note =
    hint.description === undefined
      ? []
      : [`${pad}  <xs:annotation><xs:documentation>${escape(hint.description)}</xs:documentation></xs:annotation>`];
  const members = Object.entries(item.properties ?? {});
  // Which members may be nothing the gateway itself knows, as it does which are required; the dossier may not.
  const begin = `${pad}<xs:element name="${name}"${depth === 1 ? "" : ' nillable="true"'}`;
  if (members.length === 0) {
    const type = typeOf(item);
    return note.length === 0
      ? [`${begin} type="${type}"/>`]
      : [`${begin} type="${type}">`, ...note, `${pad}</xs:element>`];
  }
  return [
    `${begin}>`,
    ...note,
    `${pad}  <xs:complexType>`,
    `${pad}    <xs:choice minOccurs="0" maxOccurs="unbounded">`,
    ...members.flatMap(([member, memberHint]) => element(member, memberHint, depth + 3)),
    `${pad}    </xs:choice>`,
    `${pad}  </xs:complexType>`,
    `${pad}</xs:element>`,
  ];
}

/** One shape for a choice of shapes: all members that any of them has, members of one name joined in turn. */
function merged(hint: ShapeHint): ShapeHint {
  const options = (hint.anyOf ?? hint.oneOf ?? []).filter((option) => option.type !== "null").map(merged);
  const [first] = options;
  if (first === undefined) return hint;
  const names = new Set(options.flatMap((option) => Object.keys(option.properties ?? {})));
  const properties = Object.fromEntries(
    [...names].map((name) => {
      const ofName = options.flatMap((option) => option.properties?.[name] ?? []);
      return [name, ofName.length === 1 ? (ofName[0] ?? {}) : { ...ofName[0], anyOf: ofName }];
    }),
  );
  const items = options.flatMap((option) => option.items ?? []);
  return { ...first, properties, ...(items.length === 0 ? {} : { items: { anyOf: items } }) };
}

/** Empty elements mean null, so a number or boolean may also be empty: only plain text has a type of its own here. */
function typeOf(shape: ShapeHint): string {
  return shape.type === undefined && shape.const === undefined && shape.enum === undefined ? "xs:anyType" : "xs:string";
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
