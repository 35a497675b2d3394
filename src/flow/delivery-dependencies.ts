import type { RetryPolicy } from "#core/delivery/backoff.ts";
import type { Events } from "#core/ports/events.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { Channel, Clock, Random } from "#core/ports/ports.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import type { DeliveryStore } from "#core/ports/delivery-store.ts";
import type { ContentReader } from "./kept-contents.ts";

/** What is done with a message whose answer was lost when the portal cannot be asked about it. */
export type LostAnswerPolicy = "resend" | "park";

export interface DeliveryPolicy {
  /** Dossiers, or progress lines, per envelope. */
  readonly batchSize: number;
  readonly retry: RetryPolicy;
  /** Wait this long after a lost answer before asking: the portal may still be working on it. */
  readonly askAfterMs: number;
  /**
   * For so long after an answer was lost the portal may show something older than what it holds, or still apply what it did
   * not answer. Until then a look-up is believed only where it shows what cannot have been there before.
   */
  readonly settlingMs: number;
  /** Progress lines cannot be asked about. A repeated line is a blemish, so the default is to resend. */
  readonly lostProgress: LostAnswerPolicy;
  /** Sector messages whose answer was lost. The services seen take a repeat as the same push, so the default is to resend. */
  readonly lostSector: LostAnswerPolicy;
  /** Progress lines with these statuses are parked instead: a repeated request for supplements counts as late. */
  readonly parkLostStatuses: readonly string[];
  /** Services of messages the destination is asked after, and how long after delivery first; null: it is not asked. */
  readonly asking: { readonly services: readonly string[]; readonly everyMs: number } | null;
  /** A refusal without a clear cause, on a session older than this, is tried once more on a new session. */
  readonly doubtSessionAfterMs: number;
}

/** What delivering to one destination needs. */
export interface DeliveryDependencies {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: DeliveryStore;
  /** Where large values of messages are kept. */
  readonly attachments: ContentReader;
  /** How the destination is reached today; asked anew for each envelope, because that changes by decree. */
  readonly channel: () => Channel;
  readonly policy: DeliveryPolicy;
  readonly events: Events;
  /** How a sector maps its dossiers, to find in them what a ministry complains about. */
  readonly sectorOf: (sector: string) => Pick<SectorAdapter, "toSectorMessages"> | undefined;
  /** Of the destination and, where a service is named, of that one alone. */
  readonly breaker: {
    mayPass(service?: string): boolean;
    record(outcome: Outcome, service?: string): void;
    returnPass(service?: string): void;
    /** The same for a question, which never decides alone whether the destination is down. */
    mayAsk(service: string): boolean;
    recordAnswer(outcome: Outcome, service: string): void;
    /** Null as far as nothing is wrong with this service alone. */
    stopped(service: string): { readonly since: Date; readonly msUntilProbe: number } | null;
  };
  /** Told after a release that other destinations have something to do. */
  readonly wake: (destinations: readonly string[]) => void;
}

/** What working out the changes of messages takes of these. */
export type ChangeDependencies = Pick<DeliveryDependencies, "clock" | "random" | "policy">;

/** The claim a delivery works under. */
export interface LeaseHold {
  readonly leaseToken: string;
  /** False once the lease may be in other hands; nothing may be sent or written then. */
  stillHeld(): boolean;
}
