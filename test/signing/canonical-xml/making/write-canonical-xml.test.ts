import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { XmlC14NMode, XmlDocument } from "libxml2-wasm";
import { describe, expect, it } from "vitest";

import {
  type NamespaceScope,
  scopeWithin,
  type WrittenForm,
  writeCanonicalXml as canonicalBytes,
} from "../../../../src/signing/canonical-xml/making/write-canonical-xml.ts";
import { element, type XmlElement } from "../../../../src/signing/canonical-xml/making/xml-element.ts";
import { oracle } from "../../../kit/oracle.ts";
import { seededRandom } from "../../../kit/seeded-random.ts";
import { askJava, hasJava } from "../../oracles/java.ts";
import { arbitraryXml, fullVocabulary, modestVocabulary } from "../arbitrary-xml.ts";
import { carelessXml } from "./careless-xml.ts";
import { canonicalFormUris } from "../../../../src/signing/canonical-xml/canonical-forms.ts";

const modes = { inclusive: XmlC14NMode.XML_C14N_1_0, exclusive: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 };
const forms = ["inclusive", "exclusive"] as const;

const canonicalXml = (part: XmlElement, form: WrittenForm, scope?: NamespaceScope): string =>
  canonicalBytes(part, form, scope).toString();

/** The canonical form as libxml2 makes it, of a whole document or of the part a path leads to. */
function byLibxml2(xml: string, form: WrittenForm, path?: string): string {
  const document = XmlDocument.fromString(xml);
  try {
    const chosen = { mode: modes[form], withComments: false };
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
        const { part, path, outside } = parts[choice % parts.length]!;
        expect(canonicalXml(part, form, outside)).toBe(byLibxml2(careless(root, seed), form, path));
      }),
      { numRuns: 150 },
    );
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
        return forms.map((form) => ({ root, form, line: `${file} ${canonicalFormUris[form]}` }));
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
  it.each<[string, XmlElement]>([
    ["a name that is none", element("1a", {})],
    ["a name with two colons", element("a:b:c", {})],
    ["an empty name", element("", {})],
    ["an undeclared prefix", element("a:b", {})],
    ["an attribute with a prefix", { name: "b", namespaces: { a: "urn:x" }, attributes: { "a:b": "" } }],
    ["a declaration among the attributes", element("b", { xmlns: "urn:x" })],
    ["a declaration with prefix among the attributes", element("b", { "xmlns:a": "urn:x" })],
    ["a relative namespace", { name: "b", namespaces: { "": "x" } }],
    ["a namespace that is no URI", { name: "b", namespaces: { "": "urn:xã" } }],
    ["a namespace that libxml2 would not escape", { name: "b", namespaces: { "": "http://vi-du.vn/?a&b" } }],
    ["a prefix taken back", { name: "b", namespaces: { a: "" } }],
    ["a prefix with a colon", { name: "b", namespaces: { "a:b": "urn:x" } }],
    ["the prefix xml declared", { name: "b", namespaces: { xml: "urn:x" } }],
    [
      "the namespace of xml under another prefix",
      { name: "b", namespaces: { a: "http://www.w3.org/XML/1998/namespace" } },
    ],
    ["a control character", element("b", {}, "a\u{1}")],
    ["a null in an attribute", element("b", { a: "\0" })],
    ["half a character", element("b", {}, "\u{D83D}")],
    ["U+FFFF", element("b", {}, "\u{FFFF}")],
  ])("%s", (_, root) => {
    expect(() => canonicalXml(root, "inclusive")).toThrow(expect.objectContaining({ code: "xml-unwritable" }));
  });
});

interface Part {
  readonly part: XmlElement;
  readonly path: string;
  readonly outside: NamespaceScope;
}

function partsOf(part: XmlElement, path = "/*", outside: NamespaceScope = new Map()): Part[] {
  const below = (part.children ?? []).filter((child) => typeof child !== "string");
  const inside = scopeWithin(outside, part.namespaces);
  return [
    { part, path, outside },
    ...below.flatMap((child, index) => partsOf(child, `${path}/*[${index + 1}]`, inside)),
  ];
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
