import fc from "fast-check";

import type { XmlElement, XmlNode } from "../../../src/signing/canonical-xml/making/xml-element.ts";

/** What the arbitrary documents are built from; some parsers know only the names of XML 1.0 before its fifth edition. */
export interface XmlVocabulary {
  readonly localNames: readonly string[];
  readonly comments: boolean;
}

export const fullVocabulary: XmlVocabulary = {
  // Sorted by UTF-16 unit the last two would change places.
  localNames: ["HoSo", "a", "B", "_x-1.2", "Đơn", "\u{FA0E}", "\u{20000}"],
  comments: true,
};

/** Names every parser knows, no comments. */
export const modestVocabulary: XmlVocabulary = { localNames: ["HoSo", "a", "B", "_x-1.2", "Đơn"], comments: false };

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
  readonly attributes: readonly (readonly [prefix: number, local: string, value: string])[];
  readonly children: readonly (string | Draft | { readonly comment: string })[];
}

/** Documents with namespaces declared, repeated, changed and taken back, in every place. */
export function arbitraryXml(vocabulary: XmlVocabulary): fc.Arbitrary<XmlElement> {
  const local = fc.constantFrom(...vocabulary.localNames);
  const comment = text.map((comment) => ({ comment: comment.replaceAll(/[-\r]/g, "") }));
  const { element } = fc.letrec<{ element: Draft; child: Draft["children"][number] }>((tie) => ({
    element: fc.record({
      declarations: fc.array(fc.tuple(fc.constantFrom(...prefixes), fc.constantFrom(...uris)), { maxLength: 3 }),
      undeclares: fc.boolean(),
      prefix: fc.nat(20),
      local,
      attributes: fc.array(fc.tuple(fc.nat(20), local, text), { maxLength: 4 }),
      children: fc.array(tie("child"), { maxLength: 4 }),
    }),
    child: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      text,
      ...(vocabulary.comments ? [comment] : []),
      tie("element"),
    ),
  }));
  return element.map((draft) => settle(draft, new Map()));
}

function settle(draft: Draft, outside: ReadonlyMap<string, string>): XmlElement {
  const namespaces = Object.fromEntries(draft.declarations);
  if (draft.undeclares && namespaces[""] === undefined && outside.has("")) namespaces[""] = "";
  const inside = new Map([...outside, ...Object.entries(namespaces)]);
  const named = [...inside.keys()].filter((prefix) => prefix !== "").sort();
  const taken = new Set<string>();
  const attributes = draft.attributes.flatMap(([choice, local, value]): [string, string][] => {
    const [name, uri] = choice % 6 === 5 ? [`xml:${local}`, "xml"] : qualify(choice, local, named, inside, "");
    if (taken.has(`${uri} ${local}`)) return [];
    taken.add(`${uri} ${local}`);
    return [[name, value]];
  });
  const [name] = qualify(draft.prefix, draft.local, named, inside, inside.get("") ?? "");
  const children = draft.children.map((child): XmlNode =>
    typeof child === "string" || "comment" in child ? child : settle(child, inside),
  );
  return {
    name,
    ...(Object.keys(namespaces).length > 0 && { namespaces }),
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
    ...(children.length > 0 && { children }),
  };
}

function qualify(
  choice: number,
  local: string,
  prefixes: readonly string[],
  namespaces: ReadonlyMap<string, string>,
  unprefixed: string,
): [name: string, uri: string] {
  const prefix = prefixes[choice % (prefixes.length + 1)];
  return prefix === undefined ? [local, unprefixed] : [`${prefix}:${local}`, namespaces.get(prefix) ?? ""];
}

function isXmlText(value: string): boolean {
  return value.isWellFormed() && !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(value);
}
