import fc from "fast-check";
import { XmlC14NMode, XmlDocument } from "libxml2-wasm";
import { describe, expect, it } from "vitest";

import { canonicalise, type Canonicalisation } from "../../../../src/signing/canonical-xml/reading/canonicalise.ts";
import { limitsOf } from "../../../../src/signing/verify/policy.ts";
import { Refused } from "../../../../src/signing/verify/refused.ts";
import { readXml } from "../../../../src/signing/canonical-xml/reading/read-xml.ts";
import { elementsIn } from "../../../../src/signing/canonical-xml/reading/xml-tree.ts";

const limits = limitsOf({ trustAnchors: [], now: new Date(0) });
const limit = 1_000_000;

/** Names, namespaces and texts that canonicalisation has to think about. */
const prefix = fc.constantFrom("", "p", "q", "é");
// Without &: libxml2 does not escape it in a declaration, as Canonical XML 1.0, section 2.3 wants.
const uri = fc.constantFrom("", "urn:a", "urn:b");
const value = fc
  .array(
    fc.constantFrom(
      "a",
      " ",
      "&#xA;",
      "&#13;",
      "&#9;",
      "\n",
      "\r\n",
      "\t",
      "&amp;",
      "&lt;",
      ">",
      "&quot;",
      "'",
      "ế",
      "𝒜",
      "&#x1F600;",
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(""));
const content = fc.oneof(
  value,
  fc.constantFrom("<!-- c -->", "<?pi?>", "<?pi  d  e ?>", "<![CDATA[<&]]>", "<![CDATA[]]>", "]]&gt;"),
);
const attribute = fc
  .constantFrom("a", "b", "p:a", "q:a", "xml:lang", "xml:space", "xml:x", "é", "𝒜")
  .chain((name) => value.map((text) => `${name}="${text.replaceAll("<", "")}"`));
const declaration = fc.tuple(prefix, uri).map(([name, text]) => `xmlns${name && ":"}${name}="${text}"`);

const { element } = fc.letrec<{ element: string; children: string }>((tie) => ({
  element: fc
    .tuple(prefix, fc.array(declaration, { maxLength: 3 }), fc.array(attribute, { maxLength: 3 }), tie("children"))
    .map(([name, declarations, attributes, inside]) => {
      const tag = name === "" ? "e" : `${name}:e`;
      const start = [tag, ...declarations, ...attributes].join(" ");
      return inside === "" ? `<${start}/>` : `<${start}>${inside}</${tag}>`;
    }),
  children: fc
    .array(fc.oneof({ depthSize: "small" }, content, tie("element")), { maxLength: 4 })
    .map((parts) => parts.join("")),
}));
const document = fc
  .tuple(
    fc.constantFrom("", '<?xml version="1.0"?>\n', "<?a b?>", "<!--c-->\n"),
    element,
    fc.constantFrom("", "\n", "<?z?>", "<!--c-->"),
  )
  .map(
    ([before, root, after]) =>
      before + root.replace(/^<(\S*?)(?=[ />])/, '<$1 xmlns:p="urn:p" xmlns:q="urn:q" xmlns:é="urn:e"') + after,
  );

const modes = [
  [{ form: "inclusive", inclusivePrefixes: [] }, { mode: XmlC14NMode.XML_C14N_1_0 }],
  [{ form: "inclusive-1.1", inclusivePrefixes: [] }, { mode: XmlC14NMode.XML_C14N_1_1 }],
  [{ form: "exclusive", inclusivePrefixes: [] }, { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 }],
  [
    { form: "exclusive", inclusivePrefixes: ["p", "", "nowhere"] },
    { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, inclusiveNamespacePrefixes: ["p", "#default", "nowhere"] },
  ],
] as const satisfies readonly [Canonicalisation, object][];

/** What libxml2 makes of it, undefined where it does not read the text. */
function oracle(text: string, options: (typeof modes)[number][1], nth?: number): string | undefined {
  let xml: XmlDocument;
  try {
    xml = XmlDocument.fromString(text);
  } catch {
    return undefined;
  }
  try {
    const { mode } = options;
    const prefixes = "inclusiveNamespacePrefixes" in options ? [...options.inclusiveNamespacePrefixes] : undefined;
    const all = { mode, ...(prefixes !== undefined && { inclusiveNamespacePrefixes: prefixes }) };
    return nth === undefined ? xml.canonicalizeToString(all) : xml.find("//*")[nth]?.canonicalizeToString(all);
  } finally {
    xml.dispose();
  }
}

function ours(text: string, form: Canonicalisation, nth?: number): string | undefined {
  try {
    const xml = readXml(Buffer.from(text), limits);
    const what = nth === undefined ? xml : [...elementsIn(xml.root)][nth];
    if (what === undefined) throw new RangeError("no such element");
    return canonicalise(what, { ...form, limit }).toString();
  } catch (error) {
    if (error instanceof Refused && error.reason === "xml-malformed") return undefined;
    throw error;
  }
}

describe.each(modes)("the canonical form %j", (form, options) => {
  it("of a document is that of libxml2, which also reads and refuses the same documents", () => {
    fc.assert(
      fc.property(document, (text) => {
        expect(ours(text, form)).toBe(oracle(text, options));
      }),
      { numRuns: 500 },
    );
  });

  it("of an element inside a document is that of libxml2", () => {
    fc.assert(
      fc.property(document, fc.nat(), (text, number) => {
        if (oracle(text, options) === undefined) return;
        const nth = number % [...elementsIn(readXml(Buffer.from(text), limits).root)].length;
        expect(ours(text, form, nth)).toBe(oracle(text, options, nth));
      }),
      { numRuns: 500 },
    );
  });

  it("is its own canonical form", () => {
    fc.assert(
      fc.property(document, (text) => {
        const once = ours(text, form);
        if (once !== undefined) expect(ours(once, form)).toBe(once);
      }),
    );
  });
});

it("does not join values of xml:base, as form 1.1 would have to", () => {
  const xml = readXml(Buffer.from('<a xml:base="http://x/"><b/></a>'), limits);
  const [, inner] = elementsIn(xml.root);
  expect(() => inner && canonicalise(inner, { form: "inclusive-1.1", inclusivePrefixes: [], limit })).toThrow(
    "canonicalisation-refused",
  );
});

it("inherits xml:id in form 1.0 and not in 1.1", () => {
  const text = '<a xml:id="i" xml:lang="vi"><b></b></a>';
  expect(ours(text, { form: "inclusive", inclusivePrefixes: [] }, 1)).toBe('<b xml:id="i" xml:lang="vi"></b>');
  expect(ours(text, { form: "inclusive-1.1", inclusivePrefixes: [] }, 1)).toBe('<b xml:lang="vi"></b>');
});
