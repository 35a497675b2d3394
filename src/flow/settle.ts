import { isStopped } from "#core/message/message.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { DueMessage, MessageChange, Settlement } from "#core/ports/delivery-store.ts";
import type { DeliveryDependencies, LeaseHold } from "./delivery-dependencies.ts";
import { laneAfter, type Lanes } from "./lanes.ts";

/** What an attempt, a look-up or a policy brought. All of it is committed together. */
export interface SettlementResult extends Partial<Omit<Settlement, "leaseToken" | "changes">> {
  /** Each message as it was taken up, with what becomes of it. */
  readonly changes: readonly { readonly message: DueMessage; readonly change: MessageChange }[];
}

/**
 * Commits what was found out, then replaces each lane it concerns by the one that follows and reports every message that
 * was delivered or stopped. Sends, look-ups, policies and postponements all end here.
 * @throws Fault `lease-lost`; the lanes are as they were then
 */
export async function settle(
  { clock, store, events }: Pick<DeliveryDependencies, "clock" | "store" | "events">,
  lanes: Lanes,
  hold: LeaseHold,
  { changes, ...rest }: SettlementResult,
): Promise<void> {
  await store.settle({
    attempts: [],
    portalKnown: [],
    audit: [],
    ...rest,
    leaseToken: hold.leaseToken,
    changes: changes.map(({ change }) => change),
  });
  const now = clock.now();
  for (const { message, change } of changes) {
    const { dossierCode } = message;
    const lane = lanes.get(dossierCode);
    if (lane !== undefined) lanes.set(dossierCode, laneAfter(lane, change, now));
    report(events, message, change);
  }
}

/**
 * The audit entry of each message that a change stops.
 * @param outcome what it is put down to where that is more than the message itself keeps
 */
export function auditOfStopped(
  { clock }: Pick<DeliveryDependencies, "clock">,
  changes: SettlementResult["changes"],
  outcome?: Outcome,
): Settlement["audit"] {
  const at = new Date(clock.now());
  return changes.flatMap(({ change: { messageId: subject, state, outcome: kept } }) => {
    if (!isStopped(state)) return [];
    const { cause = "unknown", party = null } = outcome ?? kept ?? {};
    return [{ at, actor: "worker", action: `message.${state}`, subject, detail: { cause, party } }];
  });
}

function report(
  events: Pick<DeliveryDependencies["events"], "messageDelivered" | "messageStopped">,
  { dossierCode, kind, createdAt }: DueMessage,
  { state, settledAt, dueAt, outcome }: MessageChange,
): void {
  if (state === "delivered") {
    const waitedMs = (settledAt ?? dueAt).getTime() - createdAt.getTime();
    events.messageDelivered({ dossierCode, kind, waitedMs });
  } else if (isStopped(state)) {
    events.messageStopped({ dossierCode, kind, state, party: outcome?.party, cause: outcome?.cause ?? "unknown" });
  }
}
