import { type Refusal, refusal, type RefusalReason } from "./refusal.ts";
import { NotDer } from "../der/read-der.ts";

/** Longest foreign text repeated in a refusal. */
const longestDetail = 120;

/**
 * Carries a refusal out of the depth of a reader. Thrown only inside the verifier and turned into a value where it is
 * entered ({@link refusalOf}): a check nobody looked at then refuses, instead of being forgotten.
 */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly reason: RefusalReason;
  readonly detail: string | undefined;

  /** @param detail what exactly was refused, e.g. the URI of an algorithm; foreign text is shortened and made printable */
  constructor(reason: RefusalReason, detail?: string) {
    super(detail === undefined ? reason : `${reason}: ${detail}`);
    this.reason = reason;
    this.detail = detail?.slice(0, longestDetail).replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, "?");
  }
}

/** The refusal an error carries; any other error is not ours to swallow and is thrown again. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return refusal(error.reason, error.detail);
  throw error;
}

/** @throws Refused with `reason` unless `holds` */
export function demand(holds: boolean, reason: RefusalReason, detail?: string): asserts holds {
  if (!holds) throw new Refused(reason, detail);
}

/** Refuses with `reason` what turns out not to be strict DER. */
export function strictly<T>(reason: RefusalReason, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotDer) throw new Refused(reason, error.message);
    throw error;
  }
}
