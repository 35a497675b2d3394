import { XMLParser, XMLValidator } from "fast-xml-parser";
import { unreadableInput, type ParsedInput } from "./parse-json.ts";

/** XML element as read: text, or members by name; the order of different names does not matter here. */
export type ParsedNode = string | { readonly [name: string]: ParsedNode | readonly ParsedNode[] };

export interface XmlInputLimits {
  readonly maxDepth: number;
  readonly maxElements: number;
}

/** Key under which the CDATA of an element stands beside its `#text`. */
export const CDATA = "#cdata";
export const TEXT = "#text";
/** The attribute `xsi:nil` of an element. */
export const NIL = "@_nil";

/**
 * Parses XML into plain elements. Refuses DTDs and entities of its own (XXE, billion laughs), attributes (the format has
 * none but `xsi:nil`), and more depth or elements than the limits allow. The root's name is left to the caller.
 */
export function parseXml(text: string, limits: XmlInputLimits): ParsedInput {
  if (/<!\s*(?:DOCTYPE|ENTITY)/i.test(text)) {
    return unreadableInput(
      "xml-dtd",
      "XML không được có DOCTYPE hoặc ENTITY.",
      "The XML must not have a DOCTYPE or ENTITY.",
    );
  }
  // Its successor lives in a package of its own with seven more behind it; this one does the same job here.
  // oxlint-disable-next-line typescript/no-deprecated
  const validity = XMLValidator.validate(text);
  if (validity !== true) {
    const { line, col, msg } = validity.err;
    return unreadableInput(
      "xml-syntax",
      `XML sai cú pháp ở dòng ${line}, cột ${col}.`,
      `The XML is malformed at line ${line}, column ${col}: ${msg}`,
    );
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    removeNSPrefix: true,
    parseTagValue: false,
    processEntities: false,
    cdataPropName: CDATA,
    maxNestedTags: limits.maxDepth,
  });
  let parsed: { [name: string]: ParsedNode };
  try {
    parsed = parser.parse(text) as { [name: string]: ParsedNode };
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    return unreadableInput("xml-unreadable", `Không đọc được XML (${reason}).`, `The XML cannot be read (${reason}).`);
  }
  const census = count(parsed);
  if (census.elements > limits.maxElements) {
    return unreadableInput(
      "xml-too-many-elements",
      `XML có quá ${limits.maxElements} phần tử.`,
      `The XML has more than ${limits.maxElements} elements.`,
    );
  }
  if (census.attribute !== null) {
    const name = census.attribute;
    return unreadableInput(
      "xml-attribute",
      `XML không được có thuộc tính («${name}»); dùng phần tử con.`,
      `The XML must not have attributes (“${name}”); use elements.`,
    );
  }
  const [root] = Object.values(parsed);
  return { ok: true, value: root ?? {} };
}

/** Counts elements and finds an attribute that is not a namespace declaration. */
function count(node: ParsedNode | readonly ParsedNode[]): { elements: number; attribute: string | null } {
  const total = { elements: 0, attribute: null as string | null };
  const open: (ParsedNode | readonly ParsedNode[])[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === "string") continue;
    if (Array.isArray(next)) {
      open.push(...(next as readonly ParsedNode[]));
      continue;
    }
    for (const [name, member] of Object.entries(next as Record<string, ParsedNode>)) {
      if (name.startsWith("@_")) {
        if (!/^@_(?:xmlns|schemaLocation|noNamespaceSchemaLocation|nil$)/.test(name)) total.attribute ??= name.slice(2);
        continue;
      }
      total.elements += Array.isArray(member) ? member.length : 1;
      open.push(member);
    }
  }
  return total;
}
