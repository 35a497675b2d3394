import { judgeLookup, type Judgement, type SentHistory } from "#core/delivery/judge-lookup.ts";
import type { Cause } from "#core/delivery/causes.ts";
import type { Lookup, Outcome } from "#core/delivery/outcome.ts";
import type { AttemptRecord, DueMessage, MessageChange } from "#core/ports/delivery-store.ts";
import { LOOKUP_SERVICE } from "#core/message/plan-messages.ts";
import type { DeliveryDependencies, LeaseHold } from "./delivery-dependencies.ts";
import { saidToExist, type Lanes } from "./lanes.ts";
import { changeAfterFailure, delivered, SETTLING, toWaiting, untilSettled } from "./message-changes.ts";
import { auditOfStopped, settle } from "./settle.ts";
import { sha256 } from "./sha256.ts";

/**
 * Finds out what became of a dossier message whose answer was lost (a time-out, a reset, a crash of our own), or of which
 * the portal says that it holds the dossier already: asks (`TraCuuHoSo`) and judges what the answer proves. Changes
 * nothing where the question may not be asked now.
 *
 * @param head a message of kind `dossier` whose fate is in doubt
 */
export async function lookUpDossier(
  deps: DeliveryDependencies,
  lanes: Lanes,
  head: DueMessage,
  hold: LeaseHold,
): Promise<void> {
  if (!deps.breaker.mayAsk(LOOKUP_SERVICE)) return;
  const { lookup, attempt } = await ask(deps, head);
  if (lookup.kind === "no-answer") {
    const lost: Outcome = { ...lookup.outcome, kind: "unknown" };
    // A no to the very question is an answer, and the same may come for ever.
    const isNo = lookup.outcome.cause === ("lookup-refused" satisfies Cause);
    const change = changeAfterFailure(deps, head, lost, isNo || lookup.outcome.kind !== "unavailable");
    const changes = [{ message: head, change }];
    return settle(deps, lanes, hold, { changes, attempts: [attempt], audit: auditOfStopped(deps, changes) });
  }
  const now = deps.clock.now();
  const history = withoutFuture(await deps.store.sentHistory(head), head, { now, settlingMs: deps.policy.settlingMs });
  const judgement = judgeLookup(
    { payload: head.payload, saidToExist: saidToExist(head.cause) },
    lookup,
    // Whoever sent it last died over it: when, nobody wrote down.
    head.state === "sending" ? { ...history, lostAt: new Date(now) } : history,
    { now, settlingMs: deps.policy.settlingMs },
  );
  await conclude(deps, lanes, head, hold, { judgement, lookup, attempt });
}

/**
 * Times that have not come yet were written before the clock was set back. How long ago that was nobody knows, so the wait
 * begins anew, and is over when the queue says so.
 */
function withoutFuture(
  history: SentHistory,
  { cause, waitIsOver }: DueMessage,
  { now, settlingMs }: { readonly now: number; readonly settlingMs: number },
): SentHistory {
  const isOver = waitIsOver && cause === SETTLING.cause;
  const past = (at: Date | null) =>
    at === null || at.getTime() <= now ? at : new Date(isOver ? now - settlingMs : now);
  return { ...history, lostAt: past(history.lostAt), confirmedAt: past(history.confirmedAt) };
}

/**
 * Asks whether the portal lost a dossier that it confirmed before the given message, as far as that may be believed now;
 * null where the question may not be asked.
 */
export async function askIfForgotten(
  deps: DeliveryDependencies,
  message: DueMessage,
): Promise<{ readonly isForgotten: boolean; readonly attempt: AttemptRecord } | null> {
  if (!deps.breaker.mayAsk(LOOKUP_SERVICE)) return null;
  const { lookup, attempt } = await ask(deps, message);
  if (lookup.kind !== "absent") return { isForgotten: false, attempt };
  const terms = { now: deps.clock.now(), settlingMs: deps.policy.settlingMs };
  const history = withoutFuture(await deps.store.sentHistory({ ...message, kind: "dossier" }), message, terms);
  const judgement = judgeLookup({ payload: message.payload, saidToExist: null }, lookup, history, terms);
  return { isForgotten: judgement.kind === "forgotten", attempt };
}

/**
 * Asks whether the portal holds a dossier that it refused to create, in whatever words: then it was refused because it is
 * there, and what is owed is an update. `isHeld` is null where that cannot be learnt now.
 */
export async function askIfHeld(
  deps: DeliveryDependencies,
  message: DueMessage,
): Promise<{ readonly isHeld: boolean | null; readonly attempt?: AttemptRecord }> {
  if (!deps.breaker.mayAsk(LOOKUP_SERVICE)) return { isHeld: null };
  const { lookup, attempt } = await ask(deps, message);
  return { isHeld: lookup.kind === "no-answer" ? null : lookup.kind === "found", attempt };
}

interface Asked {
  readonly lookup: Lookup;
  readonly attempt: AttemptRecord;
}

async function ask(deps: DeliveryDependencies, { id, dossierCode }: DueMessage): Promise<Asked> {
  const startedAt = new Date(deps.clock.now());
  const lookup = await deps.channel().portal.lookup(dossierCode);
  const endedAt = new Date(deps.clock.now());
  deps.breaker.recordAnswer(lookup.kind === "no-answer" ? lookup.outcome : LOOKED_UP, LOOKUP_SERVICE);
  const outcome: Outcome =
    lookup.kind === "no-answer"
      ? lookup.outcome
      : {
          ...(lookup.kind === "absent" ? ABSENT : LOOKED_UP),
          ...(lookup.receipt !== undefined && { receipt: lookup.receipt, answerSha256: sha256(lookup.receipt.body) }),
        };
  return {
    lookup,
    attempt: { kind: "lookup", envelopeId: null, messageId: id, startedAt, endedAt, outcome },
  };
}

async function conclude(
  deps: DeliveryDependencies,
  lanes: Lanes,
  head: DueMessage,
  hold: LeaseHold,
  { judgement, lookup, attempt }: Asked & { readonly judgement: Judgement },
): Promise<void> {
  const { dossierCode, kind, destination } = head;
  const held = lookup.kind === "found" || judgement.kind === "not-provable";
  const outcome: Outcome = { ...attempt.outcome, ...outcomeOf(judgement, held) };
  const at = new Date(deps.clock.now());
  const isRepeated = judgement.kind === "not-provable";
  const isForgotten = judgement.kind === "forgotten";
  const detail = { kind, cause: outcome.cause };
  await settle(deps, lanes, hold, {
    changes: [{ message: head, change: changeOf(deps, head, judgement, outcome) }],
    attempts: [{ ...attempt, outcome }],
    portalKnown: held ? [dossierCode] : [],
    ...(isForgotten && { forgotten: { destination, dossierCodes: [dossierCode], at } }),
    audit: isRepeated ? [{ at, actor: "worker", action: "message.repeated", subject: head.id, detail }] : [],
  });
  const lane = lanes.get(dossierCode);
  // What was forgotten comes before what this claim holds: it has to be claimed anew.
  if (lane !== undefined) lanes.set(dossierCode, { ...lane, portalKnown: held, stopped: lane.stopped || isForgotten });
  if (isRepeated) deps.events.messageRepeated({ dossierCode, kind });
  if (isForgotten) deps.events.dossierForgotten({ dossierCode, destination });
}

function changeOf(deps: DeliveryDependencies, head: DueMessage, judgement: Judgement, outcome: Outcome): MessageChange {
  if (judgement.kind === "applied") return delivered(deps, head, outcome);
  if (judgement.kind === "wait") return untilSettled(deps, head, judgement.until);
  return toWaiting(deps, head, outcome);
}

function outcomeOf(judgement: Judgement, held: boolean): Outcome {
  switch (judgement.kind) {
    case "applied":
      return FOUND;
    case "not-provable":
      return NOT_PROVABLE;
    case "not-applied":
    case "forgotten":
    case "wait":
      return held ? DIFFERENT : ABSENT;
    default:
      return judgement satisfies never;
  }
}

/** It answered, whatever it holds: that a dossier is not there says nothing against the portal. */
const LOOKED_UP: Outcome = {
  kind: "delivered",
  cause: "looked-up",
  message: "Cổng đã trả lời tra cứu.",
  messageEn: "The portal answered the look-up.",
};

const FOUND: Outcome = {
  kind: "delivered",
  cause: "found-by-lookup",
  message: "Cổng đã có đúng nội dung này; câu trả lời bị mất trước đó không cần gửi lại.",
  messageEn: "The portal holds exactly this content; the lost answer needs no resend.",
};

const DIFFERENT: Outcome = {
  kind: "already-exists",
  cause: "held-differs",
  message: "Cổng có hồ sơ này với nội dung khác.",
  messageEn: "The portal holds this dossier with other content.",
};

const NOT_PROVABLE: Outcome = {
  kind: "already-exists",
  cause: "not-provable",
  message:
    "Cổng có hồ sơ này nhưng những gì Cổng cho xem không chứng tỏ nội dung mới đã được ghi nhận; gửi cập nhật thêm một lần (gửi lặp không gây trùng).",
  messageEn:
    "The portal holds this dossier, but what it shows does not prove that the new content was applied; the update is sent once more, which does no harm.",
};

const ABSENT: Outcome = {
  kind: "unavailable",
  party: "network",
  cause: "absent-by-lookup",
  message: "Cổng chưa cho thấy hồ sơ này.",
  messageEn: "The portal does not show this dossier.",
};
