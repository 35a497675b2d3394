/** The parts of an OpenAPI 3.1 document that the documentation shows. Everything may be missing. */
export interface OpenApiDocument {
  readonly info?: {
    readonly title?: string;
    readonly version?: string;
    readonly summary?: string;
    readonly description?: string;
  };
  readonly security?: readonly object[];
  readonly paths?: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> };
}

interface OperationObject {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema?: object }>>;

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: object;
}

/** One call of the API. */
export interface ApiOperation extends OperationObject {
  readonly method: string;
  readonly path: string;
  readonly needsKey: boolean;
}

export interface OperationGroup {
  readonly name: string;
  readonly operations: readonly ApiOperation[];
}

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

/** What the first part of a path is about, for documents without tags. */
const AREAS: Readonly<Record<string, string>> = {
  dossiers: "Hồ sơ",
  changes: "Hồ sơ",
  sync: "Tình trạng đồng bộ",
  messages: "Thông điệp",
  reconciliation: "Đối soát với Cổng",
  webhooks: "Webhook",
  sectors: "Lĩnh vực và danh mục",
  codes: "Lĩnh vực và danh mục",
  reports: "Báo cáo",
};

/** The operations by tag, or else by what their path is about, in the document's order. */
export function groupsOf(openapi: OpenApiDocument): readonly OperationGroup[] {
  const groups = new Map<string, ApiOperation[]>();
  for (const operation of operationsOf(openapi)) {
    const name = operation.tags?.[0] ?? areaOf(operation.path);
    groups.set(name, [...(groups.get(name) ?? []), operation]);
  }
  return [...groups].map(([name, operations]) => ({ name, operations }));
}

function operationsOf(openapi: OpenApiDocument): ApiOperation[] {
  return Object.entries(openapi.paths ?? {}).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const found = methods[method];
      if (found === undefined) return [];
      return [{ ...found, method, path, needsKey: (found.security ?? openapi.security ?? []).length > 0 }];
    }),
  );
}

function areaOf(path: string): string {
  const area = /^\/v\d+\/([^/]+)/.exec(path)?.[1];
  return area === undefined ? "Vận hành" : (AREAS[area] ?? area);
}

/** A name for the operation inside the page's address. */
export function anchorOf({ method, path }: Pick<ApiOperation, "method" | "path">): string {
  return `${method}-${path.replaceAll(/[^\w]+/g, "-").replaceAll(/^-|-$/g, "")}`;
}
