import { nextDelayMs } from "#core/delivery/backoff.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import { stoppedOutcome } from "#core/delivery/stopped-outcome.ts";
import type { DueMessage, MessageChange } from "#core/ports/delivery-store.ts";
import type { ChangeDependencies } from "./delivery-dependencies.ts";

export function delivered({ clock }: ChangeDependencies, message: DueMessage, outcome: Outcome): MessageChange {
  const now = new Date(clock.now());
  return change(message, { state: "delivered", dueAt: now, settledAt: now, outcome });
}

/** Ready to be sent again at once. */
export function toWaiting({ clock }: ChangeDependencies, message: DueMessage, outcome: Outcome | null): MessageChange {
  return change(message, { state: "waiting", dueAt: new Date(clock.now()), settledAt: null, outcome });
}

/**
 * Put off because its service is down: for longer the longer that lasts, and not all to the same moment, so that those who
 * wait are not taken up in vain all the time. Nothing was sent, so nothing is spent.
 */
export function putOff(
  { clock, random, policy }: ChangeDependencies,
  message: DueMessage,
  service: string,
  stopped: { readonly since: Date; readonly msUntilProbe: number },
): MessageChange {
  const now = clock.now();
  // Never backwards, where the clock was set back since.
  const spread = Math.min(policy.retry.longestDelayMs, Math.max(0, now - stopped.since.getTime()));
  const dueAt = new Date(now + stopped.msUntilProbe + random.next() * spread);
  return change(message, { state: message.state, dueAt, settledAt: null, outcome: serviceStopped(service) });
}

function serviceStopped(service: string): Outcome {
  return {
    kind: "unavailable",
    party: "portal",
    cause: "service-stopped",
    message: `Dịch vụ ${service} của nơi nhận đang lỗi trong khi các dịch vụ khác vẫn trả lời; hồ sơ chờ, không tính lần gửi nào.`,
    messageEn: `The destination's service ${service} fails while others answer; the dossier waits and spends no try.`,
  };
}

/** What the portal shows may be older than what it holds: asked again then. Nothing is spent. */
export function untilSettled(
  { clock, random, policy }: ChangeDependencies,
  message: DueMessage,
  until: Date,
): MessageChange {
  // Not before, and not all at the same moment.
  const spread = random.next() * Math.min(1000, policy.settlingMs / 10);
  const dueAt = new Date(Math.max(until.getTime(), clock.now()) + spread);
  return change(message, { state: "unknown", dueAt, settledAt: null, outcome: SETTLING });
}

/** Nothing can be concluded yet from what the portal shows. */
export const SETTLING: Outcome = {
  kind: "unknown",
  party: "portal",
  cause: "settling",
  message:
    "Mất câu trả lời và Cổng chưa cho thấy nội dung này; Cổng có thể hiển thị chậm hoặc ghi nhận muộn nên sẽ hỏi lại trước khi gửi lại.",
  messageEn:
    "The answer was lost and the portal does not show this content yet; it may show or apply it late, so it is asked again before anything is resent.",
};

/** Was not even signed: waits until the token is asked again, without having been tried. */
export function untilKeyIsAvailable(deps: ChangeDependencies, message: DueMessage, outcome: Outcome): MessageChange {
  const dueAt = new Date(deps.clock.now() + (outcome.retryAfterMs ?? 0));
  return { ...toWaiting(deps, message, outcome), dueAt };
}

export function refusedForGood({ clock }: ChangeDependencies, message: DueMessage, outcome: Outcome): MessageChange {
  const now = new Date(clock.now());
  return change(message, { state: "refused", dueAt: now, settledAt: now, outcome: stoppedOutcome(outcome) });
}

/**
 * The portal says that it has this dossier: ask what it holds. At once the first time; when it says so again under the
 * same claim it contradicts its own look-up, which costs budget and waits longer each time, so that it ends some day.
 */
export function awaitingLookup(
  deps: ChangeDependencies,
  message: DueMessage,
  outcome: Outcome,
  again: boolean,
): MessageChange {
  const lost: Outcome = { ...outcome, kind: "unknown" };
  if (again) return changeAfterFailure(deps, message, lost, true);
  return { ...toWaiting(deps, message, lost), state: "unknown", failures: message.failures + 1 };
}

/** The portal refused to create a dossier that it turns out to hold: it is asked what it holds, and an update follows. */
export function heldAlready(deps: ChangeDependencies, message: DueMessage): MessageChange {
  return awaitingLookup(deps, message, HELD_ALREADY, false);
}

const HELD_ALREADY: Outcome = {
  kind: "already-exists",
  party: "portal",
  cause: "already-exists",
  message: "Cổng từ chối tạo hồ sơ này nhưng tra cứu cho thấy Cổng đã có hồ sơ; sẽ gửi cập nhật.",
  messageEn: "The portal refused to create this dossier, and a look-up shows that it holds it; an update will be sent.",
};

/**
 * The portal refused to create a dossier, and whether it holds it could not be asked: it is sent again, and asked then.
 * What it said is kept; nothing is spent, for the portal is only about to be asked.
 */
export function refusalDoubted(deps: ChangeDependencies, message: DueMessage, refusal: Outcome | null): MessageChange {
  const { vi = refusal?.message ?? "", en = refusal?.messageEn ?? "" } = refusal?.happened ?? {};
  return changeAfterFailure(
    deps,
    message,
    {
      ...refusal,
      kind: "unavailable",
      party: "portal",
      cause: "refusal-doubted",
      message: `${vi} Chưa hỏi được Cổng đã có hồ sơ này chưa; sẽ gửi và hỏi lại trước khi báo lỗi dữ liệu.`.trim(),
      messageEn:
        `${en} Whether the portal holds the dossier already could not be asked; it is sent and asked again before the data are blamed.`.trim(),
    },
    false,
  );
}

/** Waits for a person: sending again might do harm and asking is not possible. */
export function parkedByPolicy({ clock }: ChangeDependencies, message: DueMessage, outcome: Outcome): MessageChange {
  const dueAt = new Date(clock.now());
  return change(message, { state: "parked", dueAt, settledAt: null, outcome: stoppedOutcome(outcome) });
}

/**
 * Put off by back-off, or parked when the budget is spent. An outage of the portal or the network spends nothing: hours
 * of it must not park what would go through afterwards.
 *
 * @param dueAt one time for a whole batch keeps it together, so that the same bytes can be sent again
 */
export function changeAfterFailure(
  deps: ChangeDependencies,
  message: DueMessage,
  outcome: Outcome,
  spends: boolean,
  dueAt: Date = dueAfter(deps, message.failures + 1, outcome),
): MessageChange {
  const spent = message.spent + (spends ? 1 : 0);
  const parked = spent >= deps.policy.retry.maxAttempts;
  const state = parked ? "parked" : outcome.kind === "unknown" ? "unknown" : "waiting";
  const told = parked ? stoppedOutcome(outcome) : outcome;
  return {
    ...change(message, { state, dueAt, settledAt: null, outcome: told }),
    failures: message.failures + 1,
    spent,
  };
}

/** When to try again after so many failures; after a lost answer not before the portal had time to finish. */
export function dueAfter({ clock, random, policy }: ChangeDependencies, failures: number, outcome: Outcome): Date {
  const atLeast = Math.max(outcome.retryAfterMs ?? 0, outcome.kind === "unknown" ? policy.askAfterMs : 0);
  return new Date(clock.now() + nextDelayMs(policy.retry, failures, random, atLeast));
}

function change(
  message: DueMessage,
  changed: Pick<MessageChange, "state" | "dueAt" | "settledAt" | "outcome">,
): MessageChange {
  const { id: messageId, attempts, failures, spent, waitIsOver } = message;
  // The queue knows a wait by when it ends: a new one must not be taken for the one that is over.
  const isSame = waitIsOver && changed.dueAt.getTime() === message.dueAt.getTime();
  const dueAt = isSame ? new Date(changed.dueAt.getTime() + 1) : changed.dueAt;
  return { messageId, attempts, failures, spent, ...changed, dueAt };
}
