import type { z } from "@hono/zod-openapi";

/** One answer of an endpoint, as the document describes it. */
export interface EndpointAnswer {
  readonly description: string;
  /** Media types with their schemas; absent: the answer has no body. */
  readonly content?: Readonly<Record<string, { readonly schema: z.ZodType | PlainSchema }>>;
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: PlainSchema }>>;
}

/** A schema of a body that is no JSON. */
export interface PlainSchema {
  readonly type: "string" | "integer";
  readonly format?: "binary";
}

/**
 * A JSON answer.
 * @param schema has a name of its own (`.openapi("Name")`), under which the document lists it
 */
export function json(schema: z.ZodType, description: string): EndpointAnswer {
  return { description, content: { "application/json": { schema } } };
}

/** An answer that is text of another kind than JSON. */
export function text(type: string, description: string): EndpointAnswer {
  return { description, content: { [type]: { schema: { type: "string" } } } };
}

/** An answer of bytes. */
export function binary(type: string, description: string): EndpointAnswer {
  return { description, content: { [type]: { schema: { type: "string", format: "binary" } } } };
}
