import type { Bilingual } from "#schemas/common/bilingual.ts";

import { NotDer } from "../der/read-der.ts";
import { batchRefusals } from "./batch-refusals.ts";
import { certificateRefusals } from "./certificate-refusals.ts";
import { containerRefusals } from "./container-refusals.ts";
import { xmlRefusals } from "./xml-refusals.ts";

/** Why a signature is refused. A code never changes once published. */
export type RefusalReason = keyof typeof texts;

/** A signature that is not accepted. */
export interface Refusal {
  readonly valid: false;
  readonly reason: RefusalReason;
  /** Vietnamese first, English beside it. */
  readonly message: Bilingual;
  /** What exactly was refused, e.g. the URI of an algorithm; short and printable, though it may be foreign text. */
  readonly detail?: string;
}

const texts = {
  ...containerRefusals,
  ...batchRefusals,
  ...xmlRefusals,
  ...certificateRefusals,
} as const satisfies Record<string, Bilingual>;

/** The refusal for a reason, with what it says to people. */
export function refusal(reason: RefusalReason, detail?: string): Refusal {
  return { valid: false, reason, message: texts[reason], ...(detail !== undefined && { detail }) };
}

/** Longest foreign text repeated in a refusal. */
const longestDetail = 120;

/**
 * Carries a refusal out of the depth of a reader. Thrown only inside the verifier and turned into a value where it is
 * entered ({@link refusalOf}): a check nobody looked at then refuses, instead of being forgotten.
 */
export class SignatureRefused extends Error {
  override readonly name = "SignatureRefused";
  readonly reason: RefusalReason;
  readonly detail: string | undefined;

  /** @param detail what exactly was refused, e.g. the URI of an algorithm; foreign text is shortened and made printable */
  constructor(reason: RefusalReason, detail?: string) {
    super(detail === undefined ? reason : `${reason}: ${detail}`);
    this.reason = reason;
    this.detail = detail?.slice(0, longestDetail).replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, "?");
  }
}

/**
 * The refusal an error carries; any other error is not ours to swallow and is thrown again.
 *
 * @example
 * const { reason, detail } = refusalOf(new SignatureRefused("algorithm-refused", "none"));
 * [reason, detail]; // => ["algorithm-refused", "none"]
 */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof SignatureRefused) return refusal(error.reason, error.detail);
  throw error;
}

/**
 * @throws SignatureRefused with `reason` unless `holds`
 *
 * @example
 * let refused = "";
 * try {
 *   demand(body.length < 10, "too-large");
 * } catch (error) {
 *   refused = refusalOf(error).reason;
 * }
 * refused; // => "too-large"
 */
export function demand(holds: boolean, reason: RefusalReason, detail?: string): asserts holds {
  if (!holds) throw new SignatureRefused(reason, detail);
}

/** Refuses with `reason` what turns out not to be strict DER. */
export function strictly<T>(reason: RefusalReason, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotDer) throw new SignatureRefused(reason, error.message);
    throw error;
  }
}
