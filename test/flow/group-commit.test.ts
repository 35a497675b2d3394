import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGroupCommit, type GroupingOptions } from "../../src/flow/group-commit.ts";

interface Item {
  readonly key: string;
  readonly weight: number;
  readonly id: number;
}

const item = (id: number, key = `k${id}`, weight = 1): Item => ({ id, key, weight });

/** A gatherer whose groups end when told. */
function openGatherer(limits: Partial<GroupingOptions<Item, string>["limits"]> = {}) {
  const groups: { readonly ids: number[]; end(error?: Error): void }[] = [];
  const add = createGroupCommit<Item, string>({
    keyOf: ({ key }) => key,
    weightOf: ({ weight }) => weight,
    serve: (group) => {
      const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
      groups.push({
        ids: group.map(({ id }) => id),
        end: (error) => (error === undefined ? resolve(group.map(({ id }) => `served ${id}`)) : reject(error)),
      });
      return promise;
    },
    strikesAll: (error) => error instanceof Error && error.message === "everything is down",
    limits: { groups: 1, items: 3, weight: 100, ...limits },
  });
  return { add, groups, ids: () => groups.map(({ ids }) => ids) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("a gatherer", () => {
  it("serves what comes alone at once, and together what comes meanwhile", async () => {
    const { add, groups, ids } = openGatherer();
    const first = add(item(1));
    expect(ids()).toEqual([[1]]);
    const others = [2, 3, 4, 5].map((id) => add(item(id)));
    expect(ids()).toEqual([[1]]);
    groups[0]?.end();
    expect(await first).toBe("served 1");
    await turn();
    expect(ids()).toEqual([[1], [2, 3, 4]]);
    groups[1]?.end();
    await turn();
    groups[2]?.end();
    expect(await Promise.all(others)).toEqual([2, 3, 4, 5].map((id) => `served ${id}`));
    expect(ids()).toEqual([[1], [2, 3, 4], [5]]);
  });

  it("serves several groups side by side, never two items of one key, and those in their order", async () => {
    const { add, groups, ids } = openGatherer({ groups: 2 });
    void add(item(1, "A"));
    void add(item(2, "A"));
    void add(item(3, "B"));
    void add(item(4, "A"));
    void add(item(5, "C"));
    expect(ids()).toEqual([[1], [3]]);
    groups[1]?.end();
    await turn();
    expect(ids()).toEqual([[1], [3], [5]]);
    groups[0]?.end();
    await turn();
    expect(ids()).toEqual([[1], [3], [5], [2]]);
    groups[3]?.end();
    await turn();
    expect(ids().at(-1)).toEqual([4]);
  });

  it("keeps a group to its weight, and lets through what is heavier alone", async () => {
    const { add, groups, ids } = openGatherer({ weight: 10 });
    void add(item(1));
    for (const [id, weight] of [
      [2, 6],
      [3, 6],
      [4, 50],
      [5, 1],
    ] as const)
      void add(item(id, `k${id}`, weight));
    for (let group = 0; group < 5; group += 1) {
      groups[group]?.end();
      await turn();
    }
    expect(ids()).toEqual([[1], [2], [3], [4], [5]]);
  });

  it("fills a group up to its weight", async () => {
    const { add, groups, ids } = openGatherer({ weight: 10 });
    for (const id of [1, 2, 3, 4]) void add(item(id, `k${id}`, 5));
    groups[0]?.end();
    await turn();
    expect(ids()).toEqual([[1], [2, 3]]);
  });

  it("tries the items of a failed group one by one, so that a bad one harms no other", async () => {
    const { add, groups, ids } = openGatherer();
    void add(item(1));
    const three = [2, 3, 4].map((id) => add(item(id)).catch(String));
    groups[0]?.end();
    await turn();
    groups[1]?.end(new Error("one of them"));
    for (const error of [undefined, new Error("bad"), undefined]) {
      await turn();
      groups.at(-1)?.end(error);
    }
    expect(await Promise.all(three)).toEqual(["served 2", "Error: bad", "served 4"]);
    expect(ids()).toEqual([[1], [2, 3, 4], [2], [3], [4]]);
  });

  it("does not try one by one what strikes all", async () => {
    const { add, groups, ids } = openGatherer();
    void add(item(1));
    const two = [2, 3].map((id) => add(item(id)).catch(String));
    groups[0]?.end();
    await turn();
    groups[1]?.end(new Error("everything is down"));
    expect(await Promise.all(two)).toEqual(Array(2).fill("Error: everything is down"));
    expect(ids()).toEqual([[1], [2, 3]]);
  });

  it("serves everything once, items of a key in their order, whatever comes when", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(3), fc.nat(40), fc.boolean()), { maxLength: 40 }), async (pushes) => {
        const served: Item[] = [];
        const busy = new Set<string>();
        const add = createGroupCommit<Item, number>({
          keyOf: ({ key }) => key,
          weightOf: ({ weight }) => weight,
          serve: async (group) => {
            for (const { key } of group) {
              expect(busy.has(key)).toBe(false);
              busy.add(key);
            }
            await turn();
            for (const one of group) busy.delete(one.key);
            if (group.length > 1 && group.some(({ weight }) => weight === 7)) throw new Error("bad company");
            served.push(...group);
            return group.map(({ id }) => id);
          },
          strikesAll: () => false,
          limits: { groups: 2, items: 4, weight: 60 },
        });
        const answers: Promise<number>[] = [];
        for (const [id, [key, weight, pause]] of pushes.entries()) {
          answers.push(add(item(id, String(key), weight)));
          if (pause) await turn();
        }
        expect(await Promise.all(answers)).toEqual(pushes.map((_, id) => id));
        for (const key of ["0", "1", "2", "3"]) {
          const ids = served.filter((one) => one.key === key).map(({ id }) => id);
          expect(ids).toEqual(ids.toSorted((a, b) => a - b));
        }
      }),
    );
  });
});
