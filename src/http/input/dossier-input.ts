import { z } from "zod";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { pushedDossier } from "#core/dossier/pushed-dossier.ts";
import type { DossierShapes } from "./read-dossiers.ts";
import type { ShapeHint } from "./xml-values.ts";

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

/** What XML dossiers of these sectors are meant to be. */
export function dossierShapes(sectors: SectorRegistry): DossierShapes {
  const common = inputSchemaOf(pushedDossier) as ShapeHint;
  const records = new Map(
    sectors.all.flatMap((adapter) =>
      adapter.record === undefined ? [] : [[adapter.sector, inputSchemaOf(adapter.record) as ShapeHint] as const],
    ),
  );
  return { common, records };
}
