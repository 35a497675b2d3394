import type { Bilingual } from "#schemas/common/bilingual.ts";
import { refused } from "#schemas/common/refused.ts";
import { z } from "zod";
import { CLASS_CODES } from "./licence-classes.ts";

/** One of the classes of either numbering; the served schema lists them. @param says what is said of any other */
export function licenceClass(says: Bilingual): z.ZodString {
  return z
    .string()
    .refine((code) => CLASS_CODES.includes(code), refused({ code: "licence-class-unknown", ...says }))
    .meta({ enum: CLASS_CODES });
}
