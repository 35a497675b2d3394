import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/message/canonical-json.ts";
import {
  digestIn,
  digestMark,
  referencesIn,
  referenceText,
  withContents,
  withValuesAt,
} from "#core/message/content-reference.ts";

const reference = { sha256: "a".repeat(64), bytes: 12_582_912 };
const written = referenceText(reference);

describe("a reference in a stored payload", () => {
  it("is a valid JSON text, and is found again", () => {
    const stored = `{"phieuLLTP":${written},"so":"1"}`;
    expect(JSON.parse(stored)).toEqual({ phieuLLTP: `sha256:${reference.sha256}:12582912`, so: "1" });
    expect(referencesIn(stored)).toEqual([reference]);
  });

  it("gives way to the value, byte for byte as canonical JSON has it", () => {
    const content = 'dòng 1\n"ngoặc" \\ và $& $1 \u2028';
    expect(withContents(`{"a":${written},"b":${written}}`, () => content)).toBe(
      canonicalJson({ b: content, a: content }),
    );
  });

  // What a vendor might push to have the gateway send somebody else's file.
  const looksLikeIt = [
    written,
    written.slice(1, -1),
    JSON.stringify(written),
    `sha256:${reference.sha256}:1`,
    `\\${written}`,
    `"${written}"`,
    String.raw`"\u0073ha256:${reference.sha256}:1"`,
  ];

  it.each(looksLikeIt)("is never what a vendor wrote: %s", (text) => {
    for (const payload of [text, [text], { [text]: text }, { a: { sha256: reference.sha256, bytes: 1 }, b: text }]) {
      const stored = canonicalJson(payload);
      expect(referencesIn(stored)).toEqual([]);
      expect(withContents(stored, () => "another's file")).toBe(stored);
    }
  });

  it("is never what anybody wrote, whatever surrounds it", () => {
    const piece = fc.constantFrom(
      ...looksLikeIt,
      '"',
      "\\",
      "\\u0073",
      "sha256:",
      "\u0000",
      "\uD800",
      reference.sha256,
      ":1",
    );
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        text,
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(text, tie("value"), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(fc.property(value, (payload) => referencesIn(canonicalJson(payload)).length === 0));
  });
});

describe("the mark of a payload that is known by its hash alone", () => {
  it("is told from the payload itself, which is always an object", () => {
    expect(digestIn(digestMark("0f"))).toBe("0f");
    expect(digestIn(canonicalJson({ a: "sha256:0f" }))).toBeNull();
  });
});

describe("a dossier with references", () => {
  const placed = { pointer: "/record/tệp~1a~0b/0", sha256: "b".repeat(64), bytes: 1 };

  it("has the values in their places and nowhere else, though another value says the same hash", () => {
    const dossier = { note: placed.sha256, record: { "tệp/a~b": [placed.sha256, placed.sha256] } };
    expect(withValuesAt(dossier, [placed], () => "tệp")).toEqual({
      note: placed.sha256,
      record: { "tệp/a~b": ["tệp", placed.sha256] },
    });
  });

  it("is left alone where there are none", () => {
    const dossier = { record: { sha256: "x", bytes: 1 } };
    expect(withValuesAt(dossier, [], () => "tệp")).toBe(dossier);
  });
});
