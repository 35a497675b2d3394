import type { Bilingual } from "#schemas/common/bilingual.ts";

/** Every way the gateway itself can fail, by a code that never changes once published. */
export type FaultCode =
  | "config-invalid"
  | "config-missing"
  | "data-dir-locked"
  | "database-unavailable"
  | "database-full"
  | "database-unsupported"
  | "database-outdated"
  | "open-files-limit"
  | "key-unreadable"
  | "key-mismatch"
  | "key-driver-missing"
  | "key-module-unusable"
  | "key-token-missing"
  | "key-pin-refused"
  | "key-not-found"
  | "key-certificate-missing"
  | "key-away"
  | "certificate-outside-dates"
  | "certificate-refused"
  | "certificate-for-demo-only"
  | "signature-invalid"
  | "signature-too-long"
  | "xml-unwritable"
  | "lease-lost"
  | "content-missing"
  | "cursor-format"
  | "sector-invalid"
  | "usage"
  | "internal";

/**
 * Something that should not happen: wrong configuration, a lost database, a broken invariant.
 * Expected outcomes (a refused dossier, a lost answer) are values, never faults.
 */
export class Fault extends Error implements Bilingual {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly vi: string;
  readonly en: string;

  /** @param text what happened, and what to do next */
  constructor(code: FaultCode, text: Bilingual, options?: { cause?: unknown }) {
    super(text.en, options);
    this.code = code;
    this.vi = text.vi;
    this.en = text.en;
  }
}

/** Whether an error means that the database cannot be reached or written right now; what was asked can be asked again later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return (error instanceof Fault && error.code === "database-unavailable") || isDatabaseFull(error);
}

/** Whether an error means that the database has no room left; it will not by itself, somebody has to make some. */
export function isDatabaseFull(error: unknown): boolean {
  return error instanceof Fault && error.code === "database-full";
}
