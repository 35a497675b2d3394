import type { Outcome } from "#core/delivery/outcome.ts";
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
 * A destination's breaker that knows its services, for they fail alone, too: when one keeps failing while others answer,
 * only what is for that one waits, and spends nothing. A destination that answers nothing at all is one outage.
 */
export interface ServiceBreakers {
  /** Null as far as nothing is wrong with this service alone. */
  stopped(service: string): StoppedService | null;
  allStopped(): readonly StoppedService[];
  /** Asks for a pass, as of a {@link Breaker}: from the destination, and from the service where one is named. */
  mayPass(service?: string): boolean;
  /** What came back of a pass, for the same service. */
  record(outcome: Outcome, service?: string): void;
  returnPass(service?: string): void;
  /** Asks for a pass for a question, as {@link mayPass} does for what is to be delivered. */
  mayAsk(service: string): boolean;
  /**
   * What came back of a question. An answer shows that the destination answers; a failure counts against the question's
   * own service alone, however it failed, so that questions never stop what could be delivered.
   */
  recordAnswer(outcome: Outcome, service: string): void;
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

/** Puts breakers for its services, all in order, around that of a destination. */
export function withServices(
  destination: Pick<Breaker, "mayPass" | "record" | "returnPass">,
  { onChange, ...options }: ServiceBreakersOptions,
): ServiceBreakers {
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
    if (known === undefined || known.failingSince === null || msUntilProbe === 0) return null;
    return { service, since: new Date(known.failingSince), msUntilProbe };
  }

  function recordOf(service: string, outcome: Outcome): void {
    const own = of(service);
    const weight = weigh(outcome);
    if (weight === "fails") own.failingSince ??= options.clock.now();
    if (weight !== "fails" || own.othersAnswered || own.breaker.view().state !== "closed") own.breaker.record(outcome);
    if (weight !== "answers") return;
    own.failingSince = null;
    for (const known of services.values()) known.othersAnswered = known !== own && known.failingSince !== null;
  }

  function mayPass(service?: string): boolean {
    if (service !== undefined && !of(service).breaker.mayPass()) return false;
    if (destination.mayPass()) return true;
    returnOf(service);
    return false;
  }

  const returnOf = (service: string | undefined): void => {
    if (service !== undefined) of(service).breaker.returnPass();
  };

  return {
    stopped,
    allStopped: () => [...services.keys()].flatMap((service) => stopped(service) ?? []),
    mayPass,
    mayAsk: mayPass,
    record(outcome, service) {
      destination.record(outcome);
      if (service !== undefined) recordOf(service, outcome);
    },
    returnPass(service) {
      destination.returnPass();
      returnOf(service);
    },
    recordAnswer(outcome, service) {
      const own = of(service);
      const weight = weigh(outcome);
      if (weight === "fails") own.failingSince ??= options.clock.now();
      if (weight === "answers") own.failingSince = null;
      own.breaker.record(outcome);
      if (weight === "answers") destination.record(outcome);
      else destination.returnPass();
    },
  };
}
