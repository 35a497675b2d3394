import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { contentMissing, RESTORE_CONTENTS } from "#core/delivery/content-missing.ts";
import type { Issue } from "#core/dossier/issue.ts";
import { LARGE_FROM } from "#core/message/content-reference.ts";
import type { DraftMessage } from "#core/message/message.ts";
import { mapDossier, planMessages, reportedKey, type Reported } from "#core/message/plan-messages.ts";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";
import type { Resendable, ResendPlan } from "#core/reconciliation/reconciliation.ts";
import { canonicalContent } from "./accept.ts";
import { readWholeDossier, type MissingContent } from "./kept-contents.ts";
import { withStoredPayloads } from "./large-values.ts";

export interface ResendOptions {
  /**
   * Also sends progress lines again that were delivered: for a portal that lost them with the dossier. They cannot be
   * asked after, so they would stand twice if it did not.
   */
  readonly withProgress: boolean;
}

/** Where large values are kept, and from how many characters on a value is large. */
export interface LargeValuesKept {
  readonly attachments: AttachmentStore;
  readonly largeFrom: number;
}

/** Plans as {@link planResend} does, with the dossier's large values; what is sent again is kept when this resolves. */
export async function planWholeResend(
  resendable: Resendable,
  sectors: SectorRegistry,
  options: ResendOptions,
  { attachments, largeFrom }: LargeValuesKept,
): Promise<ResendPlan> {
  const whole = await readWholeDossier(attachments, resendable.dossier, resendable.largeValues);
  if ("missing" in whole) return { ok: false, issues: [notWholeWithout(whole, resendable)] };
  const plan = planResend({ ...resendable, dossier: whole.dossier }, sectors, options, largeFrom);
  if (plan.ok) for (const { stored } of plan.drafts) if (stored !== undefined) await attachments.keep(stored.contents);
  return plan;
}

/**
 * What a dossier that differs is sent again as: its current content as a dossier message, then whatever the portal was
 * not reported yet. Whether that creates or updates follows from what the portal is known to hold. Pure.
 */
export function planResend(
  { dossier, reported }: Omit<Resendable, "largeValues">,
  sectors: SectorRegistry,
  { withProgress }: ResendOptions,
  largeFrom: number = LARGE_FROM,
): ResendPlan {
  const checked = checkDossier(dossier, sectors);
  if (!checked.ok) return { ok: false, issues: checked.issues };
  const mapped = withStoredPayloads(mapDossier(checked), canonicalContent(checked).length, largeFrom);
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

function notWholeWithout({ missing }: MissingContent, { largeValues }: Resendable): Issue {
  const { vi, en } = contentMissing(missing);
  return {
    pointer: largeValues.find(({ sha256 }) => sha256 === missing)?.pointer ?? "",
    code: "content-missing",
    message: `${vi} ${RESTORE_CONTENTS.vi}`,
    messageEn: `${en} ${RESTORE_CONTENTS.en}`,
    severity: "error",
  };
}
