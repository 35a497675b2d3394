import { SIGNING_KEY_UNAVAILABLE } from "#core/delivery/key-unavailable.ts";
import { isUntrusted } from "#core/proof/found-signature.ts";
import { PARKED_BY_POLICY } from "#core/message/message.ts";
import { ONE_ALREADY_EXISTS, PORTAL_FORGOT, type Cause } from "#core/delivery/causes.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { DueMessage, MessageChange } from "#core/ports/delivery-store.ts";
import type { ChangeDependencies } from "./delivery-dependencies.ts";
import type { Batch, Lanes } from "./lanes.ts";
import {
  awaitingLookup,
  changeAfterFailure,
  delivered,
  dueAfter,
  parkedByPolicy,
  refusedForGood,
  toWaiting,
  untilKeyIsAvailable,
} from "./message-changes.ts";

/**
 * An envelope was refused and its halves will be sent. A portal that says no may have applied it all the same, and an
 * update would then be applied twice: so of updates it is asked what it holds. A create that comes twice it tells itself.
 */
export function beforeHalving(deps: ChangeDependencies, { kind, isUpdating }: Batch, outcome: Outcome): ChangeOf {
  const mayBeApplied = kind === "dossier" && isUpdating && isNo(outcome);
  return (message) => ({ ...toWaiting(deps, message, null), state: mayBeApplied ? "unknown" : "waiting" });
}

/**
 * Whether something in the envelope itself may have caused this outcome, rather than the state of the world, so that its
 * halves are worth trying. Of progress lines only where surely none was applied, for they cannot be asked after.
 */
export function blamesContent({ kind }: Batch, outcome: Outcome): boolean {
  return isAboutContent(outcome) && (kind !== "progress" || !isNo(outcome));
}

/** An envelope that is too large, and words about a state the portal does not show, may be about what was sent. */
function isAboutContent(outcome: Outcome): boolean {
  const { cause } = outcome;
  return isNo(outcome) || cause === "http-413" || cause === "session-refused-twice" || cause === "maintenance-words";
}

function isNo({ kind }: Outcome): boolean {
  return kind === "refused" || kind === "dossier-unknown";
}

/** What becomes of a message of a batch that was sent, and of its place in it. */
export type ChangeOf = (message: DueMessage, place: number) => MessageChange;

/** What an outcome does to the messages of its batch: the same to all, or to each what the answer says of it. */
export function changeAfterSending(deps: ChangeDependencies, lanes: Lanes, batch: Batch, whole: Outcome): ChangeOf {
  const failures = Math.max(...batch.messages.map((message) => message.failures)) + 1;
  const dueAt = whole.kind === "delivered" ? undefined : dueAfter(deps, failures, whole);
  return (message, place) => {
    const own = whole.items?.[place];
    const outcome = own ?? whole;
    switch (outcome.kind) {
      case "delivered":
        return delivered(deps, message, outcome);
      case "already-exists":
        if (isRemembered(batch, message)) return delivered(deps, message, outcome);
        // Of a dossier somebody must ask what is held; a sector service means «I have had this push before».
        return batch.kind === "dossier"
          ? awaitingLookup(deps, message, amongOthers(batch, own, outcome), wasSaidAlone(lanes, message))
          : delivered(deps, message, outcome);
      case "refused":
        // An error for several lines leaves each in doubt: some of them may have been applied.
        return batch.kind === "progress" && batch.messages.length > 1 && own === undefined
          ? parkedByPolicy(deps, message, leftInDoubt(outcome))
          : refusedForGood(deps, message, outcome);
      case "dossier-unknown": {
        // An update may be there after all, under a portal that contradicts itself: it is asked.
        const isAsked = batch.kind === "dossier" && batch.isUpdating;
        const doubted: Outcome = isAsked ? { ...outcome, kind: "unknown" } : outcome;
        return changeAfterFailure(deps, message, doubted, message.failures > 0, dueAt);
      }
      case "unknown":
      case "unavailable":
      case "session-refused": {
        if (outcome.cause === SIGNING_KEY_UNAVAILABLE) return untilKeyIsAvailable(deps, message, outcome);
        if (isUntrusted(outcome) && batch.kind !== "dossier")
          return parkedByPolicy(deps, message, notToBeAsked(outcome));
        if (isAnswered(outcome, own !== undefined) && batch.kind === "progress")
          return parkedByPolicy(deps, message, leftInDoubt(outcome));
        // An outage, or a wrong setting of ours, says nothing about this message: it must not park what would go through.
        const spends = outcome.kind === "unknown" || isAboutContent(outcome);
        return changeAfterFailure(deps, message, outcome, spends, dueAt);
      }
      default:
        return outcome.kind satisfies never;
    }
  };
}

/** A refusal of several because one is there does not say which. */
function amongOthers({ messages }: Batch, own: Outcome | undefined, outcome: Outcome): Outcome {
  return messages.length > 1 && own === undefined ? { ...outcome, cause: ONE_ALREADY_EXISTS } : outcome;
}

/** The portal has said so of this dossier alone before, under this claim: once more costs budget, so that it ends. */
function wasSaidAlone(lanes: Lanes, { dossierCode }: DueMessage): boolean {
  return lanes.get(dossierCode)?.saidToExist === "alone";
}

/** The portal, which seemed to have lost a dossier, refuses to create it again: it never lost it. */
export function isRemembered({ kind, isUpdating }: Batch, { cause }: DueMessage): boolean {
  return kind === "dossier" && !isUpdating && cause === PORTAL_FORGOT.cause;
}

const ANSWERED: ReadonlySet<Cause> = new Set<Cause>([
  "contradictory-answer",
  "item-unclear",
  "left-out-of-answer",
  "no-inside-yes",
  "unclear-answer",
  "unexpected-json",
]);

/** An answer that came and leaves it open whether something was applied is not a lost one. */
function isAnswered({ kind, cause }: Outcome, isOwn: boolean): boolean {
  return kind === "unknown" && (isOwn || ANSWERED.has(cause));
}

/** The portal answered, and what it says leaves open whether this line was applied: only a person may send it again. */
function leftInDoubt(outcome: Outcome): Outcome {
  const happened = {
    vi: "Cổng đã trả lời nhưng không rõ dòng này đã được ghi nhận chưa.",
    en: "The portal answered and leaves it open whether this line was applied.",
  };
  return {
    ...outcome,
    kind: "unknown",
    party: "portal",
    cause: PARKED_BY_POLICY,
    happened,
    message: happened.vi,
    messageEn: happened.en,
  };
}

/**
 * An answer came, most likely the same would come again, and what was sent cannot be asked after: sending it again by policy
 * would apply it again and again. A person has to look.
 */
function notToBeAsked(outcome: Outcome): Outcome {
  const happened = {
    vi: `Câu trả lời không được tin vì chữ ký (${outcome.cause}) và không hỏi lại được nơi nhận.`,
    en: `The answer is not believed because of its signature (${outcome.cause}) and the destination cannot be asked.`,
  };
  return {
    ...outcome,
    cause: PARKED_BY_POLICY,
    happened,
    message: happened.vi,
    messageEn: happened.en,
  };
}
