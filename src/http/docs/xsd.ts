import type { ShapeHint } from "../input/xml-values.ts";

const NAMESPACE = "http://www.w3.org/2001/XMLSchema";

/**
 * XSD 1.0 of the XML form of a pushed dossier, derived from the JSON Schema. Elements may come in any order and lists are
 * repeated elements, which XSD 1.0 can only say as a repeated choice: so what is required stands in the documentation of each
 * element, and the gateway itself demands it.
 *
 * @param root name of the root element
 */
export function toXsd(root: string, schema: ShapeHint): string {
  const lines = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<xs:schema xmlns:xs="${NAMESPACE}" elementFormDefault="qualified">`,
    ...element(root, schema, null, 1),
    `</xs:schema>`,
  ];
  return `${lines.join("\n")}\n`;
}

function element(name: string, hint: DescribedShape, demand: string | null, depth: number): string[] {
  const shape = merged(hint);
  const whole = shape.type === "array" && shape.items !== undefined ? shape.items : hint;
  const item = merged(whole);
  const pad = "  ".repeat(depth);
  const said = [demand, hint.description].filter((part) => typeof part === "string").join(" ");
  const note =
    said === "" ? [] : [`${pad}  <xs:annotation><xs:documentation>${escape(said)}</xs:documentation></xs:annotation>`];
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
    ...members.flatMap(([member, memberHint]) => element(member, memberHint, demandOf(member, whole), depth + 3)),
    `${pad}    </xs:choice>`,
    `${pad}  </xs:complexType>`,
    `${pad}</xs:element>`,
  ];
}

type DescribedShape = ShapeHint & { readonly description?: string };

/** Whether a member must be there: always, for some values of the member that tells the variants apart, or not at all. */
function demandOf(name: string, hint: ShapeHint): string | null {
  const variants = variantsOf(hint);
  const demanding = variants.filter(({ required = [] }) => required.includes(name));
  if (demanding.length === 0) return null;
  if (demanding.length === variants.length) return "Bắt buộc. Required.";
  const [first] = variants;
  const teller = Object.entries(first?.properties ?? {}).find(([, member]) => member.const !== undefined)?.[0] ?? "";
  const values = demanding.map(({ properties }) => String(properties?.[teller]?.const)).join(", ");
  return `Bắt buộc khi ${teller} là ${values}. Required for ${teller} ${values}.`;
}

/** The shapes there is a choice of, null apart. */
function variantsOf(hint: ShapeHint): readonly ShapeHint[] {
  const options = (hint.anyOf ?? hint.oneOf)?.filter(({ type }) => type !== "null");
  return options === undefined ? [hint] : options.flatMap(variantsOf);
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
