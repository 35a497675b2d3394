import { type CanonicalForm, XML_NAMESPACE } from "../canonical-forms.ts";
import type { XmlElement } from "./xml-element.ts";
import { escapeAttribute, escapeText, requirePlainName, unwritable } from "./xml-text.ts";

/** The forms that are written: Canonical XML 1.0 (`inclusive`) and Exclusive XML Canonicalization 1.0. */
export type WrittenForm = Exclude<CanonicalForm, "inclusive-1.1">;

/** Namespaces in force somewhere in a document, by prefix; the empty prefix is the default namespace. */
export type NamespaceScope = ReadonlyMap<string, string>;

const nothingDeclared: NamespaceScope = new Map();

/**
 * The canonical form of an element, made directly from data: no document is parsed or normalised. The text is itself a
 * well-formed document in UTF-8, and canonicalising it changes nothing.
 *
 * @param scope the namespaces the element inherits, when it is part of a larger document
 * @throws Fault `xml-unwritable`
 *
 * @example
 * const root = element("HoSo", { b: "2", a: "1" }, element("TenHoSo", {}, "Khai sinh & nhận con"));
 * const text = writeCanonicalXml(root, "exclusive").toString();
 * text; // => '<HoSo a="1" b="2"><TenHoSo>Khai sinh &amp; nhận con</TenHoSo></HoSo>'
 */
export function writeCanonicalXml(
  element: XmlElement,
  form: WrittenForm,
  scope: NamespaceScope = nothingDeclared,
): Buffer {
  return Buffer.from(elementText(element, form, { outside: scope, rendered: nothingDeclared }));
}

/** The namespaces in force inside an element, or below a start tag with these declarations. @throws Fault `xml-unwritable` */
export function scopeWithin(outside: NamespaceScope, declared: XmlElement["namespaces"]): NamespaceScope {
  if (declared === undefined) return outside;
  for (const [prefix, uri] of Object.entries(declared)) requireDeclarable(prefix, uri);
  return new Map([...outside, ...Object.entries(declared)]);
}

interface Place {
  /** Namespaces in force around the element. */
  readonly outside: NamespaceScope;
  /** Those of them that the text around it declares already. */
  readonly rendered: NamespaceScope;
}

function elementText(
  { name, namespaces, attributes = {}, children = [] }: XmlElement,
  form: WrittenForm,
  { outside, rendered }: Place,
): string {
  const inside = scopeWithin(outside, namespaces);
  const prefix = prefixOf(name);
  if (prefix !== "" && !inside.has(prefix)) throw unwritable(name);
  // Exclusive C14N, section 1.1: only what the name uses; attributes here use no namespace.
  const candidates = form === "exclusive" ? [prefix] : [...inside.keys()];
  const fresh = candidates
    .map((one): [string, string] => [one, inside.get(one) ?? ""])
    .filter(([one, uri]) => uri !== (rendered.get(one) ?? ""));
  const below = { outside: inside, rendered: fresh.length === 0 ? rendered : new Map([...rendered, ...fresh]) };

  const declarations = fresh.map(([one, uri]): [string, string] => [one === "" ? "xmlns" : `xmlns:${one}`, uri]);
  const plain = Object.entries(attributes).map(([one, value]): [string, string] => [attributeName(one), value]);
  // Declarations before attributes, each in the order of their names (C14N 1.0, section 2.2).
  const startTag = [...declarations.sort(byCodePoint), ...plain.sort(byCodePoint)]
    .map(([one, value]) => ` ${one}="${escapeAttribute(value)}"`)
    .join("");
  const content = children
    .map((child) => (typeof child === "string" ? escapeText(child) : elementText(child, form, below)))
    .join("");
  return `<${name}${startTag}>${content}</${name}>`;
}

/** @throws Fault `xml-unwritable` for what is no name, with or without a prefix */
function prefixOf(name: string): string {
  const colon = name.indexOf(":");
  requirePlainName(name.slice(colon + 1));
  return colon < 0 ? "" : requirePlainName(name.slice(0, colon));
}

/** @throws Fault `xml-unwritable` for what is no name without a prefix, and for a declaration */
function attributeName(name: string): string {
  if (name === "xmlns") throw unwritable(name);
  return requirePlainName(name);
}

/** As C14N sorts, which is the order of UTF-8; JavaScript's own order puts U+E000 to U+FFFF behind everything else. */
function byCodePoint([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * Scheme and the characters of RFC 3986: canonicalisers refuse what is not a URI, and relative ones (C14N 1.0, section
 * 1.3). No ampersand: libxml2, and with it xmlsec1, forgets to escape it here, so the digest would not hold everywhere.
 */
const absoluteUri = /^[A-Za-z][A-Za-z0-9+.-]*:[\w\-.~:/?#[\]@!$'()*+,;=%]*$/;

/** Namespaces in XML 1.0, sections 2.3 and 3. */
function requireDeclarable(prefix: string, uri: string): void {
  if (prefix !== "") requirePlainName(prefix);
  const allowed = absoluteUri.test(uri) || (prefix === "" && uri === "");
  if (!allowed || /^xml/i.test(prefix) || uri === XML_NAMESPACE) throw unwritable(`xmlns:${prefix}="${uri}"`);
}
