import { isInDoubt, PARKED_BY_POLICY } from "#core/message/message.ts";
import { compareHeld } from "#core/reconciliation/compare-held.ts";
import { parseJson } from "#core/message/canonical-json.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { AttemptRecord, DueMessage } from "#core/ports/delivery-store.ts";
import type { DeliveryDependencies, LeaseHold } from "./delivery-dependencies.ts";
import type { Lane, Lanes } from "./lanes.ts";
import { auditOfStopped, settle, type SettlementResult } from "./settle.ts";
import { sha256 } from "./sha256.ts";
import { changeAfterFailure, delivered, parkedByPolicy, toWaiting } from "./message-changes.ts";

/** What was found out about the messages at the head of a lane. */
interface Resolution extends SettlementResult {
  /** Whether the portal holds the dossier; null: not asked, or no answer. */
  readonly held: boolean | null;
  /** Something is sent again that may have arrived. */
  readonly repeated: boolean;
}

/**
 * Finds out what became of the messages at the head of a lane whose answer was lost (a time-out, a reset, a crash of our
 * own). Dossiers are asked about (`TraCuuHoSo`) and compared; what cannot be asked about follows the policy.
 */
export async function lookUpHead(
  deps: DeliveryDependencies,
  lanes: Lanes,
  dossierCode: string,
  hold: LeaseHold,
): Promise<void> {
  const lane = lanes.get(dossierCode);
  const head = lane?.queue[0];
  if (lane === undefined || head === undefined || !isLost(head) || head.dueAt.getTime() > deps.clock.now()) return;
  if (head.kind === "dossier" && !deps.breaker.mayPass()) return;
  const { held, repeated, ...findings } =
    head.kind === "dossier" ? await askPortal(deps, head) : followPolicy(deps, lane, head);
  const at = new Date(deps.clock.now());
  const resent = { at, actor: "worker", action: "message.repeated", subject: head.id, detail: { kind: head.kind } };
  await settle(deps, lanes, hold, {
    ...findings,
    portalKnown: held === true ? [dossierCode] : [],
    audit: [...(repeated ? [resent] : []), ...auditOfStopped(deps, findings.changes)],
  });
  const after = lanes.get(dossierCode);
  if (after !== undefined && held !== null) lanes.set(dossierCode, { ...after, portalKnown: held });
  if (repeated) deps.events.messageRepeated({ dossierCode, kind: head.kind });
}

function isLost(message: DueMessage): boolean {
  return isInDoubt(message.state);
}

/** Asks the portal about a dossier that already exists there or whose answer was lost. */
async function askPortal(deps: DeliveryDependencies, head: DueMessage): Promise<Resolution> {
  const startedAt = new Date(deps.clock.now());
  const lookup = await deps.channel().portal.lookup(head.dossierCode);
  const endedAt = new Date(deps.clock.now());
  const record = (outcome: Outcome): AttemptRecord[] => [
    { kind: "lookup", envelopeId: null, messageId: head.id, startedAt, endedAt, outcome },
  ];
  if (lookup.kind === "no-answer") {
    deps.breaker.record(lookup.outcome);
    const change = changeAfterFailure(
      deps,
      head,
      { ...lookup.outcome, kind: "unknown" },
      lookup.outcome.kind !== "unavailable",
    );
    return { changes: [{ message: head, change }], attempts: record(lookup.outcome), held: null, repeated: false };
  }
  const comparison = lookup.kind === "absent" ? "absent" : compareHeld(head.payload, lookup.record);
  const outcome: Outcome = {
    ...LOOKUP_OUTCOME[comparison],
    ...(lookup.receipt !== undefined && { receipt: lookup.receipt, answerSha256: sha256(lookup.receipt.body) }),
  };
  // It answered, whatever it holds: that a dossier is not there says nothing against the portal.
  deps.breaker.record(LOOKUP_OUTCOME.same);
  const change = comparison === "same" ? delivered(deps, head, outcome) : toWaiting(deps, head, outcome);
  return {
    changes: [{ message: head, change }],
    attempts: record(outcome),
    held: comparison !== "absent",
    repeated: false,
  };
}

function followPolicy(deps: DeliveryDependencies, lane: Lane, head: DueMessage): Resolution {
  const run = lane.queue.filter((message, index) => isLost(message) && lane.queue.slice(0, index).every(isLost));
  const lost = run.filter((message) => message.kind === head.kind);
  return {
    changes: lost.map((message) => ({
      message,
      change: mayResend(deps, message) ? toWaiting(deps, message, RESENT) : parkedByPolicy(deps, message, PARKED),
    })),
    held: null,
    repeated: lost.some((message) => mayResend(deps, message)),
  };
}

function mayResend(deps: DeliveryDependencies, message: DueMessage): boolean {
  if (message.kind === "sector") return deps.policy.lostSector === "resend";
  if (deps.policy.lostProgress === "park") return false;
  const line = parseJson(message.payload);
  const status = typeof line === "object" && line !== null && "TrangThai" in line ? line["TrangThai"] : null;
  return typeof status !== "string" || !deps.policy.parkLostStatuses.includes(status);
}

const LOOKUP_OUTCOME: Record<"same" | "different" | "undetermined" | "absent", Outcome> = {
  same: {
    kind: "delivered",
    cause: "found-by-lookup",
    message: "Cổng đã có đúng nội dung này; câu trả lời bị mất trước đó không cần gửi lại.",
    messageEn: "The portal holds exactly this content; the lost answer needs no resend.",
  },
  different: {
    kind: "already-exists",
    cause: "held-differs",
    message: "Cổng đã có hồ sơ với nội dung khác; sẽ gửi cập nhật.",
    messageEn: "The portal holds the dossier with other content; an update will be sent.",
  },
  undetermined: {
    kind: "already-exists",
    cause: "held-unreadable",
    message: "Cổng đã có hồ sơ nhưng không cho biết nội dung; sẽ gửi cập nhật.",
    messageEn: "The portal holds the dossier but does not say its content; an update will be sent.",
  },
  absent: {
    kind: "unavailable",
    party: "network",
    cause: "absent-by-lookup",
    message: "Cổng chưa có hồ sơ này; sẽ gửi lại.",
    messageEn: "The portal does not hold this dossier; it will be sent again.",
  },
};

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
