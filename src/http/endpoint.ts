import type { Context } from "hono";
import type { z } from "@hono/zod-openapi";
import type { Right } from "#core/client.ts";
import type { EndpointAnswer } from "./answers.ts";
import type { Area } from "./areas.ts";
import type { HttpEnv } from "./http-env.ts";
import { parseAction, type ActionTerms } from "./input/parse-action.ts";
import { parseQuery } from "./input/query.ts";
import { sendProblem, type ProblemCode } from "./problem.ts";

/**
 * What being bound to agencies means at an endpoint: `within` it reads and changes only what lies inside the client's
 * agencies (`client.agencies`, `mayTouchAgency`, `refusalOfPush`); `none` nothing there belongs to an agency; otherwise a client that is
 * bound to agencies is refused, with the sentence that says why.
 */
export type AgencyRule = "within" | "none" | { readonly refused: string };

/**
 * Who may call an endpoint. There is no endpoint without it, and nobody else gets in: a client with one right; `everybody`;
 * or `caller`, where the endpoint judges systems that present no key of ours and answers them in their own words.
 */
export type Access =
  | { readonly right: Right; readonly agencies: AgencyRule }
  | { readonly open: "everybody" }
  | { readonly open: "caller" };

/** Everything about one call of the API except how it is answered. */
export interface EndpointFacts {
  readonly method: "get" | "post";
  /** As OpenAPI writes it, e.g. `/v1/dossiers/{dossierCode}`. */
  readonly path: `/${string}`;
  /** Where it is reached as well, for software that knows an older path. */
  readonly alsoAt?: readonly `/${string}`[];
  /** Name for software; never changed once published. */
  readonly operationId: string;
  readonly area: Area;
  /** Vietnamese, then English. */
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  /** It stands behind the gate that stops intake before the gateway is full. */
  readonly isIntake?: true;
  /** Every name in `path`; one that is an enum is part of the route. */
  readonly params?: z.ZodObject;
  readonly headers?: z.ZodObject;
  /** Bodies that the handler reads itself, by media type. Nothing but the document looks at these schemas. */
  readonly bodies?: Readonly<Record<string, z.ZodType>>;
  /** Answers by status, without the refusals. */
  readonly answers: Readonly<Record<number, EndpointAnswer>>;
  /** Problems it answers with, besides those that follow from its access, query and body. */
  readonly refusals?: readonly ProblemCode[];
}

interface Definition<Q extends z.ZodObject, B extends z.ZodType> extends EndpointFacts {
  /** Checked before the handler is called. */
  readonly query?: Q;
  /** A JSON body of an operator, checked before the handler is called; no body is an empty object. */
  readonly action?: B;
  /** Longest such body in bytes, where it is no short one. */
  readonly longestAction?: number;
  handle(
    c: Context<HttpEnv>,
    input: { readonly query: z.output<Q>; readonly body: z.output<B> },
  ): Response | Promise<Response>;
}

/** One call of the API: router, rights, document and documentation page are made from it. */
export interface Endpoint extends EndpointFacts {
  readonly query?: z.ZodObject;
  readonly action?: z.ZodType;
  /** Answers a caller that was let in. */
  respond(c: Context<HttpEnv>, terms: ActionTerms): Promise<Response>;
}

/**
 * Defines a call of the API.
 *
 * @example
 * endpoint({
 *   method: "get",
 *   path: "/v1/sync",
 *   operationId: "getSync",
 *   area: "sync",
 *   summary: "Tình trạng đồng bộ. How the sync stands.",
 *   access: { right: "read", agencies: "within" },
 *   answers: { 200: json(syncStatusDocument, "Các con số. Figures.") },
 *   handle: async (c) => c.json(await syncStatus(deps, c.get("client").agencies)),
 * });
 */
export function endpoint<Q extends z.ZodObject = z.ZodObject, B extends z.ZodType = z.ZodUnknown>(
  definition: Definition<Q, B>,
): Endpoint {
  const { handle, longestAction, ...facts } = definition;
  return {
    ...facts,
    async respond(c, terms) {
      const query = readQuery(definition.query, c);
      if (!query.ok) return sendProblem(c, query.problem);
      const body = await readAction(definition.action, c, terms, longestAction);
      if ("problem" in body) return sendProblem(c, body.problem);
      return handle(c, { query: query.value, body: body.value });
    },
  };
}

/** An endpoint without a query ignores what stands there. */
function readQuery<Q extends z.ZodObject>(schema: Q | undefined, c: Context<HttpEnv>) {
  return schema === undefined ? { ok: true as const, value: {} as z.output<Q> } : parseQuery(schema, c);
}

async function readAction<B extends z.ZodType>(
  schema: B | undefined,
  c: Context<HttpEnv>,
  terms: ActionTerms,
  longest: number | undefined,
) {
  if (schema === undefined) return { value: undefined as z.output<B> };
  return parseAction(c, schema, terms, longest);
}
