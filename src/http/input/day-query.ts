import { z } from "@hono/zod-openapi";
import { refused } from "#schemas/common/refused.ts";

/** The query of what is looked up as it stands on a day; whatever else is asked for is ignored. */
export const dayQuery = z.object({
  at: z
    .string()
    .refine(
      (text) => /^\d{4}-\d{2}-\d{2}$/.test(text),
      refused({ code: "day-format", vi: "Tham số at cần dạng YYYY-MM-DD.", en: "The parameter at is YYYY-MM-DD." }),
    )
    .optional()
    .meta({ format: "date", description: "Ngày (YYYY-MM-DD), mặc định hôm nay. The day; absent: today." }),
});

/** The years in which a dossier can have been received; the database cannot tell every year that a date can be written with. */
const EARLIEST = "1900-01-01";

/** A real day (YYYY-MM-DD) since which, or until which, something is looked for. */
export const lookedForDay = z.iso.date({ abort: true }).refine(
  (day) => day >= EARLIEST,
  refused({
    code: "day-too-early",
    vi: `Ngày phải từ ${EARLIEST} trở đi.`,
    en: `The day is ${EARLIEST} or later.`,
  }),
);
