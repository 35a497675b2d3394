import { OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import type { EndpointAnswer } from "../answers.ts";
import { AREAS } from "../areas.ts";
import type { Endpoint } from "../endpoint.ts";
import { describeProblem, problemDocument, type ProblemCode } from "../problem.ts";

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

/** Members of OpenAPI 3.1 that the types of the library do not know. */
const SUMMARY: object = { summary: "Cổng tích hợp một cửa điện tử với Cổng Dịch vụ công quốc gia" };
const LICENSE_ID: object = { identifier: "Apache-2.0" };

/** The OpenAPI 3.1 document of the endpoints, made from the same definitions that are routed and checked. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string): OpenApiDocument {
  const app = new OpenAPIHono();
  const registry = app.openAPIRegistry;
  registry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    description: "Khóa API được cấp. The key you were given.",
  });
  for (const one of endpoints) registry.registerPath(describe(one));
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Liên Thông API",
      version,
      ...SUMMARY,
      description:
        "Cổng tích hợp giữa phần mềm một cửa điện tử của tỉnh và Cổng Dịch vụ công quốc gia. Integration gateway between provincial one-stop software and Viet Nam's National Public Service Portal.",
      license: { name: "Apache-2.0", ...LICENSE_ID },
    },
    servers: [{ url: "/", description: "Chính gateway này. This gateway." }],
    security: [{ apiKey: [] }],
    tags: Object.entries(AREAS).map(([name, { vi, en }]) => ({
      name,
      description: `${vi}. ${en}.`,
      "x-displayName": vi,
    })),
  });
}

function describe(one: Endpoint): RouteConfig {
  const { path, method, operationId, area, summary, description, access, headers, query, params } = one;
  return {
    method,
    path,
    operationId,
    tags: [area],
    summary,
    ...(description === undefined ? {} : { description }),
    ...("open" in access ? { security: [] } : { "x-right": access.right }),
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...(headers === undefined ? {} : { headers }),
      ...bodyOf(one),
    },
    responses: { ...("open" in access ? NO_HTTP : {}), ...refusalsOf(one), ...one.answers },
  };
}

function bodyOf({ bodies, action }: Endpoint): Pick<NonNullable<RouteConfig["request"]>, "body"> {
  const schemas = bodies ?? (action === undefined ? undefined : { "application/json": action });
  if (schemas === undefined) return {};
  const content = Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, { schema }]));
  return { body: { required: action === undefined || !action.safeParse({}).success, content } };
}

/** The problems an endpoint may answer with, one answer for each status. */
function refusalsOf({
  access,
  query,
  action,
  refusals = [],
  answers,
}: Endpoint): Readonly<Record<number, EndpointAnswer>> {
  const codes = new Set<ProblemCode>([
    ...("open" in access ? [] : (["unauthenticated", "forbidden", "too-many-wrong-keys"] as const)),
    // Of every address that is not written in UTF-8, too.
    ...("open" in access && query === undefined && action === undefined ? [] : (["invalid-request"] as const)),
    ...(action === undefined ? [] : (["unreadable-body", "body-too-large", "unsupported-media-type"] as const)),
    ...refusals,
    ...("open" in access ? [] : (["internal", "database-unavailable", "disk-full"] as const)),
  ]);
  const byStatus = Map.groupBy([...codes], (code) => describeProblem(code).status);
  return Object.fromEntries(
    [...byStatus]
      .filter(([status]) => !(status in answers))
      .map(([status, those]) => [status, refusal(status, those)] as const),
  );
}

function refusal(status: number, codes: readonly ProblemCode[]): EndpointAnswer {
  const description = codes
    .map((code) => {
      const { vi, en } = describeProblem(code);
      return `${vi} (${code}). ${en}`;
    })
    .join(" ");
  const content = { "application/problem+json": { schema: problemDocument } };
  return MAY_BE_TRIED_AGAIN.has(status) ? { description, content, headers: RETRY_AFTER } : { description, content };
}

/** What the server itself answers where a request is no HTTP, e.g. has no Host; nothing else is refused to everybody. */
const NO_HTTP: Readonly<Record<number, EndpointAnswer>> = {
  400: { description: "Yêu cầu HTTP sai cú pháp. The request is malformed HTTP." },
};

const MAY_BE_TRIED_AGAIN: ReadonlySet<number> = new Set([429, 503]);
const RETRY_AFTER = {
  "Retry-After": { description: "Gửi lại sau chừng này giây. Seconds to wait.", schema: { type: "integer" } },
} as const;
