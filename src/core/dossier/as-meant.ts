import { z } from "zod";
import { WrittenNumber } from "./written-number.ts";
import { accepts, branchOf, isObject, membersOf, unwrapped } from "./schema-walk.ts";

/**
 * An input as its writer meant it, where the schema leaves no doubt.
 *
 * Writers of .NET and Java put `null` or `""` where a member might as well be left out. Where the schema takes neither,
 * such a member is left out if it may be, and `""` becomes null if that may stand there. A number with a fraction is read
 * where fractions are meant, and stays a {@link WrittenNumber} where whole numbers are. Everything else stays, and what
 * stays is the schema's to judge.
 */
export function asMeant(schema: z.core.$ZodType, input: unknown): unknown {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray) {
    return Array.isArray(input) ? input.map((entry: unknown) => asMeant(inner.element, entry)) : input;
  }
  if (input instanceof WrittenNumber) {
    return inner instanceof z.ZodNumber && inner.format === null ? Number(input.source) : input;
  }
  if (!isObject(input)) return input;
  if (inner instanceof z.ZodDiscriminatedUnion) {
    const branch = branchOf(inner, input);
    return branch === undefined ? input : asMeant(branch, input);
  }
  if (!(inner instanceof z.ZodObject)) return input;
  const schemas = new Map(membersOf(inner));
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => {
      const member = schemas.get(name);
      if (member === undefined) return [[name, value]];
      if (value !== null && value !== "") return [[name, asMeant(member, value)]];
      if (accepts(member, value)) return [[name, value]];
      if (value === "" && accepts(member, null)) return [[name, null]];
      return accepts(member, undefined) ? [] : [[name, value]];
    }),
  );
}
