/** How {@link createGroupCommit} puts items together. */
export interface GroupingOptions<Item, Outcome> {
  /** Items of one key are never in the works together, and are served in the order they came. */
  readonly keyOf: (item: Item) => string;
  readonly weightOf: (item: Item) => number;
  /** Serves a group as a whole and gives an outcome for each item, in order; when it throws, nothing was done. */
  readonly serve: (group: readonly Item[]) => Promise<readonly Outcome[]>;
  /** Whether a failure would strike each item alone in the same way, so that trying one by one is in vain. */
  readonly strikesAll: (error: unknown) => boolean;
  readonly limits: {
    /** Groups in the works at once. */
    readonly groups: number;
    readonly items: number;
    /** Weight of one group; a heavier item makes a group of its own. */
    readonly weight: number;
  };
}

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Serves items in groups without making any of them wait for company: an item that finds nothing in the works is served
 * at once and alone, and what comes while groups are in the works makes up the next ones (the idea of a database's group
 * commit). When a group fails its items are served one by one, so that a bad one harms no other.
 */
export function createGroupCommit<Item, Outcome>(
  gathering: GroupingOptions<Item, Outcome>,
): (item: Item) => Promise<Outcome> {
  const { keyOf, weightOf, limits } = gathering;
  let waiting: Waiting<Item, Outcome>[] = [];
  const busyKeys = new Set<string>();
  let underWay = 0;

  return function add(item) {
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    waiting.push({ item, resolve, reject });
    serveMore();
    return promise;
  };

  function serveMore(): void {
    while (underWay < limits.groups) {
      const group = takeGroup();
      if (group.length === 0) return;
      underWay += 1;
      void serveGroup(group).finally(() => {
        underWay -= 1;
        for (const { item } of group) busyKeys.delete(keyOf(item));
        serveMore();
      });
    }
  }

  /**
   * From the front of the line, passing over items whose key is busy: one in front of them has the same. A group that is
   * full stays so, for what is passed over counts as well: nothing of a key overtakes what stands before it.
   */
  function takeGroup(): Waiting<Item, Outcome>[] {
    const group: Waiting<Item, Outcome>[] = [];
    const left: Waiting<Item, Outcome>[] = [];
    let weight = 0;
    for (const one of waiting) {
      const key = keyOf(one.item);
      weight += weightOf(one.item);
      const isFull = group.length === limits.items || (group.length > 0 && weight > limits.weight);
      if (isFull || busyKeys.has(key)) left.push(one);
      else {
        group.push(one);
        busyKeys.add(key);
      }
    }
    waiting = left;
    return group;
  }

  async function serveGroup(group: readonly Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await gathering.serve(group.map(({ item }) => item));
      // One outcome per item is what `serve` promises.
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index] as Outcome);
    } catch (error) {
      if (group.length === 1 || gathering.strikesAll(error)) for (const { reject } of group) reject(error);
      else for (const one of group) await serveGroup([one]);
    }
  }
}
