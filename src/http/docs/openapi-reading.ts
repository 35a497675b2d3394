/** The parts of an OpenAPI 3.1 document that the documentation shows. Everything may be missing. */
export interface DocumentReading {
  readonly info?: {
    readonly title?: string;
    readonly version?: string;
    readonly summary?: string;
    readonly description?: string;
  };
  readonly security?: readonly object[];
  readonly tags?: readonly {
    readonly name: string;
    readonly description?: string;
    readonly "x-displayName"?: string;
  }[];
  readonly paths?: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> };
}

interface OperationObject {
  readonly tags?: readonly string[];
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly object[];
  /** The right a key needs. */
  readonly "x-right"?: string;
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
  readonly about: string | undefined;
  readonly operations: readonly ApiOperation[];
}

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

/** The operations by tag, in the order of the document's tags; a tag is shown by its name for people. */
export function groupsOf(openapi: DocumentReading): readonly OperationGroup[] {
  const byTag = Map.groupBy(operationsOf(openapi), ({ tags }) => tags?.[0] ?? "");
  const tags = new Map((openapi.tags ?? []).map((tag) => [tag.name, tag]));
  const names = new Set([...tags.keys(), ...byTag.keys()]);
  return [...names].flatMap((name) => {
    const operations = byTag.get(name);
    const tag = tags.get(name);
    return operations === undefined
      ? []
      : [{ name: tag?.["x-displayName"] ?? name, about: tag?.description, operations }];
  });
}

function operationsOf(openapi: DocumentReading): ApiOperation[] {
  return Object.entries(openapi.paths ?? {}).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const found = methods[method];
      if (found === undefined) return [];
      return [{ ...found, method, path, needsKey: (found.security ?? openapi.security ?? []).length > 0 }];
    }),
  );
}

/** A name for the operation inside the page's address. */
export function anchorOf({ method, path }: Pick<ApiOperation, "method" | "path">): string {
  return `${method}-${path.replaceAll(/[^\w]+/g, "-").replaceAll(/^-|-$/g, "")}`;
}
