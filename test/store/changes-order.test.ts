import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Change, ChangePage } from "#core/ports/changes.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { postgresUnderTest, type DatabaseUnderTest } from "./database-under-test.ts";
import { standLocked } from "./filling.ts";
import { tell, tellOf } from "./telling.ts";

let opened: DatabaseUnderTest | undefined;
const place = (): DatabaseUnderTest => {
  if (opened === undefined) throw new Error("no database is open");
  return opened;
};
beforeAll(async () => {
  opened = await postgresUnderTest();
});
afterAll(() => opened?.[Symbol.asyncDispose]());

const DOSSIERS = ["A", "B", "C", "D"];

async function page(after: string, limit: number): Promise<ChangePage> {
  const found = await place().store.changes.read({ after, limit, scope: null });
  if ("lost" in found) throw new Error(`the place is ${found.lost}`);
  return found;
}

describe("the delta feed on PostgreSQL, with many writers at once", () => {
  it("misses nothing, repeats nothing, and keeps each dossier's order of commits", async () => {
    await tell(place(), ...DOSSIERS);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
        const random = seededRandom(seed);
        const written: Record<string, number[]> = Object.fromEntries(DOSSIERS.map((code) => [code, []]));
        let turn = 0;
        const allWritten = new AbortController();

        /** Some dossiers, one after the other, with pauses before the commit or a change of mind. */
        const write = async (): Promise<void> => {
          for (let round = 0; round < 6; round += 1) {
            const codes = DOSSIERS.filter(() => random.next() < 0.5);
            const pauses = codes.map(() => random.next() * 8);
            const fails = random.next() < 0.2;
            const mine: [string, number][] = [];
            const work = place()
              .database.db.transaction()
              .execute(async (tx) => {
                for (const [index, code] of codes.entries()) {
                  await standLocked(tx, code);
                  turn += 1;
                  const own = turn;
                  await tellOf(tx, code, { turn: own });
                  mine.push([code, own]);
                  await sleep(pauses[index]);
                }
                if (fails) throw new Error("a change of mind");
                // Still inside: whoever waits for one of these dossiers goes on only after the commit.
                for (const [code, own] of mine) written[code]?.push(own);
              });
            await work.catch((error: unknown) => {
              if (!fails) throw error;
            });
          }
        };

        const read: Change[] = [];
        let after = await place().store.changes.latest();
        const readOn = async (): Promise<void> => {
          const found = await page(after, 1 + Math.floor(random.next() * 7));
          read.push(...found.changes);
          after = found.nextCursor;
        };
        const reading = (async () => {
          while (!allWritten.signal.aborted) await readOn();
        })();
        const others = (async () => {
          while (!allWritten.signal.aborted) await place().store.changes.gather();
        })();
        await Promise.all([write(), write(), write(), write()]);
        allWritten.abort();
        await Promise.all([reading, others]);
        const seen = (): number => read.length;
        for (let before = -1; before !== seen();) {
          before = seen();
          await readOn();
        }

        const turns = (code: string) =>
          read.filter(({ dossierCode }) => dossierCode === code).map(({ detail }) => detail["turn"]);
        for (const code of DOSSIERS) expect(turns(code)).toEqual(written[code]);
      }),
      { numRuns: 12, seed: 20260518, endOnFailure: true },
    );
  });

  it("does not wait for somebody who does not commit, and has it when they do", async () => {
    const { store, database } = place();
    const after = await store.changes.latest();
    const told = Promise.withResolvers<void>();
    const commit = Promise.withResolvers<void>();
    const slow = database.db.transaction().execute(async (tx) => {
      await tellOf(tx, "slow");
      told.resolve();
      await commit.promise;
    });
    await told.promise;
    const codes = async (from: string) => (await page(from, 50)).changes.map(({ dossierCode }) => dossierCode);
    for (const code of ["quick-1", "quick-2", "quick-3", "quick-4"]) {
      await tell(place(), code);
      await store.changes.gather();
    }
    const meanwhile = await page(after, 50);
    expect(meanwhile.changes.map(({ dossierCode }) => dossierCode)).toEqual([
      "quick-1",
      "quick-2",
      "quick-3",
      "quick-4",
    ]);
    commit.resolve();
    await slow;
    expect(await codes(meanwhile.nextCursor)).toEqual(["slow"]);
    expect(await codes(after)).toEqual(["quick-1", "quick-2", "quick-3", "quick-4", "slow"]);
    const { rows } = await sql`select from changes where dossier_code = 'slow'`.execute(database.db);
    expect(rows).toHaveLength(1);
  });
});
