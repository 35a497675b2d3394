import type { Events } from "#core/ports/events.ts";
import { neverSetBack } from "#core/never-set-back.ts";
import { nightDue } from "#core/reconciliation/night.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { Step } from "../flow/reconcile.ts";
import { createWakeSignal } from "./wake-signal.ts";

export interface ReconcilingOptions {
  readonly clock: Clock;
  readonly events: Pick<Events, "failed">;
  /** Local time `HH:mm`; null: never by itself. */
  readonly nightlyAt: string | null;
  /** Plans the run of a night, once however many processes ask. */
  readonly beginNight: (night: string) => Promise<unknown>;
  /** Compares one dossier. */
  readonly next: (signal: AbortSignal) => Promise<Step>;
  /** Tells how many differences wait; called each {@link reportEveryMs}. */
  readonly report: () => Promise<void>;
  readonly reportEveryMs: number;
  /** Longest nap: how soon work of other processes and the night are noticed. */
  readonly idleMs: number;
}

export interface Reconciling extends AsyncDisposable {
  /** There is a run: look now. */
  wake(): void;
}

/** Goes through the runs one dossier at a time; disposing waits until the one under way is written down. */
export function startReconciling(options: ReconcilingOptions): Reconciling {
  const stopping = new AbortController();
  const wakeSignal = createWakeSignal(stopping.signal);
  const running = run(options, wakeSignal, stopping.signal);
  return {
    wake: wakeSignal.notify,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function run(
  options: ReconcilingOptions,
  wakeSignal: ReturnType<typeof createWakeSignal>,
  signal: AbortSignal,
): Promise<void> {
  const { clock, nightlyAt, idleMs, events } = options;
  const steady = neverSetBack(clock);
  let lastNight: string | null = null;
  let reportedAt = -Infinity;
  while (!signal.aborted) {
    const heard = wakeSignal.count();
    let pause = idleMs;
    try {
      const night = nightlyAt === null ? null : nightDue(nightlyAt, clock.now());
      if (night !== null && night !== lastNight) {
        await options.beginNight(night);
        lastNight = night;
      }
      if (steady.now() - reportedAt >= options.reportEveryMs) {
        await options.report();
        reportedAt = steady.now();
      }
      const step = await options.next(signal);
      if (step.again) continue;
      pause = Math.min(step.waitMs ?? idleMs, idleMs);
    } catch (error) {
      events.failed("reconcile", error);
    }
    if (wakeSignal.count() === heard) await wakeSignal.waitAtMost(pause);
  }
}
