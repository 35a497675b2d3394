import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import { dayOf } from "#schemas/common/timestamp.ts";

/** The day the event counts as registered: the day of receipt, before that the day of filing; null when neither is known. */
export function registrationDay(dossier: Dossier): string | null {
  const at = dossier.receivedAt ?? dossier.submittedAt;
  return at === null ? null : dayOf(at);
}

/** Statuses in which no desk has taken the dossier: newly registered, refused at intake. */
const NOT_TAKEN: readonly number[] = [1, 3];

/**
 * When a desk took the dossier; null while none has. Only then does the ministry hear of it: it would register something
 * nobody has checked.
 */
export function takenAt(dossier: Dossier): string | null {
  return NOT_TAKEN.includes(dossier.status) ? null : dossier.receivedAt;
}
