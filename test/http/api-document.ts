import { DEFAULT_HTTP_LIMITS } from "#core/ports/http-limits.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import type { HttpDependencies } from "../../src/http/dependencies.ts";
import { openApiDocument } from "../../src/http/docs/openapi.ts";
import { allEndpoints } from "../../src/http/endpoints/all-endpoints.ts";

/** The OpenAPI document of a gateway with these sectors. Nobody calls it, so it needs nothing to answer with. */
export function documentOf(sectors: SectorRegistry) {
  const deps = { sectors, limits: DEFAULT_HTTP_LIMITS, reconciliation: {} } as unknown as HttpDependencies;
  return openApiDocument(
    allEndpoints(deps, async () => ({ kind: "nobody" })),
    "0.1.0",
  );
}

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly description?: string }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema?: Readonly<Record<string, unknown>> }>>;

/** Every operation of a document, with where it stands. */
export function operationsOf(document: { readonly paths?: object }) {
  const paths = (document.paths ?? {}) as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method })),
  );
}
