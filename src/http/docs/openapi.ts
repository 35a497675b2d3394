import { z } from "zod";
import { OPERATIONS } from "./api-operations.ts";
import type { Operation } from "./operation.ts";
import { inputSchemaOf } from "../input/dossier-input.ts";
import { problemDocument } from "../problem.ts";

/** The OpenAPI 3.1 document, derived from the same zod schemas that check requests. */
export function openApiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Liên Thông API",
      version,
      summary: "Cổng tích hợp một cửa điện tử với Cổng Dịch vụ công quốc gia",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "Khóa API được cấp. The key you were given." },
      },
    },
  };
}

function describe(operation: Operation): object {
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => ({
    name: match[1],
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const inQuery = Object.entries(operation.query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: "query",
    required: false,
    description: (schema as z.ZodType).description,
    schema: inputSchemaOf(schema as z.ZodType),
  }));
  const keyHeader = operation.method === "post" && operation.path === "/v1/dossiers" ? [IDEMPOTENCY_HEADER] : [];
  return {
    summary: operation.summary,
    ...(operation.open === true ? { security: [] } : {}),
    parameters: [...inPath, ...inQuery, ...keyHeader],
    ...(operation.body === undefined
      ? {}
      : {
          requestBody: {
            content: Object.fromEntries(Object.entries(operation.body).map(([type, schema]) => [type, { schema }])),
          },
        }),
    responses: Object.fromEntries(
      Object.entries(operation.answers).map(([status, { description, schema, type }]) => [
        status,
        {
          description,
          ...(schema === undefined
            ? {}
            : {
                content: {
                  [type ?? (schema === problemDocument ? "application/problem+json" : "application/json")]: {
                    schema: answerSchema(schema),
                  },
                },
              }),
        },
      ]),
    ),
  };
}

const IDEMPOTENCY_HEADER = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "Khóa chống trùng cho một hồ sơ; cùng khóa với nội dung khác bị từ chối (409). For a single dossier.",
  schema: { type: "string", maxLength: 255 },
};

function answerSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { unrepresentable: "any", reused: "inline" });
}
