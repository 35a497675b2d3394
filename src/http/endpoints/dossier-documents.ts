import { z } from "@hono/zod-openapi";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import { pushedDossier } from "#core/dossier/pushed-dossier.ts";

/** The schemas of a pushed dossier, for the document. Nothing is checked with them: the sectors do that. */
export interface DossierDocuments {
  /** A whole dossier, one shape for each sector. */
  readonly dossier: z.ZodType;
}

/** Derives the schemas of a dossier from the sectors there are, so that a new one shows up by itself. */
export function dossierDocuments(sectors: SectorRegistry): DossierDocuments {
  const [first, ...others] = sectors.all.map(ofSector);
  const dossier =
    first === undefined
      ? pushedDossier
      : z.discriminatedUnion("sector", [first, ...others]).openapi("Dossier", {
          description: "Hồ sơ, mỗi lĩnh vực một dạng record. A dossier; its record depends on the sector.",
        });
  return { dossier };
}

// Schemas of core and of sectors may have been made before they could be given a name; a wrapper made here takes one.
const { applicant, attachments, otherPapers, fees, supplements, results, progress } = pushedDossier.shape;

/** Lists and objects that all sectors share: named, so that the document holds each once. */
const sharedParts = {
  applicant: z.readonly(applicant).openapi("Applicant"),
  attachments: z.optional(attachments).openapi("Attachments"),
  otherPapers: z.optional(otherPapers).openapi("OtherPapers"),
  fees: z.optional(fees).openapi("Fees"),
  supplements: z.optional(supplements).openapi("Supplements"),
  results: z.optional(results).openapi("Results"),
  progress: z.optional(progress).openapi("Progress"),
};

function ofSector({ sector, title, titleEn, record }: SectorAdapter) {
  return pushedDossier
    .omit({ record: true })
    .extend({
      ...sharedParts,
      sector: z.literal(sector).describe("Lĩnh vực. Sector, a name from GET /v1/sectors."),
      ...(record === undefined ? {} : { record: z.optional(record).openapi(`${pascal(sector)}Record`) }),
    })
    .openapi(`${pascal(sector)}Dossier`, { description: `${title}. ${titleEn}.` });
}

/** `civil-status` as `CivilStatus`. */
function pascal(sector: string): string {
  return sector
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
