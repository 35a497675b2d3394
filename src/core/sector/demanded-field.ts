import type { Bilingual } from "#schemas/common/bilingual.ts";

/**
 * A field that a rule demands although the record's type leaves it open, because some dossiers cannot have it (those the
 * portal handed over) or because a missing one is a finding of that rule. The served schema says so, so that a vendor
 * learns it from there and not from refusals.
 */
export interface DemandedField {
  /** Id of the rule that refuses a dossier without it, e.g. `KM-D03`. */
  readonly rule: string;
  /** Where it stands, e.g. `/record/notice/documentNumber`; it is demanded only where the part that holds it is there. */
  readonly pointer: `/record/${string}`;
  /** Whose dossiers are let through without it; absent: nobody's. */
  readonly except?: Bilingual;
  /** The only case in which it is demanded; absent: always. */
  readonly when?: Bilingual;
}
