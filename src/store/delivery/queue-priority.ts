import type { QueueShares } from "#core/delivery/queue-shares.ts";

/** What of a push decides its priority. */
export interface PriorityInput {
  readonly destination: string;
  readonly agencyCode: string;
  readonly dueAt: string | null;
  readonly at: Date;
}

/**
 * Deals out *priorities*, which are priorities of the queue: the higher, the sooner. An ordinary priority is the second in which
 * a dossier stands in line, counted down from 0; the urgent ones are the same, above 0.
 *
 * A dossier's second is that of its push, or a later one when its agency has just pushed more than its share. Time passes
 * for everybody, so nobody waits for ever behind what comes later, and processes need not agree on anything: what one
 * does not know of another's pushes only makes an agency's share larger by as much.
 */
export interface QueuePriorities {
  readonly urgentHours: number;
  ofPush(pushed: PriorityInput): number;
  /** The priority of a dossier that is under way already and goes on at this time; it takes no share a second time. */
  ofRequeue(at: Date): number;
  /** Whether now is the time for what is not urgent, because urgent dossiers alone went several times in a row. */
  isOrdinaryNext(destination: string): boolean;
  /** Notes what was claimed; a queue that was found empty owes nobody anything. */
  claimed(destination: string, priorities: readonly number[]): void;
}

/** What an urgent priority has more than the ordinary one of the same second; int4 leaves room until 2060. */
export const URGENT_OFFSET = 2 ** 30;
const FIRST_SECOND = Date.UTC(2026, 0, 1) / 1000;
/** How far into the future one agency's priorities may reach: beyond a day its dossiers simply stand last, in their order. */
const FARTHEST_MS = 24 * 3_600_000;
/** Claims of nothing but urgent dossiers before one is for the others. */
const URGENT_IN_A_ROW = 3;
/** Agencies remembered for each destination before those that owe nothing are forgotten. */
const REMEMBERED = 10_000;

/** Turns as this process sees them. */
export function createQueuePriorities({ agencyPerMinute, urgentHours }: QueueShares): QueuePriorities {
  const stepMs = 60_000 / agencyPerMinute;
  /** When each agency's next priority would be, had it nothing but its share; by destination and agency. */
  const nextFreeMs = new Map<string, Map<string, number>>();
  const urgentInARow = new Map<string, number>();

  function nextSlot({ destination, agencyCode, at }: PriorityInput): number {
    const now = at.getTime();
    const ofAgencies = nextFreeMs.get(destination) ?? new Map<string, number>();
    nextFreeMs.set(destination, ofAgencies);
    if (ofAgencies.size >= REMEMBERED) {
      for (const [agency, next] of ofAgencies) if (next <= now) ofAgencies.delete(agency);
    }
    const priority = Math.min(Math.max(now, ofAgencies.get(agencyCode) ?? 0), now + FARTHEST_MS);
    ofAgencies.set(agencyCode, priority + stepMs);
    return priority;
  }

  return {
    urgentHours,
    ofPush(pushed) {
      const ordinary = ordinaryPriority(nextSlot(pushed));
      return isUrgent(pushed, urgentHours) ? ordinary + URGENT_OFFSET : ordinary;
    },
    ofRequeue: (at) => ordinaryPriority(at.getTime()),
    isOrdinaryNext: (destination) => (urgentInARow.get(destination) ?? 0) >= URGENT_IN_A_ROW,
    claimed(destination, priorities) {
      if (priorities.length === 0) nextFreeMs.delete(destination);
      const isUrgentOnly = priorities.length > 0 && priorities.every((priority) => priority > 0);
      urgentInARow.set(destination, isUrgentOnly ? (urgentInARow.get(destination) ?? 0) + 1 : 0);
    },
  };
}

function ordinaryPriority(ms: number): number {
  const seconds = Math.floor(ms / 1000) - FIRST_SECOND;
  return -Math.min(Math.max(seconds, 0), URGENT_OFFSET - 1);
}

function isUrgent({ dueAt, at }: Pick<PriorityInput, "dueAt" | "at">, urgentHours: number): boolean {
  if (dueAt === null) return false;
  const leftMs = Date.parse(dueAt) - at.getTime();
  return leftMs > 0 && leftMs <= urgentHours * 3_600_000;
}
