import { z } from "zod";

/** The schema below everything that only says when a value may be left out. */
export function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return unwrapped(schema.unwrap());
  if (schema instanceof z.ZodDefault) return unwrapped(schema.unwrap());
  if (schema instanceof z.ZodPipe) return unwrapped(schema.in);
  return schema;
}

/** The members of an object's schema by name. */
export function membersOf(schema: z.ZodObject): readonly (readonly [string, z.core.$ZodType])[] {
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  return Object.entries(shape);
}

/** Of a union the branch that the input names; undefined where it names none. */
export function branchOf({ def }: z.ZodDiscriminatedUnion, input: unknown): z.core.$ZodType | undefined {
  return def.options.find((option) => {
    const naming = option instanceof z.ZodObject ? new Map(membersOf(option)).get(def.discriminator) : undefined;
    return naming !== undefined && accepts(naming, memberOf(input, def.discriminator));
  });
}

export function accepts(schema: z.core.$ZodType, value: unknown): boolean {
  return readQuietly(schema, value).ok;
}

/** What a schema makes of a value, without the sentences of a refusal: those take most of the time of one. */
export function readQuietly(
  schema: z.core.$ZodType,
  value: unknown,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  const run = schema._zod.run({ value, issues: [] }, { async: false });
  if (run instanceof Promise) throw new TypeError("a schema of a dossier does not wait for anything");
  return run.issues.length === 0 ? { ok: true, value: run.value } : { ok: false };
}

/** The longest that a list or a text may be; undefined where nothing says. */
export function maximumOf(schema: z.ZodArray | z.ZodString): number | undefined {
  const checks = schema.def.checks ?? [];
  const longest = checks.map(({ _zod: { def } }) => ("maximum" in def ? def.maximum : undefined));
  return longest.find((maximum) => typeof maximum === "number");
}

/** A member of its own; undefined where there is none. */
export function memberOf(input: unknown, name: string): unknown {
  return isObject(input) && Object.hasOwn(input, name) ? input[name] : undefined;
}

export function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}
