import type { Claim, DueMessage } from "#core/ports/store.ts";

/** One leased dossier while its messages are being sent, in number order. */
export interface Lane {
  readonly dossierCode: string;
  /** Undelivered messages; the head is the only one that may be sent. */
  readonly queue: DueMessage[];
  portalKnown: boolean;
  /** The portal refused to create it under this claim because it was there already. */
  saidToExist: boolean;
  /** Nothing more is sent for this dossier under this claim. */
  stopped: boolean;
}

/** Messages that go into one envelope, with the lanes they come from. */
export interface Batch {
  readonly kind: DueMessage["kind"];
  readonly destination: string;
  readonly service: string;
  /** Meaningful for kind `dossier` only. */
  readonly isUpdating: boolean;
  readonly items: readonly BatchItem[];
}

export interface BatchItem {
  readonly lane: Lane;
  readonly message: DueMessage;
}

export function lanesOf(claim: Claim): Lane[] {
  return [...claim.dossiers].map(([dossierCode, messages]) => ({
    dossierCode,
    queue: [...messages],
    portalKnown: messages[0]?.portalKnown ?? false,
    saidToExist: false,
    stopped: false,
  }));
}

/**
 * The next envelope: takes the first lane that can go on and joins every other lane whose head says the same kind of
 * thing to the same service. Dossiers go one per lane; of progress lines a lane gives its whole run, so a dossier's lines
 * stay together and in order; a sector message travels alone, its `data` being a single object.
 */
export function nextBatch(lanes: readonly Lane[], limit: number, now: number): Batch | null {
  const ready = lanes.filter((lane) => isReady(lane, now));
  const first = ready[0]?.queue[0];
  if (ready[0] === undefined || first === undefined) return null;
  const isUpdating = first.kind === "dossier" && ready[0].portalKnown;
  const items: BatchItem[] = [];
  for (const lane of ready) {
    const head = lane.queue[0];
    if (head === undefined || head.kind !== first.kind || head.service !== first.service) continue;
    if (first.kind === "dossier" && lane.portalKnown !== isUpdating) continue;
    const run = first.kind === "progress" ? runOf(lane, first.service, now) : [head];
    items.push(...run.slice(0, limit - items.length).map((message) => ({ lane, message })));
    if (items.length >= limit || first.kind === "sector") break;
  }
  return { kind: first.kind, destination: first.destination, service: first.service, isUpdating, items };
}

/** The messages that could be sent next, one of each lane that can go on. */
export function readyHeads(lanes: readonly Lane[], now: number): BatchItem[] {
  return lanes
    .filter((lane) => isReady(lane, now))
    .flatMap((lane) => lane.queue.slice(0, 1).map((message) => ({ lane, message })));
}

function isReady(lane: Lane, now: number): boolean {
  const head = lane.queue[0];
  return !lane.stopped && head !== undefined && head.state === "waiting" && head.dueAt.getTime() <= now;
}

function runOf(lane: Lane, service: string, now: number): DueMessage[] {
  const end = lane.queue.findIndex(
    (message) =>
      message.kind !== "progress" ||
      message.service !== service ||
      message.state !== "waiting" ||
      message.dueAt.getTime() > now,
  );
  return end === -1 ? lane.queue : lane.queue.slice(0, end);
}

/** Takes a delivered message off its lane's head. */
export function advance({ lane, message }: BatchItem): void {
  const index = lane.queue.findIndex(({ id }) => id === message.id);
  if (index !== -1) lane.queue.splice(index, 1);
}

/** Puts a changed copy of a message in its place in the lane. */
export function replaceInLane(lane: Lane, message: DueMessage): void {
  const index = lane.queue.findIndex(({ id }) => id === message.id);
  if (index !== -1) lane.queue[index] = message;
}
