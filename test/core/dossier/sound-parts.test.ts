import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ifReadable, readSoundParts, unreadable, withMember } from "#core/dossier/sound-parts.ts";

const schema = z.strictObject({
  name: z.string().transform((text) => text.trim()),
  count: z.int(),
  lines: z.array(z.strictObject({ id: z.string() })).max(2),
  paper: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("card"), number: z.string() }),
    z.strictObject({ kind: z.literal("none") }),
  ]),
});
const SOUND = { name: " a ", count: 1, lines: [{ id: "1" }, { id: "2" }], paper: { kind: "card", number: "7" } };
const read = (change: object) => readSoundParts(schema, { ...SOUND, ...change });

describe("the sound parts of an input", () => {
  it("are all of it where the schema takes it", () => {
    expect(read({})).toEqual({ ...SOUND, name: "a" });
  });

  it("stand beside a part that is broken, which nobody can look at", () => {
    const sound = read({ count: "one" });
    expect([sound.name, sound.lines.length, sound.paper.kind]).toEqual(["a", 2, "card"]);
    expect(() => sound.count).toThrow();
    expect(() => "count" in sound).toThrow();
    expect("name" in sound).toBe(true);
    expect(() => Object.keys(sound)).toThrow();
    expect(ifReadable(() => sound.count)).toBeUndefined();
    expect(ifReadable(() => sound.name)).toBe("a");
  });

  it("are the entries of a list that are, and no list at all that is too long", () => {
    const { lines } = read({ lines: [{ id: 1 }, { id: "2" }] });
    expect(lines.length).toBe(2);
    expect(lines[1]?.id).toBe("2");
    expect(() => lines[0]?.id).toThrow();
    expect(() => read({ lines: [{ id: "1" }, { id: "2" }, { id: 3 }] }).lines).toThrow();
    expect(() => read({ lines: "none" }).lines).toThrow();
  });

  it("are those of the branch that a union names", () => {
    const { paper } = read({ paper: { kind: "card", number: 7 } });
    expect(paper.kind).toBe("card");
    expect(ifReadable(() => ("number" in paper ? paper.number : null))).toBeUndefined();
    expect(() => read({ paper: { kind: "other" } }).paper).toThrow();
  });

  it.each([[null], ["text"], [7], [[]]])("of %j are none", (input) => {
    const nothing = ifReadable(() => readSoundParts(schema, input));
    expect(ifReadable(() => nothing?.name)).toBeUndefined();
    expect(() => Reflect.get(unreadable(), "anything") as unknown).toThrow();
    expect(() => Object.keys(unreadable())).toThrow();
  });

  it("may be given a member that is known after all", () => {
    expect(withMember(read({}), "count", 5)).toEqual({ ...SOUND, name: "a", count: 5 });
    const mended = withMember(read({ count: "one" }), "count", 5);
    expect([mended.count, mended.name]).toEqual([5, "a"]);
    expect(() => withMember(read({ count: "one", name: 1 }), "count", 5).name).toThrow();
  });
});
