import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { DocumentReading } from "./openapi-reading.ts";

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The parts of JSON Schema that are shown. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** Deeper levels are left to the document itself; also ends schemas that contain themselves. */
const DEEPEST = 12;

const COMPONENTS = "#/components/schemas/";

/**
 * What is inside a schema, as nested lists that open on demand. Nothing for plain values. A schema with a name of its own
 * is not drawn but led to: the page fetches it when somebody opens it.
 */
export function schemaTree(schema: object, openapi: DocumentReading, depth = 0): Html | "" {
  const here: Schema = schema;
  if (depth > DEEPEST) return "";
  const name = nameOf(here);
  if (name !== undefined) return isPlain(resolve(here, openapi)) ? "" : fetched(name);
  const alternatives = alternativesOf(here);
  if (alternatives.length > 1) {
    return html`<ul class="schema">
      ${alternatives.map((one, index) =>
        branch(html`<span class="field">${nameOf(one) ?? index + 1}</span>`, one, openapi, depth),
      )}
    </ul>`;
  }
  const [only] = alternatives;
  if (only !== undefined) return schemaTree(only, openapi, depth);
  if (here.items !== undefined) return schemaTree(here.items, openapi, depth);
  const properties = Object.entries(here.properties ?? {});
  const { additionalProperties: others } = here;
  if (properties.length === 0 && !isDescribed(others)) return "";
  return html`<ul class="schema">
    ${properties.map(([property, value]) => {
      const must = here.required?.includes(property) === true ? html`<span class="must">bắt buộc</span>` : "";
      return branch(html`<span class="field">${property}</span>`, value, openapi, depth, must);
    })}
    ${isDescribed(others) ? branch(html`<span class="field">*</span>`, others, openapi, depth) : ""}
  </ul>`;
}

/** Stands where the script of the page puts the schema once somebody opens it; without the script it leads there. */
function fetched(name: string): Html {
  return html`<p data-schema="${name}"><a href="/docs/schemas/${name}">Lược đồ ${name}</a></p>`;
}

function branch(name: Html, schema: Schema, openapi: DocumentReading, depth: number, must: Html | "" = ""): Html {
  const here = resolve(schema, openapi);
  const about = schema.description ?? here.description ?? resolve(here.items ?? {}, openapi).description;
  const head = html`${name}<span class="type">${typeWords(here)}</span
    >${must}${about === undefined ? "" : html`<span class="about">${about}</span>`}`;
  const inside = schemaTree(schema, openapi, depth + 1);
  return inside === ""
    ? html`<li>${head}</li>`
    : html`<li>
        <details>
          <summary>${head}</summary>
          ${inside}
        </details>
      </li>`;
}

/** Whether there is nothing to open: the schema of a text, a number, or an object nobody describes. */
function isPlain({ items, properties, additionalProperties, ...here }: Schema): boolean {
  if (items !== undefined) return nameOf(items) === undefined && isPlain(items);
  return properties === undefined && alternativesOf(here).length === 0 && !isDescribed(additionalProperties);
}

function isDescribed(others: Schema | boolean | undefined): others is Schema {
  return typeof others === "object" && Object.keys(others).length > 0;
}

/** Type and limits in a few words: `chuỗi, tối đa 50 ký tự`. */
export function typeWords(schema: object): string {
  const here = schema as Schema;
  const alternatives = alternativesOf(here);
  const orNull = [here, ...(here.anyOf ?? []), ...(here.oneOf ?? [])].some(isNull) ? ["hoặc null"] : [];
  const [only] = alternatives;
  if (only !== undefined) {
    return [alternatives.length === 1 ? typeWords(only) : `một trong ${alternatives.length} dạng`, ...orNull].join(
      ", ",
    );
  }
  const type = [here.type].flat().find((one) => one !== undefined && one !== "null");
  const words = [
    here.enum === undefined
      ? (TYPES[type ?? ""] ?? type ?? "bất kỳ")
      : here.enum.map((one) => JSON.stringify(one)).join(" | "),
    ...(here.const === undefined ? [] : [`luôn là ${JSON.stringify(here.const)}`]),
    ...(here.format === undefined ? [] : [here.format]),
    ...range(here.minLength, here.maxLength, "ký tự"),
    ...range(finite(here.minimum), finite(here.maximum), ""),
    ...range(here.minItems, here.maxItems, "phần tử"),
    ...(here.default === undefined || typeof here.default === "object"
      ? []
      : [`mặc định ${JSON.stringify(here.default)}`]),
    ...orNull,
  ];
  return words.join(", ");
}

const TYPES: Readonly<Record<string, string>> = {
  string: "chuỗi",
  integer: "số nguyên",
  number: "số",
  boolean: "đúng/sai",
  object: "đối tượng",
  array: "danh sách",
};

const isNull = ({ type }: Schema): boolean => type === "null" || (Array.isArray(type) && type.includes("null"));

function alternativesOf({ anyOf, oneOf, allOf }: Schema): readonly Schema[] {
  return [...(anyOf ?? oneOf ?? allOf ?? [])].filter((one) => one.type !== "null");
}

/** JSON Schema writers put the largest safe integer where there is no limit. */
function finite(limit: number | undefined): number | undefined {
  return limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? undefined : limit;
}

function range(least: number | undefined, most: number | undefined, unit: string): string[] {
  const [from, to] = [least === undefined || (least === 0 && unit !== "") ? undefined : least, most];
  if (from === undefined && to === undefined) return [];
  const limits = from === undefined ? `tối đa ${to}` : to === undefined ? `ít nhất ${from}` : `${from}–${to}`;
  return [`${limits} ${unit}`.trim()];
}

/** The name of the component that a schema points to. */
export function nameOf({ $ref }: Schema): string | undefined {
  return $ref?.startsWith(COMPONENTS) === true ? $ref.slice(COMPONENTS.length) : undefined;
}

function resolve(schema: object, openapi: DocumentReading): Schema {
  const name = nameOf(schema);
  return name === undefined ? schema : (openapi.components?.schemas?.[name] ?? {});
}
