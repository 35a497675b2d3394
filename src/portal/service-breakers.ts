import type { Outcome } from "#core/outcome.ts";
import { createBreaker, weigh, type Breaker, type BreakerOptions } from "./breaker.ts";

/** A service that is held to be down while its destination answers. */
export interface StoppedService {
  readonly service: string;
  /** Its first failure in a row. */
  readonly since: Date;
  /** Until one message may try it again. */
  readonly msUntilProbe: number;
}

/**
 * Beside the breaker of a destination: its services fail alone, too. When one keeps failing while others answer, only
 * what is for that one waits, and spends nothing. A destination that answers nothing at all is its own breaker's matter.
 */
export interface ServiceBreakers {
  /** Null while messages may go to it. */
  stopped(service: string): StoppedService | null;
  allStopped(): readonly StoppedService[];
  /** Asks for a pass, as of a {@link Breaker}. */
  mayPass(service: string): boolean;
  record(service: string, outcome: Outcome): void;
  returnPass(service: string): void;
}

export interface ServiceBreakersOptions extends Omit<BreakerOptions, "onChange"> {
  readonly onChange?: (service: string, state: ReturnType<Breaker["view"]>["state"]) => void;
}

interface Known {
  readonly breaker: Breaker;
  /** The first of its failures in a row; null while it answers. */
  failingSince: number | null;
  /** Whether another service has answered since then: the failures are this one's own. */
  othersAnswered: boolean;
}

/** Makes {@link ServiceBreakers} with all services in order. */
export function createServiceBreakers({ onChange, ...options }: ServiceBreakersOptions): ServiceBreakers {
  const services = new Map<string, Known>();

  function of(service: string): Known {
    const known = services.get(service) ?? {
      breaker: createBreaker({ ...options, onChange: (state) => onChange?.(service, state) }),
      failingSince: null,
      othersAnswered: false,
    };
    services.set(service, known);
    return known;
  }

  function stopped(service: string): StoppedService | null {
    const known = services.get(service);
    const msUntilProbe = known?.breaker.msUntilProbe() ?? 0;
    if (known?.failingSince == null || msUntilProbe === 0) return null;
    return { service, since: new Date(known.failingSince), msUntilProbe };
  }

  return {
    stopped,
    allStopped: () => [...services.keys()].flatMap((service) => stopped(service) ?? []),
    mayPass: (service) => of(service).breaker.mayPass(),
    returnPass: (service) => of(service).breaker.returnPass(),
    record(service, outcome) {
      const own = of(service);
      const weight = weigh(outcome);
      if (weight === "fails") own.failingSince ??= options.clock.now();
      if (weight !== "fails" || own.othersAnswered || own.breaker.view().state !== "closed")
        own.breaker.record(outcome);
      if (weight !== "answers") return;
      own.failingSince = null;
      for (const known of services.values()) known.othersAnswered = known !== own && known.failingSince !== null;
    },
  };
}
