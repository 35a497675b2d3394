import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import type { DraftMessage } from "#core/message/message.ts";
import { mapDossier, planMessages, reportedKey, type Reported } from "#core/message/plan-messages.ts";
import type { Resendable, ResendPlan } from "#core/reconciliation/reconciliation.ts";

export interface ResendOptions {
  /**
   * Also sends progress lines again that were delivered: for a portal that lost them with the dossier. They cannot be
   * asked after, so they would stand twice if it did not.
   */
  readonly withProgress: boolean;
}

/**
 * What a dossier that differs is sent again as: its current content as a dossier message, then whatever the portal was
 * not reported yet. Whether that creates or updates follows from what the portal is known to hold. Pure.
 */
export function planResend(
  { dossier, reported }: Resendable,
  sectors: SectorRegistry,
  { withProgress }: ResendOptions,
): ResendPlan {
  const checked = checkDossier(dossier, sectors);
  if (!checked.ok) return { ok: false, issues: checked.issues };
  const mapped = mapDossier(checked);
  const again = new Set(mapped.messages.filter(({ kind }) => kind === "dossier").map(reportedKey));
  const forgotten: Reported = { ...reported, last: new Map([...reported.last].filter(([key]) => !again.has(key))) };
  const { drafts } = planMessages(mapped, forgotten);
  if (!withProgress) return { ok: true, drafts };
  // Without the entry's id: the line that was delivered has it, and stays what it was.
  const lines = mapped.messages.flatMap(({ entryId, correction: _correction, ...message }): DraftMessage[] =>
    entryId !== undefined && reported.entryIds.has(entryId) ? [message] : [],
  );
  const first = drafts.filter(({ kind }) => kind === "dossier");
  return { ok: true, drafts: [...first, ...lines, ...drafts.filter(({ kind }) => kind !== "dossier")] };
}
