import { z } from "zod";
import { dossierStatusRange, type DossierStatus } from "../codes/dossier-statuses.ts";

const { first, last } = dossierStatusRange;

/** A dossier's status as a number. Its bounds are those of the table, which has no gaps, so what is let through is a status. */
export const dossierStatusNumber = z.int().min(first).max(last) as z.ZodType<DossierStatus, number>;

/** The range in words for descriptions, e.g. `1-10`. */
export const STATUS_RANGE_TEXT = `${first}-${last}`;
