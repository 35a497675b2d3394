import { PORTAL, type DeliveryOrder } from "#core/delivery/destination.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import { LOOKUP_SERVICE } from "#core/message/plan-messages.ts";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";
import type { Events } from "#core/ports/events.ts";
import type { PauseStore } from "#core/delivery/pause.ts";
import type { BreakerView, Channel, Clock, DestinationView, Random } from "#core/ports/ports.ts";
import type { DeliveryStore } from "#core/ports/delivery-store.ts";
import type { FeedbackStore, Inquiry } from "#core/delivery/feedback.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import type { Config } from "../config/config.ts";
import type { DestinationConfig } from "../config/destinations.ts";
import { askDestination } from "../flow/ask-destination.ts";
import { createDeliver } from "../flow/deliver.ts";
import { createBreaker, type Breaker } from "../destinations/breaker/breaker.ts";
import { awaitingKey } from "../destinations/breaker/key-gate.ts";
import { withSlowStart } from "../destinations/breaker/slow-start.ts";
import { withPauses, type PausableBreaker } from "../destinations/breaker/pausable-breaker.ts";
import { withServices, type ServiceBreakers } from "../destinations/breaker/service-breakers.ts";
import { startDeliveryLoop, type DeliveryLoop } from "../worker/delivery-loop.ts";
import { startRounds } from "../worker/rounds.ts";

/** How often to look for dossiers that are due to be asked about, at most, and how many are taken up at once. */
const LOOK_FOR_QUESTIONS_MS = 10_000;
const ASK_AT_ONCE = 30;

/** How soon a pause that was announced at another gateway is noticed here. */
const READ_PAUSES_MS = 2000;

/**
 * Dossiers that a slot takes at once from a long queue: claiming and giving back then cost next to nothing per dossier,
 * and what a crash leaves behind for others to take over when the leases end stays small.
 */
const LARGE_CLAIM = 100;

export interface DeliveryOptions {
  readonly config: Config;
  readonly destinations: readonly DestinationConfig[];
  /** How each destination is reached today, by name; the portal among them. */
  readonly channels: ReadonlyMap<string, () => Channel>;
  readonly store: DeliveryStore;
  readonly attachments: AttachmentStore;
  readonly feedback: FeedbackStore;
  readonly pauses: Pick<PauseStore, "current">;
  /** How a destination is asked where dossiers stand; undefined where it cannot be. */
  readonly inquiryOf: (destination: string) => Inquiry | undefined;
  /** How a sector maps its dossiers. */
  readonly sectorOf: (sector: string) => SectorAdapter | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Events;
}

/** The workers of all destinations. Disposing waits until what is under way has ended and is committed. */
export interface Delivery extends AsyncDisposable {
  /** There is work for these destinations, or for all: look now. */
  wake(destinations?: readonly string[]): void;
  /** Looks at the announced pauses now instead of at the next round. */
  readPauses(): Promise<void>;
  /** The national portal first. */
  readonly views: readonly [DestinationView, ...DestinationView[]];
  /** What stands between this process and questions to the portal (`TraCuuHoSo`). */
  readonly portalQuestions: {
    mayPass(): boolean;
    record(outcome: Outcome): void;
    msUntilProbe(): number;
  };
}

/** Which destinations there are and what waits for what, for the store. */
export function deliveryOrder(destinations: readonly DestinationConfig[]): DeliveryOrder {
  return {
    holdsBack: new Map([[PORTAL, true], ...destinations.map(({ name, holdsBack }) => [name, holdsBack] as const)]),
  };
}

/** Starts a breaker, a delivery flow and a loop for each destination, so that one that is down stops none of the others. */
export function startDelivery(options: DeliveryOptions): Delivery {
  const { config, clock, random, store, attachments, events, sectorOf } = options;
  const { longestPauseMs } = config.delivery;
  const loops = new Map<string, DeliveryLoop>();
  const breakers = new Map<string, PausableBreaker>();
  const rounds: AsyncDisposable[] = [];
  const wake = (names: Iterable<string> = loops.keys()) => {
    for (const name of names) loops.get(name)?.wake();
  };

  type Settings = Pick<DestinationConfig, "name" | "concurrency" | "lostAnswer" | "askEveryMinutes">;
  function breakerOf(name: string): Breaker {
    const onChange = (state: BreakerView["state"]) => events.breakerChanged(name, state);
    const sparing = withSlowStart(createBreaker({ clock, random, longestPauseMs, onChange }), { clock });
    const breaker = withPauses(awaitingKey(sparing, clock), clock);
    breakers.set(name, breaker);
    return breaker;
  }
  function open(
    { name, concurrency, lostAnswer, askEveryMinutes }: Settings,
    breaker: Breaker = breakerOf(name),
  ): DestinationView & { readonly gate: ServiceBreakers } {
    const channel = options.channels.get(name);
    if (channel === undefined) throw new Error(`no channel for ${name}`);
    const inquiry = options.inquiryOf(name);
    const everyMs = askEveryMinutes * 60_000;
    const asking = inquiry === undefined ? null : { services: inquiry.services, everyMs };
    const gate = withServices(breaker, {
      clock,
      random,
      longestPauseMs,
      onChange: (service, state) => events.serviceBreakerChanged(name, service, state),
    });
    const policy = { ...config.delivery, lostSector: lostAnswer, asking, doubtSessionAfterMs: 60_000 };
    const kept = { store, attachments };
    const deliver = createDeliver({ ...kept, clock, random, channel, policy, events, sectorOf, breaker: gate, wake });
    const { batchSize, leaseSeconds, pollMs } = config.delivery;
    const claimSize = { least: batchSize, most: Math.max(batchSize, LARGE_CLAIM) };
    loops.set(
      name,
      startDeliveryLoop({
        destination: name,
        clock,
        ticks: { now: () => performance.now() },
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
    if (inquiry !== undefined) {
      const asking = { msUntilProbe: breaker.msUntilProbe, mayAsk: gate.mayAsk, recordAnswer: gate.recordAnswer };
      const asked = {
        clock,
        destination: name,
        inquiry,
        store: options.feedback,
        channel,
        breaker: asking,
        events,
        everyMs,
      };
      rounds.push(
        startRounds({
          name: `ask-${name}`,
          everyMs: Math.min(everyMs, LOOK_FOR_QUESTIONS_MS),
          events,
          round: async (signal) => {
            while (!signal.aborted && (await askDestination({ ...asked, limit: ASK_AT_ONCE }, signal)));
          },
        }),
      );
    }
    return { name, breaker: breaker.view, stoppedServices: gate.allStopped, gate };
  }

  const { concurrency } = config.delivery;
  const portalBreaker = breakerOf(PORTAL);
  const portal = open({ name: PORTAL, concurrency, lostAnswer: "resend", askEveryMinutes: 0 }, portalBreaker);
  const others = options.destinations.map((destination) => open(destination));
  const readPauses = async () => {
    const current = new Map((await options.pauses.current(new Date(clock.now()))).map((one) => [one.destination, one]));
    for (const [name, breaker] of breakers) breaker.pauseUntil(current.get(name)?.until ?? null);
  };
  rounds.push(startRounds({ name: "read-pauses", everyMs: READ_PAUSES_MS, events, round: readPauses }));
  return {
    wake,
    readPauses,
    views: [portal, ...others],
    portalQuestions: {
      mayPass: () => portal.gate.mayAsk(LOOKUP_SERVICE),
      record: (outcome) => portal.gate.recordAnswer(outcome, LOOKUP_SERVICE),
      msUntilProbe: () =>
        Math.max(portalBreaker.msUntilProbe(), portal.gate.stopped(LOOKUP_SERVICE)?.msUntilProbe ?? 0),
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...loops.values(), ...rounds].map((one) => one[Symbol.asyncDispose]()));
    },
  };
}
