import fc from "fast-check";

import type { XmlElement, XmlNode } from "../../../src/signing/canonical-xml/making/xml-element.ts";

/** What the arbitrary documents are built from; some parsers know only the names of XML 1.0 before its fifth edition. */
export interface XmlVocabulary {
  readonly localNames: readonly string[];
}

export const fullVocabulary: XmlVocabulary = {
  // Sorted by UTF-16 unit the last two would change places.
  localNames: ["HoSo", "a", "B", "_x-1.2", "Đơn", "\u{FA0E}", "\u{20000}"],
};

/** Names every parser knows. */
export const modestVocabulary: XmlVocabulary = { localNames: ["HoSo", "a", "B", "_x-1.2", "Đơn"] };

const prefixes = ["", "a", "b", "xa", "é"];
const uris = ["urn:mot", "urn:hai", "urn:Hai", "http://vi-du.vn/?a=1;b='2'#x", "http://vi-du.vn"];

/** Vietnamese in both normal forms, characters outside the BMP, and everything canonical XML escapes. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\r",
        "\n",
        "\r\n",
        "\t",
        "&",
        "<",
        ">",
        '"',
        "'",
        "]]>",
        " ",
        "ế",
        "e\u{302}\u{301}",
        "𠀀",
        "😀",
      ),
      fc.constantFrom(
        "\u{85}",
        "\u{2028}",
        "\u{D7FF}",
        "\u{E000}",
        "\u{FFFD}",
        "&amp;",
        "<![CDATA[",
        "Đăng ký khai sinh",
        "Nơi cư trú của người nộp hồ sơ: thôn Mẫu, xã Mẫu, tỉnh Mẫu — ghi theo giấy tờ đã nộp kèm.",
      ),
      fc.string({ maxLength: 5, unit: "grapheme" }).filter(isXmlText),
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(""));

/** An element before it is known which prefixes are in force around it. */
interface Draft {
  readonly declarations: readonly (readonly [prefix: string, uri: string])[];
  readonly undeclares: boolean;
  readonly prefix: number;
  readonly local: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly (string | Draft)[];
}

/** Documents with namespaces declared, repeated, changed and taken back, in every place. */
export function arbitraryXml(vocabulary: XmlVocabulary): fc.Arbitrary<XmlElement> {
  const local = fc.constantFrom(...vocabulary.localNames);
  const { element } = fc.letrec<{ element: Draft; child: Draft["children"][number] }>((tie) => ({
    element: fc.record({
      declarations: fc.array(fc.tuple(fc.constantFrom(...prefixes), fc.constantFrom(...uris)), { maxLength: 3 }),
      undeclares: fc.boolean(),
      prefix: fc.nat(20),
      local,
      attributes: fc.array(fc.tuple(local, text), { maxLength: 4 }),
      children: fc.array(tie("child"), { maxLength: 4 }),
    }),
    child: fc.oneof({ depthSize: "small", withCrossShrink: true }, text, tie("element")),
  }));
  return element.map((draft) => settle(draft, new Map()));
}

function settle(draft: Draft, outside: ReadonlyMap<string, string>): XmlElement {
  const namespaces = Object.fromEntries(draft.declarations);
  if (draft.undeclares && namespaces[""] === undefined && outside.has("")) namespaces[""] = "";
  const inside = new Map([...outside, ...Object.entries(namespaces)]);
  const children = draft.children.map((child): XmlNode => (typeof child === "string" ? child : settle(child, inside)));
  return {
    name: qualified(draft, inside),
    ...(Object.keys(namespaces).length > 0 && { namespaces }),
    ...(draft.attributes.length > 0 && { attributes: Object.fromEntries(draft.attributes) }),
    ...(children.length > 0 && { children }),
  };
}

/** The name under a prefix in force, or under none. */
function qualified({ prefix: choice, local }: Draft, inside: ReadonlyMap<string, string>): string {
  const named = [...inside.keys()].filter((prefix) => prefix !== "").sort();
  const prefix = named[choice % (named.length + 1)];
  return prefix === undefined ? local : `${prefix}:${local}`;
}

function isXmlText(value: string): boolean {
  return value.isWellFormed() && !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(value);
}
