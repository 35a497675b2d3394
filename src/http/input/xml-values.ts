import { CDATA, NIL, TEXT, type ParsedNode } from "./parse-xml.ts";

/** The part of JSON Schema that says what an XML text is meant to be. */
export interface ShapeHint {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, ShapeHint>>;
  /** Members that must be there. */
  readonly required?: readonly string[];
  readonly items?: ShapeHint;
  readonly anyOf?: readonly ShapeHint[];
  readonly oneOf?: readonly ShapeHint[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
}

/**
 * Turns XML elements into the value JSON would have given, guided by the JSON Schema: numbers, booleans, lists (repeated
 * elements, or one wrapper with `item` elements) and null (an empty element where null is allowed). What does not fit the
 * hint stays text, so that the real schema gives its usual error at the usual place.
 */
export function xmlToValue(node: ParsedNode | readonly ParsedNode[] | undefined, hint: ShapeHint): unknown {
  if (node === undefined) return undefined;
  if (isNil(node)) return null;
  const shape = choose(hint, node);
  if (has(shape, "array")) return listOf(node).map((item) => xmlToValue(item, shape.items ?? {}));
  if (Array.isArray(node)) return node.map((item: ParsedNode) => xmlToValue(item, shape));
  const text = textOf(node as ParsedNode);
  if (text === null) return objectOf(node as Record<string, ParsedNode>, shape);
  if (text === "" && allowsNull(hint)) return null;
  if (text === "" && has(shape, "object")) return {};
  return scalar(text, shape);
}

function objectOf(
  node: Readonly<Record<string, ParsedNode | readonly ParsedNode[]>>,
  shape: ShapeHint,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(node)
      .filter(([name]) => !name.startsWith("@_") && name !== TEXT)
      .map(([name, member]) => [name, xmlToValue(member, shape.properties?.[name] ?? {})]),
  );
}

function listOf(node: ParsedNode | readonly ParsedNode[]): readonly ParsedNode[] {
  if (Array.isArray(node)) return node as readonly ParsedNode[];
  if (node === "") return [];
  if (typeof node === "object" && Object.keys(node).join() === "item") {
    const { item } = node as { readonly item: ParsedNode | readonly ParsedNode[] };
    return Array.isArray(item) ? (item as readonly ParsedNode[]) : [item as ParsedNode];
  }
  return [node as ParsedNode];
}

/** `xsi:nil` (XML Schema, part 1, 2.6.2): nothing, as .NET writes what is not there. An element with content is not that. */
function isNil(node: ParsedNode | readonly ParsedNode[]): boolean {
  if (typeof node === "string" || Array.isArray(node)) return false;
  const nil = (node as Readonly<Record<string, ParsedNode>>)[NIL];
  return (nil === "true" || nil === "1") && Object.keys(node).every((name) => name.startsWith("@_"));
}

/** Of several shapes the one whose constants agree with what was sent; null is left to {@link allowsNull}. */
function choose(hint: ShapeHint, node: ParsedNode | readonly ParsedNode[]): ShapeHint {
  const options = (hint.anyOf ?? hint.oneOf)?.filter((option) => option.type !== "null");
  if (options === undefined) return hint;
  const agreeing = options.find((option) =>
    Object.entries(option.properties ?? {}).every(([name, property]) => {
      if (property.const === undefined || typeof node !== "object" || Array.isArray(node)) return true;
      const member = (node as Record<string, ParsedNode>)[name];
      return member !== undefined && textOf(member) === JSON.stringify(property.const).replaceAll('"', "");
    }),
  );
  return choose(agreeing ?? options[0] ?? {}, node);
}

function allowsNull(hint: ShapeHint): boolean {
  return has(hint, "null") || (hint.anyOf ?? hint.oneOf ?? []).some(allowsNull);
}

function has(hint: ShapeHint, type: string): boolean {
  return hint.type === type || (Array.isArray(hint.type) && hint.type.includes(type));
}

function scalar(text: string, shape: ShapeHint): unknown {
  // No fraction where a whole number is meant: whoever writes «8.000» there may mean eight thousand.
  if (has(shape, "number") && /^-?\d{1,15}(?:\.\d{1,6})?$/.test(text)) return Number(text);
  if (has(shape, "integer") && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (has(shape, "boolean") && /^(?:true|false|1|0)$/.test(text)) return text === "true" || text === "1";
  if (typeof (shape.const ?? shape.enum?.[0]) === "number" && /^\d{1,15}$/.test(text)) return Number(text);
  return text;
}

/** The text of a leaf, null for an element with children. */
function textOf(node: ParsedNode): string | null {
  if (typeof node === "string") return decode(node);
  const names = Object.keys(node).filter((name) => !name.startsWith("@_"));
  if (names.some((name) => name !== CDATA && name !== TEXT)) return null;
  const part = (name: string) => {
    const value = node[name];
    return typeof value === "string" ? value : Array.isArray(value) ? value.join("") : "";
  };
  return decode(part(TEXT)) + part(CDATA);
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Characters of which the references are decoded at once. */
const WINDOW = 65_536;

/** The longest reference. */
const LONGEST_REFERENCE = 12;

/**
 * Decodes character references and the five predefined entities, once (XML 1.0, 4.6); others stay as they stand. A long text
 * piece by piece: replacing millions of them at once takes a hundred bytes of memory for each.
 */
function decode(text: string): string {
  if (text.length <= WINDOW || !text.includes("&")) return decodePiece(text);
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(text.length, start + WINDOW);
    const reference = text.lastIndexOf("&", end - 1);
    if (end < text.length && reference > Math.max(start, end - LONGEST_REFERENCE)) end = reference;
    pieces.push(decodePiece(text.slice(start, end)));
    start = end;
  }
  return pieces.join("");
}

function decodePiece(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g, (whole, decimal, hex, name) => {
    if (typeof name === "string") return NAMED[name] ?? whole;
    const code = typeof decimal === "string" ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
