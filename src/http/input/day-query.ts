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
