import { setTimeout as sleep } from "node:timers/promises";
import { Agent, fetch } from "undici";
import { sampleDossier } from "../kit/sample-dossier.ts";
import type { Target } from "./attack.ts";

/** Between two pushes of the neighbour. */
const EVERY_MS = 50;

/** What another client noticed, in milliseconds. */
export interface Noticed {
  readonly pushes: number;
  readonly p99: number;
  readonly longest: number;
  /** Pushes that were not taken, or not answered. */
  readonly refused: number;
}

/** Another client, which pushes the same dossier again and again until `signal` tells it to stop, or `during` is over. */
export async function notice({ url, fullKey }: Target, signal: AbortSignal): Promise<Noticed> {
  // On connections of its own, as another machine's are.
  await using stack = new AsyncDisposableStack();
  const connections = stack.adopt(new Agent(), (agent) => agent.close());
  const took: number[] = [];
  let refused = 0;
  const body = JSON.stringify(sampleDossier("H36.03-260518-0001"));
  while (!signal.aborted) {
    const startedAt = performance.now();
    const status = await push();
    took.push(performance.now() - startedAt);
    if (status === null || status >= 400) refused += 1;
    await sleep(EVERY_MS);
  }
  const sorted = took.toSorted((one, other) => one - other);
  const at = (share: number): number => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return { pushes: took.length, p99: at(0.99), longest: at(1), refused };

  async function push(): Promise<number | null> {
    try {
      const answer = await fetch(new URL("/v1/dossiers", url), {
        method: "POST",
        body,
        headers: { Authorization: `Bearer ${fullKey}`, "Content-Type": "application/json" },
        dispatcher: connections,
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return null;
    }
  }
}
