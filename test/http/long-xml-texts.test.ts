import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readXml } from "../../src/http/input/read-dossiers.ts";

const SHAPES = { common: {}, records: new Map() };
const read = (xml: string) => readXml(xml, SHAPES, { maxDepth: 8, maxXmlElements: 1000 });
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

describe("an XML text of any length", () => {
  const long = fc
    .tuple(fc.stringMatching(/^[a-z<&é ]{1,40}$/), fc.integer({ min: 1, max: 4000 }))
    .map(([piece, times]) => piece.repeat(times).trim());
  const texts = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), long, { noNullPrototype: true, minKeys: 1 });

  it("is read as it was written, white space around it apart", () => {
    fc.assert(
      fc.property(texts, fc.constantFrom("", "\n  ", " ".repeat(3000)), (given, around) => {
        const members = Object.entries(given).map(
          ([name, text]) => `<${name}>${around}${escaped(text)}${around}</${name}>`,
        );
        const xml = `<dossier>${around}${members.join(around)}</dossier>`;
        expect(read(xml)).toEqual({ ok: true, value: given });
      }),
      { numRuns: 60 },
    );
  });

  it("is decoded once, wherever a reference stands in it", () => {
    for (const before of [65_520, 65_530, 65_534, 65_535, 65_536, 131_071]) {
      const text = `${"a".repeat(before)}&amp;amp;&#x1F600;&lt;${"b".repeat(70_000)}`;
      const value = { note: `${"a".repeat(before)}&amp;😀<${"b".repeat(70_000)}` };
      expect(read(`<dossier><note>${text}</note></dossier>`)).toEqual({ ok: true, value });
    }
  });

  it("stays beside what stands around a comment or in a CDATA section", () => {
    const long = "x".repeat(5000);
    expect(read(`<d><a>${long}<!-- ${long} -->${long}</a><b><![CDATA[${long}<]]></b><c>1</c></d>`)).toEqual({
      ok: true,
      value: { a: long + long, b: `${long}<`, c: "1" },
    });
  });

  it("is not mixed up with another by a character that XML does not have", () => {
    const xml = `<d><a>${"x".repeat(5000)}</a><b>\uFFFF0\uFFFF</b></d>`;
    expect(read(xml)).toMatchObject({ ok: false, issues: [{ code: "xml-character" }] });
  });

  it("is told from stray text, and broken XML behind it by its line", () => {
    const long = "x".repeat(5000);
    expect(read(`<d>${long}<b>1</b></d>`)).toMatchObject({ ok: false, issues: [{ code: "xml-stray-text" }] });
    expect(read(`<d><a>${"x\n".repeat(3000)}</a>\n<b></c></d>`)).toMatchObject({
      ok: false,
      issues: [{ code: "xml-syntax", messageEn: expect.stringContaining("line 3002") as string }],
    });
  });
});
