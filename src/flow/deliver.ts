import { SIGNING_KEY_AWAY } from "#core/delivery/key-away.ts";
import { isUnbelieved } from "#core/proof/found-signature.ts";
import { PARKED_BY_POLICY } from "#core/message/message.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { Claim, DueMessage, MessageChange, Settlement } from "#core/ports/store.ts";
import type { DeliveryDependencies, Hold } from "./delivery-dependencies.ts";
import {
  advance,
  lanesOf,
  nextBatch,
  readyHeads,
  replaceInLane,
  type Batch,
  type BatchItem,
  type Lane,
} from "./lanes.ts";
import {
  changeAfterFailure,
  delivered,
  dueAfter,
  parkedByPolicy,
  putOff,
  refusedForGood,
  toBeAsked,
  toWaiting,
  untilKeyIsBack,
} from "./message-changes.ts";
import { resolveHead } from "./resolve-unknown.ts";
import { createSender, type Sent } from "./send-envelope.ts";

/** Delivers what one claim holds. */
export type Deliver = (claim: Claim, hold: Hold, signal: AbortSignal) => Promise<void>;

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
      for (const lane of lanes) if (mayGoOn()) await resolveHead(deps, lane, hold);
    };

    await resolveLost();
    for (;;) {
      if (mayGoOn()) await putOffStopped(deps, lanes, hold);
      const batch = mayGoOn() ? nextBatch(lanes, deps.policy.batchSize, deps.clock.now()) : null;
      if (batch === null) break;
      if (!deps.breaker.mayPass(batch.service)) {
        // Another slot may have taken the service's one probe meanwhile; then its lanes are put off in the next turn.
        if (deps.breaker.stopped(batch.service) !== null) continue;
        break;
      }
      await deliverBatch(batch);
      await resolveLost();
    }
    deps.wake(await deps.store.release(claim, { at: new Date(deps.clock.now()) }));

    /** Sends a batch; when one of its items may be why it failed, finds it by halving, so that the others get through. */
    async function deliverBatch(whole: Batch): Promise<void> {
      const sent = await send(whole, hold);
      const { outcome } = sent;
      const split = blamesContent(outcome) && whole.items.length > 1;
      const changes = split
        ? whole.items.map(({ message }) => beforeHalving(deps, whole, message))
        : changesFor(deps, whole, outcome);
      await settle(deps, whole, sent, changes, hold);
      for (const [index, item] of whole.items.entries()) applyChange(deps, item, changes[index]);
      if (!split) return;
      await resolveLost();
      const middle = Math.ceil(whole.items.length / 2);
      for (const half of [whole.items.slice(0, middle), whole.items.slice(middle)]) {
        // A culprit in the first half stops its own lane; the rest of that lane must not be sent past it. Nor is sent what
        // the portal turned out to hold already, or not to know, which then is no update.
        const items = half.filter(
          ({ lane, message }) =>
            !lane.stopped &&
            lane.queue.some(({ id }) => id === message.id) &&
            (whole.kind !== "dossier" || lane.portalKnown === whole.isUpdating),
        );
        if (items.length > 0 && mayGoOn() && deps.breaker.mayPass(whole.service))
          await deliverBatch({ ...whole, items });
      }
    }
  };
}

/** Puts off what is for a service that is down, so that it is not claimed again before there is hope. */
async function putOffStopped(deps: DeliveryDependencies, lanes: readonly Lane[], hold: Hold): Promise<void> {
  const waiting = readyHeads(lanes, deps.clock.now()).flatMap((item) => {
    const stopped = deps.breaker.stopped(item.message.service);
    return stopped === null ? [] : [{ ...item, change: putOff(deps, item.message, stopped) }];
  });
  if (waiting.length === 0) return;
  const changes = waiting.map(({ change }) => change);
  await deps.store.settle({ leaseToken: hold.leaseToken, attempts: [], changes, portalKnown: [], audit: [] });
  for (const { change, ...item } of waiting) applyChange(deps, item, change);
}

/**
 * An envelope was refused and its halves will be sent. A portal that says no may have applied it all the same, and an
 * update would then be applied twice: so of updates it is asked what it holds. A create that comes twice it tells itself.
 */
function beforeHalving(deps: DeliveryDependencies, { kind, isUpdating }: Batch, message: DueMessage): MessageChange {
  const waiting = toWaiting(deps, message, null);
  return kind === "dossier" && isUpdating ? { ...waiting, state: "unknown" } : waiting;
}

/** Whether something in the envelope itself may have caused this outcome, rather than the state of the world. */
function blamesContent({ kind, cause }: Outcome): boolean {
  return kind === "refused" || cause === "http-413" || cause === "session-refused-twice";
}

/** What an outcome does to each message of its batch. */
function changesFor(deps: DeliveryDependencies, batch: Batch, outcome: Outcome): MessageChange[] {
  const messages = batch.items.map(({ message }) => message);
  const attempts = Math.max(...messages.map((message) => message.attempts)) + 1;
  switch (outcome.kind) {
    case "delivered":
      return messages.map((message) => delivered(deps, message, outcome));
    case "already-exists":
      // Of a dossier somebody must ask what is held; a sector service means «I have had this push before».
      return batch.kind === "dossier"
        ? batch.items.map(({ lane, message }) => toBeAsked(deps, message, outcome, lane.saidToExist))
        : messages.map((message) => delivered(deps, message, outcome));
    case "refused":
      return messages.map((message) => refusedForGood(deps, message, outcome));
    case "unknown":
    case "unavailable":
    case "session-refused": {
      if (outcome.cause === SIGNING_KEY_AWAY) return messages.map((message) => untilKeyIsBack(deps, message, outcome));
      if (isUnbelieved(outcome) && batch.kind !== "dossier")
        return messages.map((message) => parkedByPolicy(deps, message, notToBeAsked(outcome)));
      const dueAt = dueAfter(deps, attempts, outcome);
      // An outage, or a wrong setting of ours, says nothing about this message: it must not park what would go through.
      const spends = outcome.kind === "unknown" || blamesContent(outcome);
      return messages.map((message) => changeAfterFailure(deps, message, outcome, spends, dueAt));
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

async function settle(
  deps: DeliveryDependencies,
  batch: Batch,
  sent: Sent,
  changes: readonly MessageChange[],
  hold: Hold,
): Promise<void> {
  const codes = [...new Set(batch.items.map(({ lane }) => lane.dossierCode))];
  const stopped = changes.filter(({ state }) => state === "refused" || state === "parked");
  await deps.store.settle({
    leaseToken: hold.leaseToken,
    attempts: sent.attempts,
    changes,
    portalKnown: batch.kind === "dossier" && sent.outcome.kind === "delivered" ? codes : [],
    ...askAbout(deps, batch, changes),
    audit: stopped.map(({ messageId, state }) => ({
      at: new Date(deps.clock.now()),
      actor: "worker",
      action: `message.${state}`,
      subject: messageId,
      detail: { cause: sent.outcome.cause, party: sent.outcome.party ?? null },
    })),
  });
}

/** Whoever took a sector's message is asked from now on where the dossier stands, if it can be asked. */
function askAbout(
  { clock, policy }: DeliveryDependencies,
  { destination, service, items }: Batch,
  changes: readonly MessageChange[],
): Pick<Settlement, "askAbout"> {
  const { asking } = policy;
  if (asking === null || !asking.services.includes(service)) return {};
  const taken = items.filter((_item, index) => changes[index]?.state === "delivered");
  if (taken.length === 0) return {};
  const dossierCodes = taken.map(({ lane }) => lane.dossierCode);
  return { askAbout: { destination, dossierCodes, from: new Date(clock.now() + asking.everyMs) } };
}

/** Mirrors a committed change in the lane, and tells the house about it. */
function applyChange(deps: DeliveryDependencies, item: BatchItem, change: MessageChange | undefined): void {
  if (change === undefined) return;
  const { lane, message } = item;
  const about = { dossierCode: lane.dossierCode, kind: message.kind };
  if (change.state === "delivered") {
    advance(item);
    if (message.kind === "dossier") lane.portalKnown = true;
    deps.events.messageDelivered({ ...about, waitedMs: deps.clock.now() - message.createdAt.getTime() });
    return;
  }
  if (change.outcome?.cause === "already-exists") lane.saidToExist = true;
  replaceInLane(lane, {
    ...message,
    state: change.state,
    attempts: change.attempts,
    spent: change.spent,
    dueAt: change.dueAt,
  });
  if (change.state === "refused" || change.state === "parked") {
    lane.stopped = true;
    deps.events.messageStopped({
      ...about,
      state: change.state,
      party: change.outcome?.party,
      cause: change.outcome?.cause ?? "",
    });
  } else if (change.dueAt.getTime() > deps.clock.now()) {
    lane.stopped = true;
  }
}
