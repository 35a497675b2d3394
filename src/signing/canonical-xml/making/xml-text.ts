import { Fault } from "#core/fault.ts";

/** Names without a colon (Namespaces in XML 1.0, production NCName; XML 1.0 fifth edition, NameStartChar and NameChar). */
const start =
  "A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}" +
  "\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}";
const more = "\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}";
const plainName = new RegExp(`^[${start}][${start}${more}]*$`, "u");

const notAllowed = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

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
  return requireWritable(text).replaceAll(/[&<>\r]/g, referenceOf);
}

/** The value of an attribute as Canonical XML writes it, without the quotes. @throws Fault `xml-unwritable` */
export function escapeAttribute(value: string): string {
  return requireWritable(value).replaceAll(/[&<"\t\n\r]/g, referenceOf);
}

/** @throws Fault `xml-unwritable` unless it is a name without a prefix */
export function requirePlainName(name: string): string {
  if (!plainName.test(name)) throw unwritable(name);
  return name;
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
