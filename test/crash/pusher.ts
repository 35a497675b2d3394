import { setTimeout as sleep } from "node:timers/promises";
import type { SampleDossier } from "../kit/sample-dossier.ts";

/** What became of the pushes, counted. */
export interface PushCounts {
  accepted: number;
  unchanged: number;
  /** Pushes without an answer, or told to come back: made again. */
  repeated: number;
}

const SIDE_BY_SIDE = 8;

/** One-stop software that does not give up: pushes until it is answered with a 2xx. */
export function createPusher(url: string, apiKey: string, signal: AbortSignal) {
  const counts: PushCounts = { accepted: 0, unchanged: 0, repeated: 0 };
  const headers = { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" };

  async function push(dossier: SampleDossier): Promise<void> {
    while (!signal.aborted) {
      const answer = await tryOnce(dossier);
      if (answer === 202) counts.accepted += 1;
      if (answer === 200) counts.unchanged += 1;
      if (answer === 200 || answer === 202) return;
      if (answer !== null && answer !== 503) throw new Error(`a push was answered with ${answer}`);
      counts.repeated += 1;
      await sleep(100);
    }
  }

  async function tryOnce(dossier: SampleDossier): Promise<number | null> {
    try {
      const response = await fetch(new URL("/v1/dossiers", url), {
        method: "POST",
        headers,
        body: JSON.stringify(dossier),
      });
      // Only a whole answer is one.
      await response.text();
      return response.status;
    } catch {
      // Killed before or while it answered: nobody knows whether it was taken.
      return null;
    }
  }

  const waiting: (readonly SampleDossier[])[] = [];
  const given = Promise.withResolvers<void>();
  const complete = new AbortController();
  const work = async (): Promise<void> => {
    while (!signal.aborted && !(complete.signal.aborted && waiting.length === 0)) {
      const revisions = waiting.shift();
      if (revisions === undefined) await Promise.race([given.promise, sleep(20)]);
      for (const revision of revisions ?? []) await push(revision);
    }
  };
  const workers = Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));

  return {
    counts,
    /** Takes dossiers to push: the revisions of each one after the other, several dossiers side by side. */
    give(dossiers: readonly (readonly SampleDossier[])[]): void {
      waiting.push(...dossiers);
    },
    /** Resolves when everything given was answered. */
    async finished(): Promise<void> {
      complete.abort();
      given.resolve();
      await workers;
    },
  };
}
