import { describe, expect, it } from "vitest";
import { z } from "zod";
import { WrittenNumber } from "#core/dossier/written-number.ts";
import { asMeant } from "#core/dossier/as-meant.ts";

const paper = z.strictObject({ name: z.string().min(1), note: z.string().min(1).nullable().default(null) });
const form = z.strictObject({
  papers: z.array(paper).default([]),
  verified: z.boolean().default(false),
  title: z.string().min(1),
  due: z.string().min(1).nullable(),
  free: z.string().default("-"),
  part: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("a"), list: z.array(z.string()).default([]) }),
      z.strictObject({ kind: z.literal("b") }),
    ])
    .optional(),
});

const read = (input: unknown) => form.parse(asMeant(form, input));
const whole = { papers: [], verified: false, title: "x", due: null, free: "-" };

describe("what writers of .NET and Java put for what is not there", () => {
  it("null for a list, a mark and a part means that there is none", () => {
    expect(read({ papers: null, verified: null, title: "x", due: null, free: null, part: null })).toEqual(whole);
  });

  it("an empty text means null, or nothing, where no empty text may stand", () => {
    const papers = [{ name: "a", note: "" }];
    expect(read({ ...whole, due: "", part: "", papers })).toEqual({ ...whole, papers: [{ name: "a", note: null }] });
  });

  it("an empty text stays where one may stand", () => {
    expect(read({ ...whole, free: "" }).free).toBe("");
  });

  it("is found in the branch that is named", () => {
    expect(read({ ...whole, part: { kind: "a", list: null } }).part).toEqual({ kind: "a", list: [] });
  });

  it.each([null, ""])("a member that must be there is still missed when it is %j", (title) => {
    expect(form.safeParse(asMeant(form, { ...whole, title })).success).toBe(false);
  });

  it.each([[7], [[null]], [null], ["text"], [{ unheardOf: null, papers: 7, part: { kind: "c", list: null } }]])(
    "leaves to the schema what it does not know: %j",
    (input) => {
      expect(asMeant(form, input)).toEqual(input);
    },
  );
});

describe("a number with a fraction", () => {
  const numbers = z.strictObject({ share: z.number().nullable(), amount: z.int() });
  const written = new WrittenNumber("12.5");

  it("is read where fractions are meant, and nowhere else", () => {
    expect(asMeant(numbers, { share: written, amount: written })).toEqual({ share: 12.5, amount: written });
  });
});
