import type { Bilingual } from "#schemas/common/bilingual.ts";

/**
 * One line of a verification. `holds` and `fails` were checked; `open` cannot be known from the file alone, and does not
 * count against it.
 */
export interface EvidenceFinding extends Bilingual {
  readonly mark: "holds" | "fails" | "open";
  /** Stable code of what was checked, e.g. `manifest-digest`. */
  readonly code: string;
}

/** A finding of a mark; Vietnamese first, English beside it. */
export const holds = (code: string, vi: string, en: string): EvidenceFinding => ({ mark: "holds", code, vi, en });
export const fails = (code: string, vi: string, en: string): EvidenceFinding => ({ mark: "fails", code, vi, en });
export const open = (code: string, vi: string, en: string): EvidenceFinding => ({ mark: "open", code, vi, en });
