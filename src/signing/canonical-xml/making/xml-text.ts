import { Fault } from "#core/fault.ts";

import { encode, type Encoded } from "./encoded.ts";

/** Namespace that the prefix `xml` always stands for (Namespaces in XML 1.0, section 3). */
export const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

/** Names without a colon (Namespaces in XML 1.0, production NCName; XML 1.0 fifth edition, NameStartChar and NameChar). */
const start =
  "A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}" +
  "\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}";
const more = "\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}";
const plainName = new RegExp(`^[${start}][${start}${more}]*$`, "u");

const notAllowed = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
/** Most text has none of these and goes out as it is, after one look. */
const remarkableInText = /[\0-\x08\x0b-\x1f&<>\ud800-\udfff\ufffe\uffff]/;
const remarkableInAttribute = /[\0-\x1f"&<\ud800-\udfff\ufffe\uffff]/;
const specialInText = /[&<>\r]/g;
const specialInAttribute = /[&<"\t\n\r]/g;

const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#x9;",
  "\n": "&#xA;",
  "\r": "&#xD;",
};
const referenceOf = (character: string): string => references[character] ?? character;

/** Text as Canonical XML writes it (C14N 1.0, section 2.3). @throws Fault `xml-unwritable` */
export function escapeText(text: string): string {
  if (!remarkableInText.test(text)) return text;
  return requireWritable(text).replaceAll(specialInText, referenceOf);
}

/** The value of an attribute as Canonical XML writes it, without the quotes. @throws Fault `xml-unwritable` */
export function escapeAttribute(value: string): string {
  if (!remarkableInAttribute.test(value)) return value;
  return requireWritable(value).replaceAll(specialInAttribute, referenceOf);
}

/** A comment with its brackets. @throws Fault `xml-unwritable` */
export function writeComment(comment: string): string {
  if (/--|-$|\r/.test(comment)) throw unwritable(`<!--${comment}-->`);
  return `<!--${requireWritable(comment)}-->`;
}

/** A name taken apart, and encoded as it stands in tags. */
export interface XmlName {
  /** Empty for none. */
  readonly prefix: string;
  readonly local: string;
  /** `<name` */
  readonly tagStart: Encoded;
  /** `<name>` */
  readonly startTag: Encoded;
  /** `</name>` */
  readonly endTag: Encoded;
  /** ` name="` */
  readonly attributeStart: Encoded;
}

/** Names met lately; a document has few, and many times each. */
const knownNames = new Map<string, XmlName>();
const mostKnownNames = 2000;

/** What a name consists of. @throws Fault `xml-unwritable` */
export function xmlName(name: string): XmlName {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const colon = name.indexOf(":");
  const [prefix, local] = colon < 0 ? ["", name] : [name.slice(0, colon), name.slice(colon + 1)];
  if (!plainName.test(local) || (colon >= 0 && !plainName.test(prefix))) throw unwritable(name);
  if (knownNames.size >= mostKnownNames) knownNames.clear();
  const encoded = {
    prefix,
    local,
    tagStart: encode(`<${name}`),
    startTag: encode(`<${name}>`),
    endTag: encode(`</${name}>`),
    attributeStart: encode(` ${name}="`),
  };
  knownNames.set(name, encoded);
  return encoded;
}

/** Orders by Unicode code point, as C14N sorts; JavaScript's own order puts U+E000 to U+FFFF behind everything else. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above every other unit. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** @param what the name or text that no XML 1.0 document can carry */
export function unwritable(what: string): Fault {
  const shown = JSON.stringify(what.slice(0, 60));
  return new Fault("xml-unwritable", {
    vi: `Không viết được ${shown} vào XML 1.0 (tên sai, tiền tố chưa khai báo hoặc ký tự không được phép).`,
    en: `${shown} cannot be written as XML 1.0 (a wrong name, an undeclared prefix or a character that is not allowed).`,
  });
}

function requireWritable(text: string): string {
  if (notAllowed.test(text) || !text.isWellFormed()) throw unwritable(text);
  return text;
}
