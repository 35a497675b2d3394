import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { XmlC14NMode, XmlDocument } from "libxml2-wasm";
import { describe, expect, it } from "vitest";

import {
  apexStartTag,
  type CanonicalForm,
  canonicalXml as canonicalBytes,
  writeXml,
  type XmlScope,
} from "../../../../src/signing/canonical-xml/making/write-canonical-xml.ts";
import { element, isElement, type XmlElement } from "../../../../src/signing/canonical-xml/making/xml-element.ts";
import { canonicalizationNames } from "../../../../src/signing/containers/xml/xmldsig-names.ts";
import { oracle } from "../../../kit/oracle.ts";
import { seededRandom } from "../../../kit/seeded-random.ts";
import { askJava, hasJava } from "../../oracles/java.ts";
import { arbitraryXml, fullVocabulary, modestVocabulary } from "../arbitrary-xml.ts";
import { carelessXml } from "./careless-xml.ts";

const modes = { inclusive: XmlC14NMode.XML_C14N_1_0, exclusive: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 };
const forms = ["inclusive", "exclusive"] as const;

const canonicalXml = (part: XmlElement, form: CanonicalForm, scope?: XmlScope): string =>
  canonicalBytes(part, form, scope).toString();

/** The canonical form as libxml2 makes it, of a whole document or of the part a path leads to. */
function byLibxml2(xml: string, form: CanonicalForm, options: { path?: string; withComments?: boolean } = {}): string {
  const document = XmlDocument.fromString(xml);
  try {
    const { path, withComments = false } = options;
    const chosen = { mode: modes[form], withComments };
    if (path === undefined) return document.canonicalizeToString(chosen);
    const part = document.get(path);
    if (part === null) throw new Error(`nothing at ${path}`);
    return part.canonicalizeToString(chosen);
  } finally {
    document.dispose();
  }
}

const documents = fc.tuple(arbitraryXml(fullVocabulary), fc.integer());
const careless = (root: XmlElement, seed: number): string => {
  const random = seededRandom(seed);
  return carelessXml(root, (below) => Math.floor(random.next() * below));
};

describe.each(forms)("the %s form", (form) => {
  it("is what libxml2 makes of the same document carelessly written", () => {
    fc.assert(
      fc.property(documents, ([root, seed]) => {
        expect(canonicalXml(root, form)).toBe(byLibxml2(careless(root, seed), form));
      }),
      { numRuns: 150 },
    );
  });

  it("is its own canonical form", () => {
    fc.assert(
      fc.property(arbitraryXml(fullVocabulary), (root) => {
        const text = canonicalXml(root, form);
        expect(byLibxml2(text, form)).toBe(text);
      }),
      { numRuns: 150 },
    );
  });

  it("of a part inherits what the document around it gives", () => {
    fc.assert(
      fc.property(documents, fc.nat(), ([root, seed], choice) => {
        const parts = partsOf(root);
        const { part, path } = parts[choice % parts.length] ?? { part: root, path: "/*" };
        const place = writeXml(root, [part]).places.get(part);
        expect(place).toBeDefined();
        const ours = canonicalXml(part, form, place?.outside);
        expect(ours).toBe(byLibxml2(careless(root, seed), form, { path }));
      }),
      { numRuns: 150 },
    );
  });
});

describe("a document written once", () => {
  it("is the inclusive form with comments, and its exclusive form unless it says otherwise", () => {
    fc.assert(
      fc.property(documents, ([root, seed]) => {
        const { bytes, hasComments, hasSpareDeclarations } = writeXml(root);
        const text = bytes.toString();
        expect(text).toBe(byLibxml2(careless(root, seed), "inclusive", { withComments: true }));
        if (!hasSpareDeclarations && !hasComments) expect(text).toBe(canonicalXml(root, "exclusive"));
      }),
      { numRuns: 150 },
    );
  });

  it("holds the inclusive form of each part behind a start tag of its own", () => {
    fc.assert(
      fc.property(arbitraryXml({ ...fullVocabulary, comments: false }), fc.nat(), (root, choice) => {
        const parts = partsOf(root);
        const part = parts[choice % parts.length]?.part ?? root;
        const { bytes, places } = writeXml(root, [part]);
        const place = places.get(part)!;
        const cut = apexStartTag(part, place.outside).toString() + bytes.toString("utf8", place.startTagEnd, place.end);
        expect(cut).toBe(canonicalXml(part, "inclusive", place.outside));
        expect(bytes.toString("utf8", place.start, place.end)).toMatch(/^<[^]*>$/);
        expect(bytes.toString("utf8", place.contentEnd, place.end)).toBe(`</${part.name}>`);
      }),
      { numRuns: 150 },
    );
  });
});

describe("a large document", () => {
  const long = "Trích lục & xác nhận <bản chính> \u{20000}\r\n ".repeat(40);
  const row = (index: number): XmlElement =>
    element("HoSo", { Id: `HS-${index}`, ghiChu: long }, long, element("Ten", {}, "Mẫu Thị Khang"));
  const root = element("DanhSach", {}, ...Array.from({ length: 300 }, (_, index) => row(index)));

  it.each(forms)("has its %s form like a small one", (form) => {
    const written = canonicalXml(root, form);
    expect(written.length).toBeGreaterThan(1_048_576);
    expect(written === byLibxml2(careless(root, 1), form)).toBe(true);
  });

  it("leaves nothing of itself in the next", () => {
    expect(canonicalXml(element("Ten", {}, "Mẫu"), "inclusive")).toBe("<Ten>Mẫu</Ten>");
    expect(() => canonicalXml(element("Ten", {}, "Mẫu", element("1", {})), "inclusive")).toThrow();
    expect(canonicalXml(element("Ten", {}, "Khác"), "inclusive")).toBe("<Ten>Khác</Ten>");
  });
});

describe("other canonicalisers agree", () => {
  const sample = fc.sample(fc.tuple(arbitraryXml(modestVocabulary), fc.integer()), { numRuns: 60, seed: 20_270_518 });
  const written = sample.map(([root, seed]) => ({ root, xml: careless(root, seed) }));

  it.runIf(hasJava)("the JDK's and Apache Santuario's", () => {
    const folder = mkdtempSync(join(tmpdir(), "lienthong-test-c14n-"));
    try {
      const jobs = written.flatMap(({ root, xml }, index) => {
        const file = join(folder, `${index}.xml`);
        writeFileSync(file, xml);
        return forms.map((form) => ({ root, form, line: `${file} ${canonicalizationNames[form]}` }));
      });
      const answers = askJava(jobs.map(({ line }) => `canonical ${line}`));
      for (const [provider, answer] of answers) {
        const ours = jobs.map(({ root, form, line }) => [line, sha256(canonicalXml(root, form))]);
        expect([provider, ours]).toEqual([provider, jobs.map(({ line }) => [line, answer.get(line)])]);
      }
      expect([...answers.keys()]).toContain("jdk");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const xmllint = oracle("xmllint");
  it.runIf(xmllint).each([
    ["--c14n", "inclusive"],
    ["--exc-c14n", "exclusive"],
  ] as const)("xmllint %s", (option, form) => {
    for (const { root, xml } of written.slice(0, 10)) {
      expect(canonicalXml(root, form)).toBe(execFileSync(xmllint ?? "", [option, "-"], { input: xml }).toString());
    }
  });
});

describe("what it refuses", () => {
  const of = (root: XmlElement) => () => canonicalXml(root, "inclusive");
  it.each<[string, XmlElement]>([
    ["a name that is none", element("1a", {})],
    ["a name with two colons", element("a:b:c", {})],
    ["an empty name", element("", {})],
    ["an undeclared prefix", element("a:b", {})],
    ["an undeclared prefix of an attribute", element("b", { "a:b": "" })],
    ["a declaration among the attributes", element("b", { xmlns: "urn:x" })],
    ["a declaration with prefix among the attributes", element("b", { "xmlns:a": "urn:x" })],
    ["a relative namespace", { name: "b", namespaces: { "": "x" } }],
    ["a namespace that is no URI", { name: "b", namespaces: { "": "urn:xã" } }],
    ["a namespace that libxml2 would not escape", { name: "b", namespaces: { "": "http://vi-du.vn/?a&b" } }],
    ["a prefix taken back", { name: "b", namespaces: { a: "" } }],
    ["the prefix xml declared", { name: "b", namespaces: { xml: "urn:x" } }],
    [
      "the namespace of xml under another prefix",
      { name: "b", namespaces: { a: "http://www.w3.org/XML/1998/namespace" } },
    ],
    ["a control character", element("b", {}, "a\u{1}")],
    ["a null in an attribute", element("b", { a: "\0" })],
    ["half a character", element("b", {}, "\u{D83D}")],
    ["U+FFFF", element("b", {}, "\u{FFFF}")],
    ["a comment with two hyphens", element("b", {}, { comment: "a--b" })],
    ["a comment with a hyphen at its end", element("b", {}, { comment: "a-" })],
    [
      "the same attribute under two prefixes",
      { name: "b", namespaces: { x: "urn:1", y: "urn:1" }, attributes: { "x:a": "1", "y:a": "2" } },
    ],
  ])("%s", (_, root) => {
    const refusing = root.children?.some((child) => typeof child !== "string" && "comment" in child)
      ? () => writeXml(root)
      : of(root);
    expect(refusing).toThrow(expect.objectContaining({ code: "xml-unwritable" }));
  });
});

function partsOf(root: XmlElement, path = "/*"): { part: XmlElement; path: string }[] {
  const below = (root.children ?? []).filter(isElement);
  return [{ part: root, path }, ...below.flatMap((child, index) => partsOf(child, `${path}/*[${index + 1}]`))];
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
