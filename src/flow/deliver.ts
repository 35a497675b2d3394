import { SIGNING_KEY_UNAVAILABLE } from "#core/delivery/key-unavailable.ts";
import { isUntrusted } from "#core/proof/found-signature.ts";
import { PARKED_BY_POLICY } from "#core/message/message.ts";
import { LOOKUP_SERVICE } from "#core/message/plan-messages.ts";
import { ONE_ALREADY_EXISTS, PORTAL_FORGOT, type Cause } from "#core/delivery/causes.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { Claim, DueMessage, MessageChange } from "#core/ports/delivery-store.ts";
import type { DeliveryDependencies, LeaseHold } from "./delivery-dependencies.ts";
import { followLostPolicy } from "./follow-lost-policy.ts";
import { lanesOf, lostHeads, nextBatch, readyHeads, type Batch, type Lanes } from "./lanes.ts";
import {
  changeAfterFailure,
  delivered,
  dueAfter,
  parkedByPolicy,
  putOff,
  refusedForGood,
  awaitingLookup,
  toWaiting,
  untilKeyIsAvailable,
} from "./message-changes.ts";
import { askIfForgotten, lookUpDossier } from "./look-up-unknown.ts";
import { createSender, type Sent } from "./send-envelope.ts";
import { auditOfStopped, settle, type SettlementResult } from "./settle.ts";

/** Delivers what one claim holds. */
export type Deliver = (claim: Claim, hold: LeaseHold, signal: AbortSignal) => Promise<void>;

/**
 * Makes the delivery flow: for each leased dossier everything it has to say, in number order. Dossiers that say the same
 * kind of thing share an envelope. Lost answers are asked after one by one, whenever nothing else can be sent: a slow or
 * broken look-up keeps no healthy dossier waiting. Stops between envelopes when `signal` aborts.
 */
export function createDeliver(deps: DeliveryDependencies): Deliver {
  const send = createSender(deps);

  return async function deliver(claim, hold, signal) {
    const lanes = lanesOf(claim);
    const mayGoOn = () => !signal.aborted && hold.stillHeld();

    while (mayGoOn()) {
      await putOffStopped(deps, lanes, hold);
      const batch = nextBatch(lanes, deps.policy.batchSize, deps.clock.now());
      if (batch === null || !deps.breaker.mayPass(batch.service)) {
        // Another slot may have taken the service's one probe meanwhile; then its lanes are put off in the next round.
        if (batch !== null && deps.breaker.stopped(batch.service) !== null) continue;
        if (!(await resolveNext())) break;
      } else await deliverBatch(batch);
    }
    deps.wake(await deps.store.release(claim, { at: new Date(deps.clock.now()) }));

    /** Finds out what became of one message in doubt; false when there is none that anything can be found out about now. */
    async function resolveNext(among: readonly string[] | null = null): Promise<boolean> {
      for (const head of lostHeads(lanes, deps.clock.now())) {
        if (!mayGoOn()) return false;
        if (among !== null && !among.includes(head.dossierCode)) continue;
        if (head.kind === "dossier") await lookUpDossier(deps, lanes, head, hold);
        else await followLostPolicy(deps, lanes, head, hold);
        const [still] = lanes.get(head.dossierCode)?.queue ?? [];
        if (still !== head) return true;
      }
      return false;
    }

    /** Sends a batch; when one of its messages may be why it failed, finds it by halving, so that the others get through. */
    async function deliverBatch(batch: Batch): Promise<void> {
      const sent = await send(batch, hold);
      const whole = afterSending(batch, sent.attempts.length);
      const { outcome, attempts } = sent;
      const isSplit = whole.messages.length > 1 && outcome.items === undefined && blamesContent(whole, outcome);
      const changeOf = isSplit ? beforeHalving(deps, whole, outcome) : changeAfter(deps, lanes, whole, outcome);
      const changes = whole.messages.map((message, place) => ({ message, change: changeOf(message, place) }));
      const settlement = settlementOf(deps, whole, { outcome, attempts }, changes);
      await settle(deps, lanes, hold, settlement);
      // What was confirmed again must not be sent under this claim.
      for (const code of settlement.remembered?.dossierCodes ?? []) stop(lanes, code);
      await restoreForgotten(changes);
      if (!isSplit) return;
      const codes = whole.messages.map(({ dossierCode }) => dossierCode);
      while (await resolveNext(codes));
      const middle = Math.ceil(whole.messages.length / 2);
      for (const half of [whole.messages.slice(0, middle), whole.messages.slice(middle)]) {
        const messages = half.flatMap((message) => stillToSend(lanes, whole, message));
        if (messages.length > 0 && mayGoOn() && deps.breaker.mayPass(whole.service))
          await deliverBatch({ ...whole, messages });
      }
    }

    /**
     * The portal says that it does not know a dossier whose progress lines it was sent. Right after the creation that is lag
     * and passes; where it says so again it is asked, and a dossier it confirmed and lost is told from the start.
     */
    async function restoreForgotten(changes: SettlementResult["changes"]): Promise<void> {
      const [first] = changes;
      if (first === undefined || !mayGoOn() || !isUnknownAgain(first)) return;
      const { message, change } = first;
      const { dossierCode, destination } = message;
      const found = await askIfForgotten(deps, message);
      if (found === null) return;
      const at = new Date(deps.clock.now());
      const forgotten = { destination, dossierCodes: [dossierCode], at };
      await settle(deps, lanes, hold, {
        changes: [{ message, change: found.isForgotten ? { ...change, dueAt: at } : change }],
        attempts: [found.attempt],
        ...(found.isForgotten && { forgotten }),
      });
      if (!found.isForgotten) return;
      stop(lanes, dossierCode);
      deps.events.dossierForgotten({ dossierCode, destination });
    }
  };
}

/** A progress line that is put off because, not for the first time, the portal does not know its dossier. */
function isUnknownAgain({ message, change }: SettlementResult["changes"][number]): boolean {
  if (message.kind !== "progress" || change.state !== "waiting") return false;
  return change.outcome?.kind === "dossier-unknown" && message.failures > 0;
}

function stop(lanes: Lanes, dossierCode: string): void {
  const lane = lanes.get(dossierCode);
  if (lane !== undefined) lanes.set(dossierCode, { ...lane, stopped: true });
}

/** The batch after it was sent so many times: each try to send the envelope was one for every message in it. */
function afterSending(batch: Batch, times: number): Batch {
  return {
    ...batch,
    messages: batch.messages.map((message) => ({ ...message, attempts: message.attempts + times })),
  };
}

/**
 * A message of a half as it now stands in its lane. A culprit in the first half stops its own lane; the rest of that lane
 * must not be sent past it. Nor is sent what the portal turned out to hold already, or not to know, which then is no update.
 */
function stillToSend(lanes: Lanes, whole: Batch, { id, dossierCode }: DueMessage): DueMessage[] {
  const lane = lanes.get(dossierCode);
  if (lane === undefined || lane.stopped) return [];
  if (whole.kind === "dossier" && lane.portalKnown !== whole.isUpdating) return [];
  return lane.queue.filter((message) => message.id === id && message.state === "waiting");
}

/** Puts off what is for a service that is down, so that it is not claimed again before there is hope. */
async function putOffStopped(deps: DeliveryDependencies, lanes: Lanes, hold: LeaseHold): Promise<void> {
  const now = deps.clock.now();
  const waiting = [
    ...readyHeads(lanes, now).map((message) => ({ message, service: message.service })),
    ...lostHeads(lanes, now).flatMap((message) =>
      message.kind === "dossier" ? [{ message, service: LOOKUP_SERVICE }] : [],
    ),
  ];
  const changes = waiting.flatMap(({ message, service }) => {
    const stopped = deps.breaker.stopped(service);
    return stopped === null ? [] : [{ message, change: putOff(deps, message, service, stopped) }];
  });
  if (changes.length > 0) await settle(deps, lanes, hold, { changes });
}

/**
 * An envelope was refused and its halves will be sent. A portal that says no may have applied it all the same, and an
 * update would then be applied twice: so of updates it is asked what it holds. A create that comes twice it tells itself.
 */
function beforeHalving(deps: DeliveryDependencies, { kind, isUpdating }: Batch, outcome: Outcome): ChangeOf {
  const mayBeApplied = kind === "dossier" && isUpdating && isNo(outcome);
  return (message) => ({ ...toWaiting(deps, message, null), state: mayBeApplied ? "unknown" : "waiting" });
}

/**
 * Whether something in the envelope itself may have caused this outcome, rather than the state of the world, so that its
 * halves are worth trying. Of progress lines only where surely none was applied, for they cannot be asked after.
 */
function blamesContent({ kind }: Batch, outcome: Outcome): boolean {
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
type ChangeOf = (message: DueMessage, place: number) => MessageChange;

/** What an outcome does to the messages of its batch: the same to all, or to each what the answer says of it. */
function changeAfter(deps: DeliveryDependencies, lanes: Lanes, batch: Batch, whole: Outcome): ChangeOf {
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
function isRemembered({ kind, isUpdating }: Batch, { cause }: DueMessage): boolean {
  return kind === "dossier" && !isUpdating && cause === PORTAL_FORGOT.cause;
}

const ANSWERED: ReadonlySet<Cause> = new Set<Cause>(["contradictory-answer", "no-inside-yes", "unclear-answer"]);

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

/** What is committed of a batch that was sent. */
function settlementOf(
  deps: DeliveryDependencies,
  batch: Batch,
  { outcome, attempts }: Sent,
  changes: SettlementResult["changes"],
): SettlementResult {
  const taken = changes.filter(({ change }) => batch.kind === "dossier" && change.state === "delivered");
  return {
    attempts,
    changes,
    portalKnown: taken.map(({ message }) => message.dossierCode),
    ...askAbout(deps, batch, changes),
    ...lookAgain(deps, taken),
    ...remembered(deps, batch, taken),
    audit: auditOfStopped(deps, changes, outcome.items === undefined ? outcome : undefined),
  };
}

function remembered(
  { clock }: DeliveryDependencies,
  batch: Batch,
  taken: SettlementResult["changes"],
): Pick<SettlementResult, "remembered"> {
  const known = taken.filter(
    ({ message, change }) => isRemembered(batch, message) && change.outcome?.kind === "already-exists",
  );
  if (known.length === 0) return {};
  return { remembered: { dossierCodes: known.map(({ message }) => message.dossierCode), at: new Date(clock.now()) } };
}

/** Dossiers that were sent again after a lost answer are looked at once more, when what was lost would have been applied. */
function lookAgain(
  { clock, random, policy }: DeliveryDependencies,
  taken: SettlementResult["changes"],
): Pick<SettlementResult, "lookAgain"> {
  const doubted = taken.filter(({ message }) => message.spent > 0);
  if (doubted.length === 0) return {};
  const dossierCodes = doubted.map(({ message }) => message.dossierCode);
  return { lookAgain: { dossierCodes, runId: random.uuid(), from: new Date(clock.now() + policy.settlingMs) } };
}

/** Whoever took a sector's message is asked from now on where the dossier stands, if it can be asked. */
function askAbout(
  { clock, policy }: DeliveryDependencies,
  { destination, service }: Batch,
  changes: SettlementResult["changes"],
): Pick<SettlementResult, "askAbout"> {
  const { asking } = policy;
  if (asking === null || !asking.services.includes(service)) return {};
  const taken = changes.filter(({ change }) => change.state === "delivered");
  if (taken.length === 0) return {};
  const dossierCodes = taken.map(({ message }) => message.dossierCode);
  return { askAbout: { destination, dossierCodes, from: new Date(clock.now() + asking.everyMs) } };
}
