import { setTimeout as sleep } from "node:timers/promises";
import type { Events } from "#core/ports/events.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { Webhook } from "#core/ports/webhooks.ts";
import type { NextRun } from "../flow/notify-webhook.ts";
import type { ChangeWatch } from "./change-watch.ts";

export interface WebhookLoopOptions {
  readonly clock: Clock;
  readonly webhooks: readonly Webhook[];
  readonly notify: (webhook: Webhook) => Promise<NextRun>;
  /** Rings when there are changes. */
  readonly watch: Pick<ChangeWatch, "updates" | "wait">;
  readonly events: Pick<Events, "failed">;
  /** How often to look without being told: for one that a dead process had in hand, or that somebody put back to work. */
  readonly lookMs: number;
}

/** Keeps each webhook up to date; disposing waits for the requests under way. One that is slow keeps no other waiting. */
export function startWebhookLoop(options: WebhookLoopOptions): AsyncDisposable {
  const stopping = new AbortController();
  const running = options.webhooks.map((webhook) => run(options, webhook, stopping.signal));
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function run(
  { clock, notify, watch, events, lookMs }: WebhookLoopOptions,
  webhook: Webhook,
  signal: AbortSignal,
) {
  while (!signal.aborted) {
    const heard = watch.updates();
    try {
      const next = await notify(webhook);
      if (next === "at-once") continue;
      const until = next.at === null ? lookMs : Math.min(lookMs, Math.max(0, next.at.getTime() - clock.now()));
      if (!(await watch.wait(heard, until, signal))) return;
    } catch (error) {
      events.failed("webhooks", error);
      // Not hurried by new changes: what failed was the gateway itself.
      await sleep(lookMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
