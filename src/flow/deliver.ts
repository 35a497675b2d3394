import { LOOKUP_SERVICE } from "#core/message/plan-messages.ts";
import { neverSetBack } from "#core/never-set-back.ts";
import type { AttemptRecord, Claim } from "#core/ports/delivery-store.ts";
import { beforeHalving, blamesContent, changeAfterSending } from "./change-after-sending.ts";
import type { DeliveryDependencies, LeaseHold } from "./delivery-dependencies.ts";
import { followLostPolicy } from "./follow-lost-policy.ts";
import { lanesOf, lostHeads, nextBatch, readyHeads, stillToSend, type Batch, type Lanes } from "./lanes.ts";
import { askIfForgotten, askIfHeld, lookUpDossier } from "./look-up-unknown.ts";
import { heldAlready, putOff, refusalDoubted } from "./message-changes.ts";
import { createSender } from "./send-envelope.ts";
import { settle, type SettlementResult } from "./settle.ts";
import { settlementOf } from "./settlement-of-batch.ts";

/** Delivers what one claim holds. */
export type Deliver = (claim: Claim, hold: LeaseHold, signal: AbortSignal) => Promise<void>;

/**
 * Makes the delivery flow: for each leased dossier everything it has to say, in number order. Dossiers that say the same
 * kind of thing share an envelope. Lost answers are asked after one by one, whenever nothing else can be sent: a slow or
 * broken look-up keeps no healthy dossier waiting. Stops between envelopes when `signal` aborts.
 */
export function createDeliver(dependencies: DeliveryDependencies): Deliver {
  const send = createSender(dependencies);

  return async function deliver(claim, hold, signal) {
    // What is put off in this claim is put off by as much as is left when it is given back.
    const deps = { ...dependencies, clock: neverSetBack(dependencies.clock) };
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
      const changeOf = isSplit ? beforeHalving(deps, whole, outcome) : changeAfterSending(deps, lanes, whole, outcome);
      const said = whole.messages.map((message, place) => ({ message, change: changeOf(message, place) }));
      const { changes, looks } = await doubtRefusedCreates(whole, said);
      const settlement = settlementOf(deps, whole, { outcome, attempts: [...attempts, ...looks] }, changes);
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
     * Of «it is there already» only some wordings are known. So a dossier that the portal refuses to create is asked after
     * before anybody is told to correct it: what the portal holds is sent as an update. A portal that has just come back, or
     * loses the answer, is asked later; one whose look-ups keep failing is believed.
     */
    async function doubtRefusedCreates({ kind, isUpdating }: Batch, changes: SettlementResult["changes"]) {
      const looks: AttemptRecord[] = [];
      if (kind !== "dossier" || isUpdating) return { changes, looks };
      const doubted: SettlementResult["changes"][number][] = [];
      for (const one of changes) {
        const { message, change } = one;
        if (change.state !== "refused") {
          doubted.push(one);
          continue;
        }
        const { isHeld, attempt } = mayGoOn() ? await askIfHeld(deps, message) : { isHeld: null };
        if (attempt !== undefined) looks.push(attempt);
        if (isHeld === true) doubted.push({ message, change: heldAlready(deps, message) });
        else if (isHeld === null && deps.breaker.stopped(LOOKUP_SERVICE) === null)
          doubted.push({ message, change: refusalDoubted(deps, message, change.outcome) });
        else doubted.push(one);
      }
      return { changes: doubted, looks };
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
