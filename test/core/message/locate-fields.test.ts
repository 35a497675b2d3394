import { describe, expect, it } from "vitest";
import { fieldLocator } from "#core/message/locate-fields.ts";
import type { TracedLeaf } from "#core/message/trace-leaves.ts";

/** A value at a path of the dossier, and the receiver's fields that change with it. */
function leaf(path: string, fields: readonly string[], options: Partial<TracedLeaf> = {}): TracedLeaf {
  return { path: path.split("."), value: "x", fields, shownIn: [], stumbled: false, ...options };
}

/** Two parents with an address each, and some fields of their own. */
const form = () =>
  fieldLocator([
    leaf("mother.commune", ["data.me.maXa"]),
    leaf("father.commune", ["data.cha.maXa"]),
    leaf("mother.name", ["meHoTen"]),
    leaf("agency", ["data.maDV"]),
    leaf("documents.1.title", ["data.giayTo.1.ten"]),
    leaf("documents.12.title", ["data.giayTo.12.ten"]),
    leaf("price", ["data.g$.lePhi"]),
  ]);

describe("a receiver's name for a field", () => {
  it("leads to the value it is made of, with what stands above it or with less of that", () => {
    expect(form()("data.me.maXa")).toBe("/mother/commune");
    expect(form()("me.maXa")).toBe("/mother/commune");
    expect(form()("form.me.maXa")).toBe("/mother/commune");
    expect(form()("DATA.CHA.MAXA")).toBe("/father/commune");
    expect(form()("data.me")).toBe("/mother/commune");
    expect(form()("data.giayTo")).toBe("/documents");
  });

  it("may be written as a path of JSON", () => {
    expect(form()("$.data.maDV")).toBe("/agency");
    expect(form()("$maDV")).toBe("/agency");
    expect(form()("data.giayTo[12].ten")).toBe("/documents/12/title");
    expect(form()("data.giayTo[1].ten")).toBe("/documents/1/title");
    expect(form()("g$.lePhi")).toBe("/price");
  });

  it("leads nowhere when it fits several values, or only the dossier as a whole", () => {
    expect(form()("maXa")).toBeNull();
    expect(form()("data")).toBeNull();
    expect(form()("nothing")).toBeNull();
    expect(form()("")).toBeNull();
  });

  it("may have lost its beginning, if enough is left of it to be no other's", () => {
    expect(form()("eHoTen")).toBe("/mother/name");
    expect(form()("HoTen")).toBe("/mother/name");
    for (const tooLittle of ["oTen", "hoten", "aDV"]) expect([tooLittle, form()(tooLittle)]).toEqual([tooLittle, null]);
  });

  it("may have letters of the text before stuck to it by the n of a lost line end", () => {
    expect(form()("xnmaDV")).toBe("/agency");
    expect(form()("nnpnmaDV")).toBe("/agency");
    expect(form()("xnHoTen")).toBe("/mother/name");
    // Behind the first capital it is a letter of the name itself.
    expect(form()("xHonlePhi")).toBeNull();
  });
});

describe("a field that several values play a part in", () => {
  const origin = (...traced: readonly TracedLeaf[]) => fieldLocator(traced)("f");

  it("is the one's that stands there as it is", () => {
    expect(origin(leaf("a", ["f"]), leaf("b", ["f", "g"], { shownIn: ["f"] }))).toBe("/b");
    expect(origin(leaf("a", ["f"]), leaf("b", ["f", "g"], { shownIn: ["g"] }))).toBe("/a");
  });

  it("is else that of the one with the fewest fields", () => {
    expect(origin(leaf("a", ["f", "g"]), leaf("b", ["f"]))).toBe("/b");
    expect(origin(leaf("a", ["f"]), leaf("b", ["f", "g"]))).toBe("/a");
  });

  it("is else that of one that was given", () => {
    expect(origin(leaf("a", ["f"], { value: null }), leaf("b", ["f"]))).toBe("/b");
    expect(origin(leaf("a", ["f"]), leaf("b", ["f"], { value: null }))).toBe("/a");
    expect(origin(leaf("a", ["f"], { value: null }))).toBe("/a");
  });

  it("is else that of what holds them all", () => {
    expect(origin(leaf("a.b.c", ["f"]), leaf("a.b.d", ["f"]), leaf("a.b.e", ["f"]))).toBe("/a/b");
    expect(origin(leaf("a.b", ["f"]), leaf("c.b", ["f"]))).toBeNull();
  });
});
