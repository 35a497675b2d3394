import { WrittenNumber } from "#core/dossier/written-number.ts";
import type { Issue } from "#core/dossier/issue.ts";
import { bodyIssue } from "./body-issue.ts";
import { endlessTexts, LONGEST_TEXT } from "./endless-texts.ts";
import { parseJsonInput, tooManyValues, type ParsedInput } from "./parse-json.ts";
import { parseXml, type ParsedNode } from "./parse-xml.ts";
import { xmlToValue, type ShapeHint } from "./xml-values.ts";

/** How much of a text is read. */
export interface ReadingLimits {
  readonly maxDepth: number;
  readonly maxXmlElements: number;
  /** Members and entries of a JSON text. */
  readonly maxValues: number;
  /** The same of one dossier in it. */
  readonly maxDossierValues: number;
  /** Most dossiers in one batch. */
  readonly maxBatch: number;
}

/** What an XML text is meant to be: the dossier without its record, and the record of each sector. */
export interface DossierShapes {
  readonly common: ShapeHint;
  readonly records: ReadonlyMap<string, ShapeHint>;
}

/**
 * How a text is written; `line` is a line of NDJSON, where a batch is no dossier; `call` is the JSON of another system, in
 * which every number is one.
 */
export type TextFormat = "json" | "xml" | "line" | "call";

/** One value of a text, or what is wrong with it alone. */
export type ReadValue =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** What stands in a text: one value, several dossiers in their order, more of them than may come, or nothing readable. */
export type ReadText =
  | { readonly kind: "one"; readonly read: ReadValue }
  | { readonly kind: "batch"; readonly items: readonly ReadValue[] }
  | { readonly kind: "batch-too-large" }
  | { readonly kind: "unreadable"; readonly issues: readonly Issue[] };

/** So many times what a dossier may have in one list, and nothing of the text is read: it is not a dossier that grew too large. */
const NOT_EVEN_ALONE = 4;

/** Reads the bytes of a body or a line. Pure; needs no schema, so that another thread can do it. */
export function readDossiers(
  bytes: Uint8Array,
  format: TextFormat,
  { shapes, limits }: { readonly shapes: DossierShapes; readonly limits: ReadingLimits },
): ReadText {
  const text = decodeUtf8(bytes);
  if (text === null) return { kind: "unreadable", issues: [bodyIssue(isUtf16(bytes) ? "utf-16" : "not-utf8")] };
  const { maxDepth, maxValues } = limits;
  const maxMembers = limits.maxDossierValues * NOT_EVEN_ALONE;
  const parsed =
    format === "xml"
      ? readXml(text, shapes, limits)
      : parseJsonInput(text, { maxDepth, maxValues, maxMembers, keepFractions: format !== "call" });
  if (!parsed.ok) return { kind: "unreadable", issues: parsed.issues };
  const { value } = parsed;
  const bounded = (one: unknown): ReadValue => {
    if (hasMoreValuesThan(one, limits.maxDossierValues)) return tooManyValues(limits.maxDossierValues);
    const issues = bytes.length > LONGEST_TEXT ? endlessTexts(one) : [];
    return issues.length > 0 ? { ok: false, issues } : { ok: true, value: one };
  };
  if (format === "call" || format === "line" || !isBatch(value)) return { kind: "one", read: bounded(value) };
  if (value.dossiers.length > limits.maxBatch) return { kind: "batch-too-large" };
  return { kind: "batch", items: value.dossiers.map(bounded) };
}

/** The text of bytes that are UTF-8, with or without a byte order mark; null for others. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** By its byte order mark. */
export function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** The value that JSON would have given. */
export function readXml(
  text: string,
  { common, records }: DossierShapes,
  { maxDepth, maxXmlElements }: Pick<ReadingLimits, "maxDepth" | "maxXmlElements">,
): ParsedInput {
  const parsed = parseXml(text, { maxDepth, maxElements: maxXmlElements });
  if (!parsed.ok) return parsed;
  // A root without elements is a dossier without fields, and is told which it lacks.
  const root = typeof parsed.value === "string" ? {} : (parsed.value as Record<string, ParsedNode>);
  const sector = typeof root["sector"] === "string" ? root["sector"].trim() : "";
  const hint = { ...common, properties: { ...common.properties, record: records.get(sector) ?? {} } };
  if ("dossiers" in root) {
    return { ok: true, value: { dossiers: xmlToValue(root["dossiers"], { type: "array", items: hint }) } };
  }
  return { ok: true, value: xmlToValue(root, hint) };
}

function isBatch(value: unknown): value is { readonly dossiers: readonly unknown[] } {
  return typeof value === "object" && value !== null && "dossiers" in value && Array.isArray(value.dossiers);
}

/** Members and entries, at every depth. */
function hasMoreValuesThan(value: unknown, most: number): boolean {
  let count = 0;
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null || next instanceof WrittenNumber) continue;
    const members: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
    count += members.length;
    if (count > most) return true;
    for (const member of members) if (typeof member === "object" && member !== null) open.push(member);
  }
  return false;
}
