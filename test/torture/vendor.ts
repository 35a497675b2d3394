import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "#core/ports/ports.ts";
import type { Pushable } from "./workload.ts";

/** What became of the pushes, counted. */
export interface PushCounts {
  /** Every try. */
  pushed: number;
  /** Answered 202 or 200. */
  answered: number;
  /** Without an answer, or told to come back: made again. */
  repeated: number;
}

export interface VendorOptions {
  readonly apiKey: string;
  /** Where a gateway is, drawn for each push; null: none runs now. */
  readonly gateway: () => string | null;
  /** Pushes side by side. */
  readonly senders: number;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** Longest wait for an answer; after it the push counts as unanswered. */
const PATIENCE_MS = 15_000;
/** Dossiers in one request of a bulk push. */
const AT_ONCE = 100;

/** One-stop software that does not give up: pushes until it is answered 2xx, and writes down what was. */
export function createVendor({ apiKey, gateway, senders, random, signal }: VendorOptions) {
  const counts: PushCounts = { pushed: 0, answered: 0, repeated: 0 };
  const answered = new Map<string, Pushable[]>();
  const headers = { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" };

  async function tryOnce(dossier: Pushable, key: string): Promise<number | null> {
    const url = gateway();
    if (url === null) return null;
    counts.pushed += 1;
    try {
      const response = await fetch(new URL("/v1/dossiers", url), {
        method: "POST",
        headers: { ...headers, "Idempotency-Key": key },
        body: JSON.stringify(dossier),
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      // Only a whole answer is one.
      await response.text();
      return response.status;
    } catch {
      // Killed, frozen or cut off before or while it answered: nobody knows whether it was taken.
      return null;
    }
  }

  async function push(dossier: Pushable): Promise<void> {
    // One for all tries of this push: a try that a frozen process took long ago must not count as a later change.
    const key = random.uuid();
    while (!signal.aborted) {
      const status = await tryOnce(dossier, key);
      if (status === 200 || status === 202) {
        note(dossier);
        return;
      }
      if (status !== null && status !== 503 && status !== 429) throw new Error(`a push was answered with ${status}`);
      counts.repeated += 1;
      await sleep(50 + random.next() * 100);
    }
  }

  /** Several at once; each item of the answer stands alone. Gives those that were not taken. */
  async function tryMany(dossiers: readonly Pushable[]): Promise<readonly Pushable[]> {
    const url = gateway();
    if (url === null) return dossiers;
    counts.pushed += dossiers.length;
    const response = await fetch(new URL("/v1/dossiers", url), {
      method: "POST",
      headers,
      body: JSON.stringify({ dossiers }),
      signal,
    });
    if (!response.ok) return dossiers;
    const { results } = (await response.json()) as { results: { readonly index: number; readonly outcome: string }[] };
    const taken = new Set(results.flatMap(({ index, outcome }) => (outcome === "rejected" ? [] : [index])));
    return dossiers.filter((dossier, index) => {
      if (taken.has(index)) note(dossier);
      return !taken.has(index);
    });
  }

  function note(dossier: Pushable): void {
    counts.answered += 1;
    const own = answered.get(dossier.dossierCode) ?? [];
    answered.set(dossier.dossierCode, [...own, dossier]);
  }

  return {
    counts,
    /** By dossier code, what was answered 2xx, in order. */
    answered: answered as ReadonlyMap<string, readonly Pushable[]>,
    /**
     * Pushes the revisions of each dossier one after the other, several dossiers side by side; resolves when every push
     * was answered.
     */
    async pushAll(dossiers: readonly (readonly Pushable[])[], done: () => void = () => undefined): Promise<void> {
      const waiting = dossiers.values();
      const sender = async (): Promise<void> => {
        for (const revisions of waiting) {
          for (const revision of revisions) await push(revision);
          done();
        }
      };
      await Promise.all(Array.from({ length: senders }, sender));
    },
    /** Pushes many different dossiers, a hundred in one request. Told how many were taken so far. */
    async pushMany(dossiers: readonly Pushable[], done: (count: number) => void): Promise<void> {
      for (let from = 0; from < dossiers.length && !signal.aborted; from += AT_ONCE) {
        let left: readonly Pushable[] = dossiers.slice(from, from + AT_ONCE);
        while (left.length > 0 && !signal.aborted) left = await tryMany(left);
        done(Math.min(from + AT_ONCE, dossiers.length));
      }
    },
  };
}

export type Vendor = ReturnType<typeof createVendor>;
