import { XMLParser, XMLValidator } from "fast-xml-parser";
import { MARK, shortenTexts } from "./long-texts.ts";
import { LONGEST_TAG, surveyXml } from "./survey-xml.ts";
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
  if (text.trim() === "") return unreadableInput("empty", "Nội dung trống.", "The body is empty.");
  if (/<!\s*(?:DOCTYPE|ENTITY)/i.test(text)) {
    return unreadableInput(
      "xml-dtd",
      "XML không được có DOCTYPE hoặc ENTITY.",
      "The XML must not have a DOCTYPE or ENTITY.",
    );
  }
  if (text.includes(MARK)) {
    return unreadableInput(
      "xml-character",
      "XML không được có ký tự U+FFFF.",
      "XML has no character U+FFFF (XML 1.0, 2.2).",
    );
  }
  const survey = surveyXml(text, limits);
  switch (survey.exceeds) {
    case "elements":
      return tooManyElements(limits.maxElements);
    case "depth":
      return unreadableInput(
        "xml-unreadable",
        `XML lồng nhau quá ${limits.maxDepth} cấp.`,
        `The XML is nested more than ${limits.maxDepth} levels deep.`,
      );
    case "tag":
      return unreadableInput(
        "xml-tag-too-long",
        `Một thẻ XML dài quá ${LONGEST_TAG} ký tự; nội dung phải nằm trong phần tử, không nằm trong thẻ.`,
        `A tag of the XML is longer than ${LONGEST_TAG} characters; content belongs into elements, not into tags.`,
      );
    case "unclosed": {
      const before = text.slice(0, survey.at);
      const line = before.split("\n").length;
      const column = survey.at - before.lastIndexOf("\n");
      return unreadableInput(
        "xml-syntax",
        `XML sai cú pháp ở dòng ${line}, cột ${column}: chỗ mở ở đây không có chỗ đóng.`,
        `The XML is malformed at line ${line}, column ${column}: what begins there does not end.`,
      );
    }
    case null:
  }
  const { xml, restore } = shortenTexts(text, survey.longTexts);
  // Its successor lives in a package of its own with seven more behind it; this one does the same job here.
  // oxlint-disable-next-line typescript/no-deprecated
  const validity = XMLValidator.validate(text);
  if (validity !== true) {
    // Of some errors it names no column.
    const { line, col = 1, msg } = validity.err as { line: number; col?: number; msg: string };
    return unreadableInput(
      "xml-syntax",
      `XML sai cú pháp ở dòng ${line}, cột ${col}.`,
      `The XML is malformed at line ${line}, column ${col}: ${msg}`,
    );
  }
  const entity = unknownEntity(text);
  if (entity !== null) {
    return unreadableInput(
      "xml-entity",
      `«${entity}» không phải là ký tự nào trong XML; ghi chính ký tự đó (UTF-8), hoặc số của nó, ví dụ &#160;.`,
      `“${entity}” is no character in XML; write the character itself (UTF-8) or its number, such as &#160;.`,
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
    parsed = parser.parse(xml) as { [name: string]: ParsedNode };
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    return unreadableInput("xml-unreadable", `Không đọc được XML (${reason}).`, `The XML cannot be read (${reason}).`);
  }
  const census = findStrays(parsed);
  if (census.attribute !== null) {
    const name = census.attribute;
    return unreadableInput(
      "xml-attribute",
      `XML không được có thuộc tính («${name}»); dùng phần tử con.`,
      `The XML must not have attributes (“${name}”); use elements.`,
    );
  }
  if (census.strayText !== null) {
    return unreadableInput(
      "xml-stray-text",
      "Có chữ nằm giữa các phần tử XML; đặt vào phần tử của nó.",
      "There is text between XML elements; put it into the element it belongs to.",
    );
  }
  const [root, ...others] = Object.values(parsed);
  if (others.length > 0 || Array.isArray(root)) {
    return unreadableInput(
      "xml-syntax",
      "XML phải có đúng một phần tử gốc; gửi từng hồ sơ, hoặc gom vào một phần tử dossiers.",
      "XML has exactly one root element; send one dossier at a time, or several under dossiers.",
    );
  }
  return { ok: true, value: survey.longTexts.length === 0 ? (root ?? {}) : withTexts(root ?? {}, restore) };
}

/** The element with its long texts; what is bounded in depth may be walked so. */
function withTexts(node: ParsedNode, restore: (text: string) => string): ParsedNode {
  if (typeof node === "string") return restore(node);
  const members = Object.entries(node).map(([name, member]) => {
    const whole =
      typeof member === "object" && Array.isArray(member)
        ? member.map((one: ParsedNode) => withTexts(one, restore))
        : withTexts(member as ParsedNode, restore);
    return [name, whole] as const;
  });
  return Object.fromEntries(members);
}

function tooManyElements(most: number): ParsedInput {
  return unreadableInput(
    "xml-too-many-elements",
    `XML có quá ${most} phần tử; chia nhỏ, hoặc gửi từng hồ sơ một.`,
    `The XML has more than ${most} elements; divide it, or send one dossier at a time.`,
  );
}

/** What has no markup in it, whatever it looks like. */
const OPAQUE = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g;
const REFERENCE = /&(?:(?:amp|lt|gt|quot|apos);|#(?:x(?<hex>[0-9a-f]{1,8})|(?<decimal>\d{1,10}));|[^;\s<&]{0,20};?)/giu;

/** The first reference that XML 1.0 (4.1, 2.2) gives no character: no DTD is read, so that only its own five have names. */
function unknownEntity(text: string): string | null {
  for (const { 0: written, groups } of text.replaceAll(OPAQUE, "").matchAll(REFERENCE)) {
    const { hex, decimal } = groups ?? {};
    if (hex === undefined && decimal === undefined) {
      if (!/^&(?:amp|lt|gt|quot|apos);$/.test(written)) return written;
    } else if (!isXmlChar(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))) return written;
  }
  return null;
}

function isXmlChar(point: number): boolean {
  if (point < 0x20) return point === 0x9 || point === 0xa || point === 0xd;
  return point <= 0xd7ff || (point >= 0xe000 && point <= 0xfffd) || (point >= 0x1_0000 && point <= 0x10_ffff);
}

interface Census {
  attribute: string | null;
  /** Text beside elements, which has no place in a dossier. */
  strayText: string | null;
}

/** Finds an attribute that is not a namespace declaration and text that stands between elements. */
function findStrays(node: ParsedNode | readonly ParsedNode[]): Census {
  const total: Census = { attribute: null, strayText: null };
  const open: (ParsedNode | readonly ParsedNode[])[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === "string") continue;
    if (Array.isArray(next)) {
      for (const one of next as readonly ParsedNode[]) open.push(one);
      continue;
    }
    const members = Object.entries(next as Record<string, ParsedNode>);
    const hasElements = members.some(([name]) => !name.startsWith("@_") && name !== TEXT && name !== CDATA);
    for (const [name, member] of members) {
      const isText = name === TEXT || name === CDATA;
      if (hasElements && isText && typeof member === "string" && member.trim() !== "")
        total.strayText ??= member.trim();
      if (name.startsWith("@_")) {
        if (!/^@_(?:xmlns|schemaLocation|noNamespaceSchemaLocation|nil$)/.test(name)) total.attribute ??= name.slice(2);
        continue;
      }
      open.push(member);
    }
  }
  return total;
}
