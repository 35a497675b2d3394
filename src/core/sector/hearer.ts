import type { Bilingual } from "#schemas/common/bilingual.ts";
import type { Dossier } from "../dossier/pushed-dossier.ts";

/** A system that a sector reports to by messages of its own: of which dossiers it hears, when, and what that takes. */
export interface Hearer<R = unknown> {
  /** The destination named like the sector, or one of its `furtherDestinations`. */
  readonly destination: string;
  /** Who that is to the officer who reads that it was not told, e.g. `Bộ Tư pháp`. */
  readonly name: Bilingual;
  /**
   * What it is told: the `application` once, which stays true when later pushes are silent about it; or every `status`,
   * of which the last one told is wrong as soon as the dossier stands elsewhere.
   */
  readonly follows: "application" | "status";
  /** Whether it hears of a dossier that stands like this; the record is absent where none was pushed. */
  hearsAt(dossier: Dossier, record: R | undefined): boolean;
  /** Whether there is a message for such a record at all. Absent: for every one. */
  takes?(record: R): boolean;
  /** Whether the record itself says that this system has to hear, whatever the procedure. Absent: it never does. */
  namedBy?(record: R): boolean;
  /** What its message needs besides the record. */
  readonly needs?: readonly Need<R>[];
}

/** Something a message cannot be made without. */
export interface Need<R> {
  /** Stable code of what is said where it is missing: `not-told-…`. */
  readonly code: string;
  /** Where in the push it would stand, e.g. `/dueAt`. */
  readonly pointer: string;
  /** The words after «because», without a full stop. */
  readonly because: Bilingual;
  /** A sentence: what to do. */
  readonly advice: Bilingual;
  isMissing(dossier: Dossier, record: R): boolean;
}
