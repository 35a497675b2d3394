import { ONE_ALREADY_EXISTS, PORTAL_FORGOT, type Cause, type SaidToExist } from "#core/delivery/causes.ts";
import { isInDoubt, isStopped, PARKED_BY_POLICY } from "#core/message/message.ts";
import type { Claim, DueMessage, MessageChange } from "#core/ports/delivery-store.ts";

/** One leased dossier while its messages are being sent, in number order. */
export interface Lane {
  readonly dossierCode: string;
  /** Undelivered messages; the head is the only one that may be sent. */
  readonly queue: readonly DueMessage[];
  readonly portalKnown: boolean;
  /** How the portal said under this claim that it has the dossier already; null: it did not. */
  readonly saidToExist: SaidToExist | null;
  /** Nothing more is sent for this dossier under this claim. */
  readonly stopped: boolean;
}

/** The lanes of one claim by dossier code, in the order they were claimed. A lane is replaced by the one that follows it. */
export type Lanes = Map<string, Lane>;

/** Messages that go into one envelope. */
export interface Batch {
  readonly kind: DueMessage["kind"];
  readonly destination: string;
  readonly service: string;
  /** Meaningful for kind `dossier` only. */
  readonly isUpdating: boolean;
  readonly messages: readonly DueMessage[];
}

/** The lanes a claim begins with. */
export function lanesOf(claim: Claim): Lanes {
  return new Map(
    [...claim.dossiers].map(([dossierCode, queue]) => [
      dossierCode,
      { dossierCode, queue, portalKnown: queue[0]?.portalKnown ?? false, saidToExist: null, stopped: false },
    ]),
  );
}

/**
 * The next envelope: takes the first lane that can go on and, where it says a whole dossier, joins every other lane that
 * says one in the same way. Progress lines travel with those of their own dossier only: they cannot be asked after, so one
 * that the portal refuses must not leave those of other dossiers in doubt. A sector message travels alone, its `data`
 * being a single object.
 */
export function nextBatch(lanes: Lanes, limit: number, now: number): Batch | null {
  const ready = [...lanes.values()].filter((lane) => isReady(lane, now));
  const first = ready[0]?.queue[0];
  if (ready[0] === undefined || first === undefined) return null;
  const { kind, destination, service } = first;
  const batch = { kind, destination, service, isUpdating: kind === "dossier" && ready[0].portalKnown };
  if (kind === "progress") return { ...batch, messages: runOf(ready[0], service, now).slice(0, limit) };
  if (kind === "sector" || mustGoAlone(ready[0])) return { ...batch, messages: [first] };
  const joining = ready
    .filter((lane) => lane.portalKnown === batch.isUpdating && !mustGoAlone(lane))
    .flatMap(({ queue }) => queue[0] ?? []);
  const same = joining.filter((head) => head.kind === kind && head.service === service);
  return { ...batch, messages: same.slice(0, limit) };
}

/**
 * A dossier is created alone of which the portal says both that it has it and that it has not: then a refusal to create it
 * is about nothing else, and proves that it is there.
 */
function mustGoAlone({ queue: [head], portalKnown, saidToExist: said }: Lane): boolean {
  if (head?.kind !== "dossier" || portalKnown) return false;
  return said !== null || head.cause === PORTAL_FORGOT.cause;
}

/** The messages at the head of lanes whose fate is to be found out now. */
export function lostHeads(lanes: Lanes, now: number): DueMessage[] {
  const heads = [...lanes.values()].flatMap(({ queue, stopped }) => (stopped ? [] : queue.slice(0, 1)));
  return heads.filter((head) => isInDoubt(head.state) && isDue(head, now));
}

/** The messages that could be sent next, one of each lane that can go on. */
export function readyHeads(lanes: Lanes, now: number): DueMessage[] {
  return [...lanes.values()].filter((lane) => isReady(lane, now)).flatMap((lane) => lane.queue.slice(0, 1));
}

/**
 * The lane that follows when a change of one of its messages is committed, whether a send, a look-up or a policy brought
 * it. A delivered message leaves the lane, any other stays in its place as it now is; a lane whose message was refused,
 * parked or put off stops, so that nothing is sent past it.
 *
 * @param now milliseconds since the epoch; what is due later than that was put off
 */
export function laneAfter(lane: Lane, change: MessageChange, now: number): Lane {
  const message = lane.queue.find(({ id }) => id === change.messageId);
  if (message === undefined) return lane;
  const { state, attempts, failures, spent, dueAt, outcome } = change;
  if (state === "delivered") {
    const queue = lane.queue.filter((one) => one !== message);
    return { ...lane, queue, portalKnown: lane.portalKnown || message.kind === "dossier" };
  }
  const cause = outcome?.cause ?? null;
  const changed = { ...message, state, attempts, failures, spent, dueAt, waitIsOver: false, cause };
  return {
    ...lane,
    queue: lane.queue.map((one) => (one === message ? changed : one)),
    saidToExist: saidToExist(outcome?.cause) ?? lane.saidToExist,
    stopped: lane.stopped || isStopped(state) || dueAt.getTime() > now,
  };
}

/** Whether the last that became of a message is that the portal has its dossier already, and how it said so. */
export function saidToExist(cause: string | null | undefined): SaidToExist | null {
  if (cause === ("already-exists" satisfies Cause)) return "alone";
  return cause === ONE_ALREADY_EXISTS ? "among-others" : null;
}

function isReady(lane: Lane, now: number): boolean {
  const head = lane.queue[0];
  return !lane.stopped && head !== undefined && head.state === "waiting" && isDue(head, now);
}

/** By this machine's clock, or by the database's, which woke it: a clock that was set back holds nothing back. */
function isDue({ dueAt, waitIsOver }: DueMessage, now: number): boolean {
  return waitIsOver || dueAt.getTime() <= now;
}

/**
 * The lines at the head of a lane that go together. One that a person said to send again, because the portal left it in
 * doubt, goes alone, so that the answer is about it and nothing else.
 */
function runOf(lane: Lane, service: string, now: number): readonly DueMessage[] {
  const [head] = lane.queue;
  if (head?.cause === PARKED_BY_POLICY) return [head];
  const end = lane.queue.findIndex(
    (message) =>
      message.kind !== "progress" ||
      message.service !== service ||
      message.state !== "waiting" ||
      message.cause === PARKED_BY_POLICY ||
      !isDue(message, now),
  );
  return end === -1 ? lane.queue : lane.queue.slice(0, end);
}

/**
 * A message of a half as it now stands in its lane. A culprit in the first half stops its own lane; the rest of that lane
 * must not be sent past it. Nor is sent what the portal turned out to hold already, or not to know, which then is no update.
 */
export function stillToSend(
  lanes: Lanes,
  whole: Pick<Batch, "kind" | "isUpdating">,
  { id, dossierCode }: DueMessage,
): DueMessage[] {
  const lane = lanes.get(dossierCode);
  if (lane === undefined || lane.stopped) return [];
  if (whole.kind === "dossier" && lane.portalKnown !== whole.isUpdating) return [];
  return lane.queue.filter((message) => message.id === id && message.state === "waiting");
}
