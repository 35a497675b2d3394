import { z } from "zod";
import type { HttpLimits } from "#core/ports/http-limits.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { pushedDossier } from "#core/dossier/pushed-dossier.ts";
import { parseJsonInput, type ParsedInput } from "./parse-json.ts";
import { parseXml, type ParsedNode } from "./parse-xml.ts";
import { xmlToValue, type ShapeHint } from "./xml-values.ts";

/** Media types a dossier may come in. */
export type DossierFormat = "json" | "ndjson" | "xml";

export function formatOf(contentType: string | undefined): DossierFormat | null {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return "json";
  if (type === "application/x-ndjson" || type === "application/ndjson") return "ndjson";
  if (type === "application/xml" || type === "text/xml") return "xml";
  return null;
}

/** JSON Schema of what zod accepts as input; what JSON Schema cannot say (transforms) is left open. */
export function inputSchemaOf(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" });
}

/** Reads dossiers from text, whatever their format. */
export function createDossierReader(sectors: SectorRegistry, limits: Pick<HttpLimits, "maxDepth" | "maxXmlElements">) {
  const common = inputSchemaOf(pushedDossier) as ShapeHint;
  const records = new Map(
    sectors.all.flatMap((adapter) =>
      adapter.record === undefined ? [] : [[adapter.sector, inputSchemaOf(adapter.record) as ShapeHint] as const],
    ),
  );

  return function readDossier(text: string, format: "json" | "xml"): ParsedInput {
    if (format === "json") return parseJsonInput(text, { maxDepth: limits.maxDepth, keepFractions: true });
    const parsed = parseXml(text, { maxDepth: limits.maxDepth, maxElements: limits.maxXmlElements });
    if (!parsed.ok) return parsed;
    // A root without elements is a dossier without fields, and is told which it lacks.
    const root = typeof parsed.value === "string" ? {} : (parsed.value as Record<string, ParsedNode>);
    const sector = typeof root["sector"] === "string" ? root["sector"].trim() : "";
    const hint = { ...common, properties: { ...common.properties, record: records.get(sector) ?? {} } };
    if ("dossiers" in root) {
      return { ok: true, value: { dossiers: xmlToValue(root["dossiers"], { type: "array", items: hint }) } };
    }
    return { ok: true, value: xmlToValue(root, hint) };
  };
}
