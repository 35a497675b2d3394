import type { z } from "zod";
import { refused, type ConstraintText } from "./refused.ts";

/**
 * A text of one form. The pattern that refuses is also the one the served schema shows, so that whoever has only the schema
 * writes it right at once.
 *
 * @param base the text as it is read before it is judged, e.g. trimmed
 * @param shape anchored at both ends, without flags
 */
export function shaped(base: z.ZodString, shape: RegExp, says: ConstraintText): z.ZodString {
  return base.refine((value) => shape.test(value), refused(says)).meta({ pattern: shape.source });
}
