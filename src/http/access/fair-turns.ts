/** Requests that are begun in one turn of the event loop. */
const BEGUN_AT_ONCE = 8;

export interface FairTurns {
  /** Resolves when a request of `who` may begin; null: at once. */
  turnOf(who: string): Promise<void> | null;
}

/**
 * Lets requests that arrive together begin a few at a time, those of each sender in turn. Hundreds that one client opens at
 * once would otherwise all be begun before anybody else's is even looked at.
 *
 * @param nextTurn calls back in the next turn of the event loop
 */
export function createFairTurns(nextTurn: (begin: () => void) => void): FairTurns {
  const waiting = new Map<string, (() => void)[]>();
  let left = BEGUN_AT_ONCE;
  let isComing = false;

  function expectTurn(): void {
    if (isComing) return;
    isComing = true;
    nextTurn(() => {
      isComing = false;
      left = BEGUN_AT_ONCE;
      beginMore();
    });
  }

  function beginMore(): void {
    for (; left > 0 && waiting.size > 0; left -= 1) {
      const [next] = waiting;
      if (next === undefined) return;
      const [who, mine] = next;
      const begin = mine.shift();
      // To the end of the line with what more this sender has.
      waiting.delete(who);
      if (mine.length > 0) waiting.set(who, mine);
      begin?.();
    }
    if (left < BEGUN_AT_ONCE) expectTurn();
  }

  return {
    turnOf(who) {
      expectTurn();
      if (left > 0 && waiting.size === 0) {
        left -= 1;
        return null;
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      const mine = waiting.get(who);
      if (mine === undefined) waiting.set(who, [resolve]);
      else mine.push(resolve);
      return promise;
    },
  };
}
