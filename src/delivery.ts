import { PORTAL, type DeliveryOrder } from "#core/destination.ts";
import type { Events } from "#core/events.ts";
import type { Channel, Clock, DestinationView, Random } from "#core/ports.ts";
import type { DeliveryStore } from "#core/store.ts";
import type { Config } from "./config/config.ts";
import type { DestinationConfig } from "./config/destinations.ts";
import { createDeliver } from "./flow/deliver.ts";
import { createBreaker } from "./portal/breaker.ts";
import { startDeliveryLoop, type DeliveryLoop } from "./worker/delivery-loop.ts";

export interface DeliveryOptions {
  readonly config: Config;
  readonly destinations: readonly DestinationConfig[];
  /** How each destination is reached today, by name; the portal among them. */
  readonly channels: ReadonlyMap<string, () => Channel>;
  readonly store: DeliveryStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Events;
}

/** The workers of all destinations. Disposing waits until what is under way has ended and is committed. */
export interface Delivery extends AsyncDisposable {
  /** There is work for these destinations, or for all: look now. */
  wake(destinations?: readonly string[]): void;
  /** The national portal first. */
  readonly views: readonly [DestinationView, ...DestinationView[]];
}

/** Which destinations there are and what waits for what, for the store. */
export function deliveryOrder(destinations: readonly DestinationConfig[]): DeliveryOrder {
  return {
    holdsBack: new Map([[PORTAL, true], ...destinations.map(({ name, holdsBack }) => [name, holdsBack] as const)]),
  };
}

/** Starts a breaker, a delivery flow and a loop for each destination, so that one that is down stops none of the others. */
export function startDelivery(options: DeliveryOptions): Delivery {
  const { config, clock, random, store, events } = options;
  const loops = new Map<string, DeliveryLoop>();
  const wake = (names: Iterable<string> = loops.keys()) => {
    for (const name of names) loops.get(name)?.wake();
  };

  function open(name: string, concurrency: number, lostSector: "resend" | "park"): DestinationView {
    const channel = options.channels.get(name);
    if (channel === undefined) throw new Error(`no channel for ${name}`);
    const breaker = createBreaker({ clock, random, onChange: (state) => events.breakerChanged(name, state) });
    const policy = { ...config.delivery, lostSector, doubtSessionAfterMs: 60_000 };
    const deliver = createDeliver({ clock, random, store, channel, policy, events, breaker, wake });
    const { batchSize: claimSize, leaseSeconds, pollMs } = config.delivery;
    loops.set(
      name,
      startDeliveryLoop({
        destination: name,
        clock,
        random,
        store,
        deliver,
        events,
        breaker,
        concurrency,
        claimSize,
        leaseSeconds,
        pollMs,
      }),
    );
    return { name, breaker: breaker.view };
  }

  const portal = open(PORTAL, config.delivery.concurrency, "resend");
  const others = options.destinations.map(({ name, concurrency, lostAnswer }) => open(name, concurrency, lostAnswer));
  return {
    wake,
    views: [portal, ...others],
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...loops.values()].map((loop) => loop[Symbol.asyncDispose]()));
    },
  };
}
