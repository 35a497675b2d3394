import type { Clock } from "#core/ports/ports.ts";
import type { Ledger } from "./ledger.ts";
import type { PortalRecords } from "./portal-records.ts";

/**
 * Puts the portal's books back to how they stood a while ago, as when an old backup is restored. The ledger keeps its lines
 * and marks those that were undone.
 *
 * @param forgetMs how far back, milliseconds
 * @returns how many applied elements were undone
 */
export function restoreBackup(
  { clock, records, ledger }: { readonly clock: Clock; readonly records: PortalRecords; readonly ledger: Ledger },
  forgetMs: number,
): number {
  const moment = clock.now() - forgetMs;
  records.restore(moment);
  return ledger.markUndone(moment);
}
