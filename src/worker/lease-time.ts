import type { Clock } from "#core/ports/ports.ts";

export interface LeaseTimeOptions {
  /** The clock on the wall: goes on while the machine sleeps, but may be set back. */
  readonly clock: Clock;
  /** Milliseconds that are never set back, but may stand still while the machine sleeps. */
  readonly ticks: Clock;
  readonly leaseSeconds: number;
}

/** How long a lease has been held, as far as this process can know. */
export interface LeaseTime {
  /** Now, on both clocks: taken before the database is asked, so that it ends here before it ends there. */
  moment(): LeaseMoment;
  /** The database prolonged the lease after `at`. */
  prolonged(at: LeaseMoment): void;
  /** The database says that it is over. */
  lost(): void;
  isHeld(): boolean;
}

export interface LeaseMoment {
  readonly wall: number;
  readonly ticks: number;
}

/**
 * Starts counting a lease. Whichever of the two clocks says that more time has passed is believed: a clock that was set
 * back, or that stood still with the machine, must not make a lease last longer than the database thinks.
 */
export function startLeaseTime({ clock, ticks, leaseSeconds }: LeaseTimeOptions): LeaseTime {
  const moment = (): LeaseMoment => ({ wall: clock.now(), ticks: ticks.now() });
  let since: LeaseMoment | null = moment();
  return {
    moment,
    prolonged(at) {
      since = at;
    },
    lost() {
      since = null;
    },
    isHeld: () => since !== null && Math.max(clock.now() - since.wall, ticks.now() - since.ticks) < leaseSeconds * 1000,
  };
}
