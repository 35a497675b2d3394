import { z } from "@hono/zod-openapi";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import { pushedDossier } from "#core/dossier/pushed-dossier.ts";
import { asStored } from "./stored-schema.ts";

/** The schemas of a pushed dossier, for the document. Nothing is checked with them: the sectors do that. */
export interface DossierDocuments {
  /** A whole dossier, one shape for each sector. */
  readonly dossier: z.ZodType;
  /** The same as it is read back, with references in the place of large values. */
  readonly storedDossier: z.ZodType;
}

/** Derives the schemas of a dossier from the sectors there are, so that a new one shows up by itself. */
export function dossierDocuments(sectors: SectorRegistry): DossierDocuments {
  const bySector = sectors.all.map(ofSector);
  return {
    dossier: oneOf(
      bySector.map(({ pushed }) => pushed),
      "Dossier",
      "Hồ sơ, mỗi lĩnh vực một dạng record. A dossier; its record depends on the sector.",
    ),
    storedDossier: oneOf(
      bySector.map(({ stored }) => stored),
      "StoredDossier",
      "Hồ sơ như đang lưu: giá trị lớn (nội dung tệp) được thay bằng ContentReference. A dossier as it is kept: a ContentReference stands for each large value, mostly a file's content.",
    ),
  };
}

function oneOf(shapes: readonly z.ZodObject[], name: string, description: string): z.ZodType {
  const [first, ...others] = shapes;
  return first === undefined
    ? pushedDossier
    : z.discriminatedUnion("sector", [first, ...others]).openapi(name, { description });
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

/** Those of them that may hold a file. */
const storedParts = {
  attachments: z.optional(asStored(attachments)).openapi("StoredAttachments"),
  supplements: z.optional(asStored(supplements)).openapi("StoredSupplements"),
};

function ofSector({ sector, title, titleEn, record }: SectorAdapter): {
  readonly pushed: z.ZodObject;
  readonly stored: z.ZodObject;
} {
  const name = pascal(sector);
  const description = `${title}. ${titleEn}.`;
  const common = pushedDossier.omit({ record: true }).extend({
    ...sharedParts,
    sector: z.literal(sector).describe("Lĩnh vực. Sector, a name from GET /v1/sectors."),
    ...(record === undefined ? {} : { record: z.optional(record).openapi(`${name}Record`) }),
  });
  const storedRecord = record === undefined ? record : asStored(record);
  const stored = common.extend({
    ...storedParts,
    ...(storedRecord === undefined || storedRecord === record
      ? {}
      : { record: z.optional(storedRecord).openapi(`${name}StoredRecord`) }),
  });
  return {
    pushed: common.openapi(`${name}Dossier`, { description }),
    stored: stored.openapi(`${name}StoredDossier`, { description }),
  };
}

/** `civil-status` as `CivilStatus`. */
function pascal(sector: string): string {
  return sector
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
