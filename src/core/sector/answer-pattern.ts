import type { z } from "zod";
import type { FieldComplaint } from "#schemas/portal/field-complaints.ts";
import type { MinistryFault } from "#schemas/portal/ministry-errors.ts";

/** What a system answered, as the portal would say it: `error_code` "0" is a yes. */
export interface ReadAnswer {
  readonly error_code: string;
  readonly message: string;
  /** What a no is about where it is not the data; null or absent: the words decide. */
  readonly fault?: MinistryFault | null;
  /** What a no says of single fields, by the receiver's own names. */
  readonly complaints?: readonly FieldComplaint[];
}

/**
 * How systems that a sector reports to word their answers, where that is not as usual. Patterns are matched against NFC
 * text and must ignore case.
 */
export interface AnswerPattern {
  /** The services that answer so; they are the sector's own. */
  readonly services: readonly string[];
  /** Forms of an answer besides the portal's own and the one ministries share, most specific first. */
  readonly forms?: readonly z.ZodType<ReadAnswer>[];
  /** Words beside a no that mean that this content is there already, which is a yes; null: no words do. Absent: the usual. */
  readonly received?: RegExp | null;
  /** Words, beside those, that mean that content which differs will not replace it: a no. Absent: the usual. */
  readonly notUpdatable?: RegExp;
  /** Words beside a no that mean that the system cannot take anything now, beside the usual ones. */
  readonly unavailable?: RegExp;
}
