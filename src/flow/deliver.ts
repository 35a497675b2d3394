import { SIGNING_KEY_UNAVAILABLE } from "#core/delivery/key-unavailable.ts";
import { isUntrusted } from "#core/proof/found-signature.ts";
import { PARKED_BY_POLICY } from "#core/message/message.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { Claim, DueMessage, MessageChange } from "#core/ports/delivery-store.ts";
import type { DeliveryDependencies, LeaseHold } from "./delivery-dependencies.ts";
import { lanesOf, nextBatch, readyHeads, type Batch, type Lanes } from "./lanes.ts";
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
import { lookUpHead } from "./look-up-unknown.ts";
import { createSender, type Sent } from "./send-envelope.ts";
import { auditOfStopped, settle, type SettlementResult } from "./settle.ts";

/** Delivers what one claim holds. */
export type Deliver = (claim: Claim, hold: LeaseHold, signal: AbortSignal) => Promise<void>;

/**
 * Makes the delivery flow: for each leased dossier everything it has to say, in number order; lost answers are asked
 * after first; dossiers that say the same kind of thing share an envelope. Stops between envelopes when `signal` aborts.
 */
export function createDeliver(deps: DeliveryDependencies): Deliver {
  const send = createSender(deps);

  return async function deliver(claim, hold, signal) {
    const lanes = lanesOf(claim);
    const mayGoOn = () => !signal.aborted && hold.stillHeld();
    const resolveLost = async () => {
      for (const dossierCode of lanes.keys()) if (mayGoOn()) await lookUpHead(deps, lanes, dossierCode, hold);
    };

    await resolveLost();
    for (;;) {
      if (mayGoOn()) await putOffStopped(deps, lanes, hold);
      const batch = mayGoOn() ? nextBatch(lanes, deps.policy.batchSize, deps.clock.now()) : null;
      if (batch === null) break;
      if (!deps.breaker.mayPass(batch.service)) {
        // Another slot may have taken the service's one probe meanwhile; then its lanes are put off in the next round.
        if (deps.breaker.stopped(batch.service) !== null) continue;
        break;
      }
      await deliverBatch(batch);
      await resolveLost();
    }
    deps.wake(await deps.store.release(claim, { at: new Date(deps.clock.now()) }));

    /** Sends a batch; when one of its messages may be why it failed, finds it by halving, so that the others get through. */
    async function deliverBatch(batch: Batch): Promise<void> {
      const sent = await send(batch, hold);
      const whole = afterSending(batch, sent.attempts.length);
      const split = blamesContent(sent.outcome) && whole.messages.length > 1;
      const changeOf = split ? beforeHalving(deps, whole) : changeAfter(deps, lanes, whole, sent.outcome);
      const changes = whole.messages.map((message) => ({ message, change: changeOf(message) }));
      await settle(deps, lanes, hold, settlementOf(deps, whole, sent, changes));
      if (!split) return;
      await resolveLost();
      const middle = Math.ceil(whole.messages.length / 2);
      for (const half of [whole.messages.slice(0, middle), whole.messages.slice(middle)]) {
        const messages = half.flatMap((message) => stillToSend(lanes, whole, message));
        if (messages.length > 0 && mayGoOn() && deps.breaker.mayPass(whole.service))
          await deliverBatch({ ...whole, messages });
      }
    }
  };
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
  const changes = readyHeads(lanes, deps.clock.now()).flatMap((message) => {
    const stopped = deps.breaker.stopped(message.service);
    return stopped === null ? [] : [{ message, change: putOff(deps, message, stopped) }];
  });
  if (changes.length > 0) await settle(deps, lanes, hold, { changes });
}

/**
 * An envelope was refused and its halves will be sent. A portal that says no may have applied it all the same, and an
 * update would then be applied twice: so of updates it is asked what it holds. A create that comes twice it tells itself.
 */
function beforeHalving(deps: DeliveryDependencies, { kind, isUpdating }: Batch): ChangeOf {
  const state = kind === "dossier" && isUpdating ? "unknown" : "waiting";
  return (message) => ({ ...toWaiting(deps, message, null), state });
}

/** Whether something in the envelope itself may have caused this outcome, rather than the state of the world. */
function blamesContent({ kind, cause }: Outcome): boolean {
  return kind === "refused" || cause === "http-413" || cause === "session-refused-twice";
}

/** What becomes of a message of a batch that was sent. */
type ChangeOf = (message: DueMessage) => MessageChange;

/** What an outcome does to the messages of its batch. */
function changeAfter(deps: DeliveryDependencies, lanes: Lanes, batch: Batch, outcome: Outcome): ChangeOf {
  switch (outcome.kind) {
    case "delivered":
      return (message) => delivered(deps, message, outcome);
    case "already-exists":
      // Of a dossier somebody must ask what is held; a sector service means «I have had this push before».
      return (message) =>
        batch.kind === "dossier"
          ? awaitingLookup(deps, message, outcome, lanes.get(message.dossierCode)?.reportedExisting === true)
          : delivered(deps, message, outcome);
    case "refused":
    case "dossier-unknown":
      return (message) => refusedForGood(deps, message, outcome);
    case "unknown":
    case "unavailable":
    case "session-refused": {
      if (outcome.cause === SIGNING_KEY_UNAVAILABLE) return (message) => untilKeyIsAvailable(deps, message, outcome);
      if (isUntrusted(outcome) && batch.kind !== "dossier")
        return (message) => parkedByPolicy(deps, message, notToBeAsked(outcome));
      const failures = Math.max(...batch.messages.map((message) => message.failures)) + 1;
      const dueAt = dueAfter(deps, failures, outcome);
      // An outage, or a wrong setting of ours, says nothing about this message: it must not park what would go through.
      const spends = outcome.kind === "unknown" || blamesContent(outcome);
      return (message) => changeAfterFailure(deps, message, outcome, spends, dueAt);
    }
    default:
      return outcome.kind satisfies never;
  }
}

/**
 * An answer came, most likely the same would come again, and what was sent cannot be asked after: sending it again by policy
 * would apply it again and again. A person has to look.
 */
function notToBeAsked(outcome: Outcome): Outcome {
  return {
    ...outcome,
    cause: PARKED_BY_POLICY,
    message: `Câu trả lời không được tin vì chữ ký (${outcome.cause}) và không hỏi lại được nơi nhận; cần người kiểm tra ở nơi nhận rồi chọn gửi lại hoặc bỏ qua.`,
    messageEn: `The answer is not believed because of its signature (${outcome.cause}) and the destination cannot be asked; look there, then resend or skip.`,
  };
}

/** What is committed of a batch that was sent. */
function settlementOf(
  deps: DeliveryDependencies,
  batch: Batch,
  { outcome, attempts }: Sent,
  changes: SettlementResult["changes"],
): SettlementResult {
  const isDossierTaken = batch.kind === "dossier" && outcome.kind === "delivered";
  return {
    attempts,
    changes,
    portalKnown: isDossierTaken ? batch.messages.map(({ dossierCode }) => dossierCode) : [],
    ...askAbout(deps, batch, changes),
    audit: auditOfStopped(deps, changes, outcome),
  };
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
