import { canonicalJson, parseJson } from "#core/message/canonical-json.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** Any JSON, Vietnamese and broken surrogates included. Minus zero is no JSON number of its own: it is written 0. */
const json = fc.jsonValue({ stringUnit: "binary", maxDepth: 5 }).map((value) => withoutMinusZero(value));

function withoutMinusZero(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMinusZero);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutMinusZero(member)]));
  return value === 0 ? 0 : value;
}

/** The same content with the members of every object in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reordered(member)]),
  );
}

describe("canonicalJson", () => {
  it("says what it was given, nothing more and nothing less", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(parseJson(canonicalJson(value))).toEqual(value);
      }),
    );
  });

  it("gives equal content equal text, whatever the order of its members", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(reordered(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it("gives different content different text", () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const same = canonicalJson(a) === canonicalJson(b);
        if (same) expect(a).toEqual(b);
        else expect(a).not.toEqual(b);
      }),
    );
  });

  it.each([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ a10: 1, a9: 2, A: 3, é: 4, z: 5 }, '{"A":3,"a10":1,"a9":2,"z":5,"é":4}'],
    [{ list: [3, { y: 1, x: [] }], none: {} }, '{"list":[3,{"x":[],"y":1}],"none":{}}'],
    [{ 'đường "dẫn"': "Hà\u00A0Nội\n" }, '{"đường \\"dẫn\\"":"Hà\u00A0Nội\\n"}'],
    [{ kept: null, dropped: undefined }, '{"kept":null}'],
    [[undefined, null], "[null,null]"],
    [[1e21, 0.1, -0, 10], "[1e+21,0.1,0,10]"],
    ["", '""'],
    [undefined, "null"],
  ])("writes %j as %s", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it("sorts by UTF-16 units as RFC 8785 asks, not by code points", () => {
    // Section 3.2.3: the surrogates of U+1F600 sort before U+FB33.
    expect(canonicalJson({ "\uFB33": 1, "\u{1F600}": 2, "\u20AC": 3, "\r": 4, "1": 5, ö: 6 })).toBe(
      `{"\\r":4,"1":5,"ö":6,"€":3,"\u{1F600}":2,"\uFB33":1}`,
    );
  });
});
