import type { FaultText } from "#core/fault.ts";

import { batchRefusals } from "../containers/batch/batch-refusals.ts";
import { certificateRefusals } from "../trust/certificate-refusals.ts";
import { containerRefusals } from "./container-refusals.ts";
import { xmlRefusals } from "../canonical-xml/reading/xml-refusals.ts";

/** Why a signature is refused. A code never changes once published. */
export type RefusalReason = keyof typeof texts;

/** A signature that is not accepted. */
export interface Refusal {
  readonly valid: false;
  readonly reason: RefusalReason;
  /** Vietnamese first, English beside it. */
  readonly message: FaultText;
  /** What exactly was refused, e.g. the URI of an algorithm; short and printable, though it may be foreign text. */
  readonly detail?: string;
}

const texts = {
  ...containerRefusals,
  ...batchRefusals,
  ...xmlRefusals,
  ...certificateRefusals,
} as const satisfies Record<string, FaultText>;

/** Every code there is. */
export const refusalReasons = Object.keys(texts) as readonly RefusalReason[];

/** The refusal for a reason, with what it says to people. */
export function refusal(reason: RefusalReason, detail?: string): Refusal {
  return { valid: false, reason, message: texts[reason], ...(detail !== undefined && { detail }) };
}
