import type { ClientStore, KeptClient } from "#core/ports/client-store.ts";
import type { Clock } from "#core/ports/ports.ts";

export interface FollowClientsDependencies {
  readonly store: Pick<ClientStore, "mark" | "all" | "noteUses">;
  /** Where this process looks clients up. */
  readonly register: {
    keep(clients: readonly KeptClient[]): void;
    uses(): ReadonlyMap<string, number>;
  };
  readonly clock: Clock;
}

/** A key that is used all the time is noted this often; a first use at the next look. */
const NOTE_USE_EVERY_MS = 5 * 60_000;

/**
 * Brings this process up to what the database has of clients, and the database up to which keys were used here. Looks come one
 * after the other, so that an older one never undoes what a newer one saw; when one fails all stays as it was.
 */
export function followClients({ store, register, clock }: FollowClientsDependencies): { look(): Promise<void> } {
  let known: string | null = null;
  let latest: Promise<void> = Promise.resolve();
  const noted = new Map<string, number>();

  async function readChanges(): Promise<void> {
    // The mark first: what changes between the two is read once more by the next look.
    const mark = await store.mark();
    if (mark === known) return;
    register.keep(await store.all());
    known = mark;
  }

  async function noteUses(): Promise<void> {
    const due = [...register.uses()].filter(
      ([key, at]) => Math.abs(at - (noted.get(key) ?? -Infinity)) >= NOTE_USE_EVERY_MS,
    );
    if (due.length === 0) return;
    const now = clock.now();
    // A time that is ahead would stay for good where the clock was set right since.
    await store.noteUses(new Map(due.map(([key, at]) => [key, new Date(Math.min(at, now))])));
    for (const [key, at] of due) noted.set(key, at);
  }

  async function look(): Promise<void> {
    await readChanges();
    await noteUses();
  }

  return {
    look() {
      latest = latest.catch(() => undefined).then(look);
      return latest;
    },
  };
}
