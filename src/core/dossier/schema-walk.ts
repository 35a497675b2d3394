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
  return z.safeParse(schema, value).success;
}

/** A member of its own; undefined where there is none. */
export function memberOf(input: unknown, name: string): unknown {
  return isObject(input) && Object.hasOwn(input, name) ? input[name] : undefined;
}

export function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}
