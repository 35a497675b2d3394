import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ifReadable, readSoundParts, unreadable, withMember } from "#core/dossier/sound-parts.ts";

const person = z.strictObject({
  name: z.string().trim().min(1),
  born: z.int(),
  alias: z.string().nullable().default(null),
});
const form = z.strictObject({
  people: z.array(person),
  main: person.nullable(),
  kind: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("a"), first: z.string() }),
    z.strictObject({ kind: z.literal("b"), second: z.string() }),
  ]),
});
const whole = { people: [{ name: " An ", born: 1990 }], main: null, kind: { kind: "a", first: "x" } };

const read = (input: unknown) => readSoundParts(form, input);

describe("readSoundParts", () => {
  it("gives what the schema gives where it takes everything", () => {
    expect(read(whole)).toEqual(form.parse(whole));
  });

  it("gives sound parts as the schema normalises them, beside, above and below broken ones", () => {
    const value = read({ ...whole, people: [{ name: 7, born: 1990 }, ...whole.people], main: { born: 1980 } });
    expect(value.people[1]).toEqual({ name: "An", born: 1990, alias: null });
    expect(value.people[0]?.born).toBe(1990);
    expect(value.main?.born).toBe(1980);
    expect(value.kind).toEqual({ kind: "a", first: "x" });
  });

  it("reads the branch that is named, and none where the name is wrong", () => {
    const named = read({ ...whole, kind: { kind: "b", second: 2 } });
    expect(ifReadable(() => named.kind.kind)).toBe("b");
    expect(ifReadable(() => ("second" in named.kind ? named.kind.second : "?"))).toBeUndefined();
    const unnamed = read({ ...whole, kind: { kind: "c" } });
    expect(ifReadable(() => unnamed.kind.kind)).toBeUndefined();
  });

  it("does not hide sound parts behind a constraint on the whole", () => {
    const both = z.strictObject({ from: z.int(), to: z.int() }).refine(({ from, to }) => from < to);
    expect(readSoundParts(both, { from: 2, to: 1 })).toEqual({ from: 2, to: 1 });
  });

  it.each([
    ["reading it", (value: z.infer<typeof form>) => value.people[0]?.name],
    [
      "asking whether it is there",
      ({ people: [first] }: z.infer<typeof form>) => first !== undefined && "name" in first,
    ],
    ["copying what holds it", ({ people }: z.infer<typeof form>) => ({ ...people[0] })],
    ["naming its members", ({ people }: z.infer<typeof form>) => Object.entries(people[0] ?? {})],
    ["looking for it", ({ people }: z.infer<typeof form>) => people.filter(({ name }) => name === "An")],
  ])("stops whoever meets a broken part by %s", (_, look) => {
    const broken = read({ ...whole, people: [{ name: 7, born: 1990 }] });
    expect(ifReadable(() => look(broken))).toBeUndefined();
  });

  it("never gives a part that the schema refuses, whatever the input", () => {
    fc.assert(
      fc.property(fc.record({ name: fc.anything(), born: fc.anything() }), (input) => {
        const value = readSoundParts(person, input);
        const name = ifReadable(() => value.name);
        const born = ifReadable(() => value.born);
        expect(name === undefined || person.shape.name.safeParse(name).success).toBe(true);
        expect(born === undefined || person.shape.born.safeParse(born).success).toBe(true);
      }),
    );
  });
});

describe("a part that becomes known after all", () => {
  it("is seen beside what cannot be read, and beside what can", () => {
    const value = readSoundParts(person, { name: 7, born: 1990 });
    expect(withMember(value, "alias", "B").alias).toBe("B");
    expect(ifReadable(() => withMember(value, "alias", "B").name)).toBeUndefined();
    expect(withMember({ a: 1, b: 2 }, "a", 3)).toEqual({ a: 3, b: 2 });
  });

  it("leaves everything else unreadable", () => {
    expect(ifReadable(() => Reflect.get(unreadable(), "anything"))).toBeUndefined();
  });

  it("is silent where what the schema promises between parts does not hold", () => {
    expect(
      ifReadable(() => {
        throw new TypeError("neither of the two is there");
      }),
    ).toBeUndefined();
  });
});
