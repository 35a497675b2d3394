import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { PORTAL } from "#core/delivery/destination.ts";
import { createStore } from "../../src/store/store.ts";
import { SEARCH_TOKENS } from "../kit/search-tokens.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import { AT, claimed, codesIn, draft, finish, messagesIn, newId, take } from "./filling.ts";

const CIVIL = "civil-status";
const APART = {
  holdsBack: new Map([
    [PORTAL, true],
    [CIVIL, false],
  ]),
};

/** What the store does with dossiers that have something to say to more than one system. */
export function destinationsContract(place: OpenDatabase): void {
  const nothingFor = async (destination: string) =>
    expect(
      await place().store.delivery.claim({ destination, limit: 10, leaseToken: newId(), leaseSeconds: 60 }),
    ).toBeNull();
  const drafts = [draft("dossier", "1"), draft("sector", "2", undefined, CIVIL), draft("progress", "3", "log-1")];
  const texts = (claim: Awaited<ReturnType<typeof claimed>>) => messagesIn(claim).map(({ number }) => number);

  describe("destinations", () => {
    it("behind one door take a dossier's messages in the order of their numbers", async () => {
      const { store } = place();
      await take(store, "A", { drafts });
      // The push rang at both doors; at the second there is nothing to do yet.
      const early = await claimed(store, { destination: CIVIL });
      expect(texts(early)).toEqual([]);
      expect(await store.delivery.release(early, { at: AT })).toEqual([PORTAL]);

      const first = await claimed(store);
      expect(texts(first)).toEqual([1]);
      await finish(store, first);
      await nothingFor(PORTAL);
      const second = await claimed(store, { destination: CIVIL });
      expect(texts(second)).toEqual([2]);
      await finish(store, second);
      expect(texts(await claimed(store))).toEqual([3]);
    });

    it("with an outage of their own keep nobody waiting", async () => {
      const apart = createStore(place().database, seededRandom(3), APART, SEARCH_TOKENS);
      await take(apart, "A", { drafts });
      await finish(apart, await claimed(apart, { destination: CIVIL }));
      const portal = await claimed(apart);
      expect(texts(portal)).toEqual([1, 3]);
      await finish(apart, portal);
      expect((await apart.reads.dossier("A", null))?.syncState).toBe("pending");
      const civil = await claimed(apart, { destination: CIVIL });
      expect(texts(civil)).toEqual([2]);
      await finish(apart, civil);
      expect((await apart.reads.dossier("A", null))?.syncState).toBe("in-sync");
    });

    it("are woken one by one when a dead worker's dossier is taken back or an operator retries", async () => {
      const { store } = place();
      await take(store, "A", { drafts: [draft("sector", "1", undefined, CIVIL)] });
      const dead = await claimed(store, { destination: CIVIL, leaseSeconds: -1 });
      expect(codesIn(dead)).toEqual(["A"]);
      expect(await store.delivery.recoverAbandoned(AT)).toBe(1);
      await nothingFor(PORTAL);
      const heir = await claimed(store, { destination: CIVIL });
      const ids = messagesIn(heir).map(({ id }) => id);
      await finish(store, heir, { state: "refused" });
      await nothingFor(CIVIL);
      expect(await store.actions.retry(ids, { actor: "operator:a", reason: null, at: AT })).toEqual({
        messages: 1,
        destinations: [CIVIL],
      });
      await nothingFor(PORTAL);
      expect(texts(await claimed(store, { destination: CIVIL }))).toEqual([1]);
      expect((await store.reads.syncFigures(AT, null)).waitingByDestination).toEqual(new Map([[CIVIL, 1]]));
    });

    it("that an operator's action has nothing to do with are left alone", async () => {
      const { store, database } = place();
      const apart = createStore(database, seededRandom(3), APART, SEARCH_TOKENS);
      const jobs = async () => {
        const { rows } = await sql<{ name: string; count: number }>`
          select destination as name, count(*)::int as count from jobs group by destination`.execute(database.db);
        return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
      };
      const by = { actor: "operator:a", reason: "Đã xem", at: AT };
      const [civil = "", dossier = "", last = ""] = await take(apart, "A", {
        drafts: [draft("sector", "1", undefined, CIVIL), draft("dossier", "2"), draft("progress", "3", "log-1")],
      });
      // Claimed and refused by the ministry; the job for the portal is still there.
      await finish(apart, await claimed(apart, { destination: CIVIL }));
      await sql`update messages set state = 'refused' where id = ${civil}::uuid`.execute(database.db);
      await sql`delete from jobs where destination <> ${PORTAL}`.execute(database.db);
      const before = await jobs();
      expect(await apart.actions.retry([civil, dossier], by)).toEqual({ messages: 1, destinations: [CIVIL] });
      expect(await jobs()).toEqual({ ...before, [CIVIL]: 1 });

      // What stood behind a message that is let go can go on, to whatever destination that is.
      await sql`update messages set state = 'refused' where id = ${dossier}::uuid`.execute(database.db);
      expect(await apart.actions.skip(dossier, by)).toEqual({ messages: 1, destinations: [PORTAL] });
      await sql`update messages set state = 'parked' where id in (${civil}::uuid, ${last}::uuid)`.execute(database.db);
      expect(await apart.actions.skip(civil, by)).toEqual({ messages: 1, destinations: [] });
      expect(await store.reads.dossier("A", null)).toMatchObject({ syncState: "parked" });
    });
  });
}
