import { isInDoubt, PARKED_BY_POLICY } from "#core/message/message.ts";
import { parseJson } from "#core/message/canonical-json.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { DueMessage, MessageChange } from "#core/ports/delivery-store.ts";
import type { ChangeDependencies, DeliveryDependencies, DeliveryPolicy, LeaseHold } from "./delivery-dependencies.ts";
import type { Lanes } from "./lanes.ts";
import { parkedByPolicy, toWaiting } from "./message-changes.ts";
import { auditOfStopped, settle } from "./settle.ts";

/**
 * What becomes of progress lines and sector messages whose answer was lost: the destination cannot be asked about them, so
 * the policy says whether they are sent again or wait for a person. Only for answers that were lost: an answer that came
 * and leaves a line in doubt parks it at once.
 *
 * @param head the first of them in its lane; those right behind it in the same doubt share its lot
 */
export async function followLostPolicy(
  deps: DeliveryDependencies,
  lanes: Lanes,
  head: DueMessage,
  hold: LeaseHold,
): Promise<void> {
  const { changes, repeated } = lotOfLost(deps, lanes.get(head.dossierCode)?.queue ?? [], head);
  const at = new Date(deps.clock.now());
  const noted = repeated.map(({ id: subject, kind }) => ({
    at,
    actor: "worker",
    action: "message.repeated",
    subject,
    detail: { kind, cause: RESENT.cause },
  }));
  await settle(deps, lanes, hold, { changes, audit: [...noted, ...auditOfStopped(deps, changes)] });
  for (const { dossierCode, kind } of repeated) deps.events.messageRepeated({ dossierCode, kind });
}

/** What becomes of lost messages, and which of them are sent once more. */
export interface LotOfLost {
  readonly changes: readonly { readonly message: DueMessage; readonly change: MessageChange }[];
  readonly repeated: readonly DueMessage[];
}

/**
 * Decides by the policy alone. Pure.
 *
 * @param queue what is left of the dossier's messages, in their order
 * @param head the first of them; those right behind it, of its kind and in the same doubt, share its lot
 */
export function lotOfLost(deps: ChangeDependencies, queue: readonly DueMessage[], { kind }: DueMessage): LotOfLost {
  const end = queue.findIndex(({ state }) => !isInDoubt(state));
  const lost = (end === -1 ? queue : queue.slice(0, end)).filter((message) => message.kind === kind);
  const repeated = lost.filter((message) => mayResend(deps.policy, message));
  const changes = lost.map((message) => ({
    message,
    change: repeated.includes(message) ? toWaiting(deps, message, RESENT) : parkedByPolicy(deps, message, PARKED),
  }));
  return { changes, repeated };
}

function mayResend(policy: DeliveryPolicy, message: DueMessage): boolean {
  if (message.kind === "sector") return policy.lostSector === "resend";
  if (policy.lostProgress === "park") return false;
  const line = parseJson(message.payload);
  const status = typeof line === "object" && line !== null && "TrangThai" in line ? line["TrangThai"] : null;
  return typeof status !== "string" || !policy.parkLostStatuses.includes(status);
}

const RESENT: Outcome = {
  kind: "unknown",
  party: "network",
  cause: "resent-by-policy",
  message: "Mất câu trả lời và không hỏi lại được Cổng; gửi lại theo chính sách.",
  messageEn: "The answer was lost and the portal cannot be asked; sent again by policy.",
};

const PARKED: Outcome = {
  kind: "unknown",
  party: "network",
  cause: PARKED_BY_POLICY,
  message: "Mất câu trả lời và không hỏi lại được Cổng; cần người kiểm tra trên Cổng rồi chọn gửi lại hoặc bỏ qua.",
  messageEn: "The answer was lost and the portal cannot be asked; look at the portal, then resend or skip.",
};
