import type { Bilingual } from "#schemas/common/bilingual.ts";
import { Fault } from "../fault.ts";

/** Cause of the outcome of what could not be signed for that reason. */
export const SIGNING_KEY_UNAVAILABLE = "signing-key-away";

/**
 * The token that keeps the signing key cannot be reached right now. An outage of ours: what was to be signed can be signed
 * later, and nobody's data is at fault.
 */
export class KeyUnavailable extends Fault {
  /** The token is not asked before then. Milliseconds from now. */
  readonly retryAfterMs: number;

  constructor(text: Bilingual, retryAfterMs: number, options?: { cause?: unknown }) {
    super("key-away", text, options);
    this.retryAfterMs = retryAfterMs;
  }
}
