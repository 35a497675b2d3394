import { z } from "@hono/zod-openapi";
import { membersOf } from "#core/dossier/schema-walk.ts";

/** What stands in a dossier for a large value: in its place, never beside it. */
export const contentReference = z
  .strictObject({
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe("SHA-256 (hex) của giá trị; xem /v1/dossiers/{dossierCode}/contents/{sha256}. Of the value."),
    bytes: z.int().describe("Số byte (UTF-8). Its length in bytes."),
  })
  .openapi("ContentReference", {
    description: "Thay cho một giá trị lớn được lưu riêng. Stands for a large value that is kept aside.",
  });

/**
 * The schema of a pushed value as it is read back: where files come in, as base64, a reference may stand. The very same
 * schema where there are none, so that the document holds it once. For the document: nothing is checked with it.
 */
export function asStored<Schema extends z.ZodType>(schema: Schema): Schema {
  return stored(schema) as Schema;
}

function stored(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodBase64) return described(z.union([schema, contentReference]), schema);
  if (schema instanceof z.ZodObject) {
    const before = membersOf(schema);
    const shape = Object.fromEntries(before.map(([name, member]) => [name, stored(member)]));
    const isSame = before.every(([name, member]) => shape[name] === member);
    return isSame ? schema : described(z.core.clone(schema, { ...schema.def, shape }), schema);
  }
  if (schema instanceof z.ZodArray) {
    const element = stored(schema.element);
    return element === schema.element ? schema : described(z.core.clone(schema, { ...schema.def, element }), schema);
  }
  if (schema instanceof z.ZodUnion) {
    const options = schema.options.map(stored);
    const isSame = options.every((option, place) => option === schema.options[place]);
    return isSame ? schema : described(z.core.clone(schema, { ...schema.def, options }), schema);
  }
  if (isWrapper(schema)) {
    const { innerType: before } = schema.def;
    const innerType = stored(before);
    return innerType === before ? schema : described(z.core.clone(schema, { ...schema.def, innerType }), schema);
  }
  return schema;
}

type Wrapper = z.ZodOptional | z.ZodNullable | z.ZodDefault | z.ZodReadonly;

function isWrapper(schema: z.core.$ZodType): schema is Wrapper {
  return [z.ZodOptional, z.ZodNullable, z.ZodDefault, z.ZodReadonly].some((wrapper) => schema instanceof wrapper);
}

/** A copy forgets what its original says of itself. */
function described(made: z.core.$ZodType, original: z.core.$ZodType): z.core.$ZodType {
  const description = original instanceof z.ZodType ? original.description : undefined;
  return description === undefined || !(made instanceof z.ZodType) ? made : made.describe(description);
}
