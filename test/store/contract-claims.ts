import { describe, expect, it } from "vitest";
import { sql } from "kysely";
import { PORTAL } from "#core/delivery/destination.ts";
import { followClock } from "../../src/store/delivery/follow-clock.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import {
  AT,
  LATER,
  changed,
  claimed,
  codesIn,
  draft,
  finish,
  messagesIn,
  newId,
  take,
  takeAgain,
  takeAndForget,
  writeOf,
} from "./filling.ts";

const MINUTE = 60_000;

export function claimsContract(place: OpenDatabase): void {
  const tryClaim = () =>
    place().store.delivery.claim({ destination: PORTAL, limit: 10, leaseToken: newId(), leaseSeconds: 60 });
  const push = async (code: string, text: string) => {
    const { store } = place();
    const drafts = [draft("dossier", text)];
    const taken = await store.intake.insertFirst([writeOf(code, { drafts })]);
    if (!taken.has(code)) await takeAgain(store, code, { drafts });
  };

  describe("claims", () => {
    it("lease dossiers with their undelivered messages in number order", async () => {
      const { store } = place();
      expect(await tryClaim()).toBeNull();
      await take(store, "A", { drafts: [draft("dossier", "1"), draft("progress", "2", "x"), draft("sector", "3")] });
      await take(store, "B");
      const claim = await claimed(store);
      expect(codesIn(claim)).toEqual(["A", "B"]);
      expect(claim.jobs).toBe(2);
      expect(claim.dossiers.get("A")?.map(({ number, kind }) => `${number} ${kind}`)).toEqual([
        "1 dossier",
        "2 progress",
        "3 sector",
      ]);
      expect(claim.dossiers.get("A")?.[0]).toMatchObject({
        dossierCode: "A",
        service: "DongBoHoSoMC",
        payload: '{"text":"1"}',
        state: "waiting",
        attempts: 0,
        failures: 0,
        spent: 0,
        dueAt: AT,
        createdAt: AT,
        portalKnown: false,
      });
    });

    it("are invisible to a second claim, and keep to their limit", async () => {
      const { store } = place();
      for (const code of ["A", "B", "C"]) await take(store, code);
      const first = await claimed(store, { limit: 2 });
      const second = await claimed(store, { limit: 2 });
      expect([...codesIn(first), ...codesIn(second)].toSorted()).toEqual(["A", "B", "C"]);
      expect(codesIn(first)).toHaveLength(2);
      expect(await tryClaim()).toBeNull();
    });

    it("never put one dossier into two hands, however many claim at once", async () => {
      const { store } = place();
      for (let index = 0; index < 12; index += 1) await push(`D${index % 4}`, String(index));
      const claims = await Promise.all(Array.from({ length: 6 }, () => claimed(store, { limit: 2 })));
      const held = claims.flatMap(codesIn);
      expect(held.toSorted()).toEqual(["D0", "D1", "D2", "D3"]);
    });

    it("leave a dossier that is held to its holder, whose release finds what came meanwhile", async () => {
      const { store } = place();
      await take(store, "A");
      const holder = await claimed(store);
      await push("A", "came meanwhile");
      const other = await claimed(store);
      expect(codesIn(other)).toEqual([]);
      await finish(store, other);
      expect(await tryClaim()).toBeNull();

      await finish(store, holder);
      const next = await claimed(store);
      expect(messagesIn(next).map(({ payload }) => payload)).toEqual(['{"text":"came meanwhile"}']);
    });

    it("lose no wake-up to a push that commits while the dossier is given back", async () => {
      const { store } = place();
      for (let round = 0; round < 20; round += 1) {
        await push("A", `first ${round}`);
        const holder = await claimed(store);
        const together = [finish(store, holder), push("A", `second ${round}`)];
        await Promise.all(round % 2 === 0 ? together : together.toReversed());
        const texts: string[] = [];
        for (let claim = await tryClaim(); claim !== null; claim = await tryClaim()) {
          texts.push(...messagesIn(claim).map(({ payload }) => payload));
          await finish(store, claim);
        }
        expect(texts).toEqual([`{"text":"second ${round}"}`]);
      }
    });

    it("come back when there is more to say at once, and later when it is put off", async () => {
      const { store, hurry } = place();
      await take(store, "A", { drafts: [draft("dossier", "1"), draft("progress", "2", "x")] });
      const claim = await claimed(store);
      const [head] = messagesIn(claim);
      const settle = (dueAt: Date, leaseToken: string) =>
        store.delivery.settle({
          leaseToken,
          attempts: [],
          changes: [changed(head!, { state: "waiting", dueAt, settledAt: null })],
          portalKnown: [],
          audit: [],
        });
      await settle(AT, claim.leaseToken);
      await store.delivery.release(claim, { at: AT });
      const atOnce = await claimed(store);
      expect(messagesIn(atOnce)[0]).toMatchObject({ attempts: 0, failures: 1, state: "waiting" });

      await settle(new Date(AT.getTime() + MINUTE), atOnce.leaseToken);
      await store.delivery.release(atOnce, { at: AT });
      expect(await tryClaim()).toBeNull();
      await hurry();
      expect(codesIn(await tryClaim())).toEqual(["A"]);
    });

    it("that find a dossier early, by a clock ahead of the other's, put it off again", async () => {
      const { store, hurry } = place();
      await take(store, "A", { at: LATER });
      // This worker's clock is a minute behind the one of the process that took the push in.
      await store.delivery.release(await claimed(store), { at: AT });
      expect(await tryClaim()).toBeNull();
      await hurry();
      expect(codesIn(await tryClaim())).toEqual(["A"]);
    });

    it("end for a dossier whose head was refused or parked", async () => {
      const { store } = place();
      await take(store, "A", { drafts: [draft("dossier", "1"), draft("progress", "2", "x")] });
      const claim = await claimed(store);
      await store.delivery.settle({
        leaseToken: claim.leaseToken,
        attempts: [],
        changes: [changed(messagesIn(claim)[0]!, { state: "parked", settledAt: null })],
        portalKnown: [],
        audit: [],
      });
      await store.delivery.release(claim, { at: AT });
      expect(await tryClaim()).toBeNull();
      expect(await store.reads.dossier("A", null)).toMatchObject({ syncState: "parked" });
    });

    it("work out the sync state when they are given back", async () => {
      const { store } = place();
      const states = ["delivered", "waiting", "unknown", "parked", "refused"] as const;
      for (const state of states) await take(store, state);
      const claim = await claimed(store);
      await store.delivery.settle({
        leaseToken: claim.leaseToken,
        attempts: [],
        changes: messagesIn(claim).map((message) =>
          changed(message, { state: message.dossierCode as (typeof states)[number] }),
        ),
        portalKnown: ["delivered"],
        audit: [],
      });
      await store.delivery.release(claim, { at: AT });
      const read = await Promise.all(states.map((code) => store.reads.dossier(code, null)));
      expect(read.map((dossier) => dossier?.syncState)).toEqual(["in-sync", "pending", "unknown", "parked", "refused"]);
    });
  });

  describe("leases", () => {
    it("are prolonged while they hold, and not once they ran out", async () => {
      const { store } = place();
      await take(store, "A");
      const claim = await claimed(store);
      expect(await store.delivery.renew(claim.leaseToken, -1)).toBe(true);
      expect(await store.delivery.renew(claim.leaseToken, 60)).toBe(false);
      expect(await store.delivery.renew(newId(), 60)).toBe(false);
    });

    it("that ran out are found, and their dossiers woken, once", async () => {
      const { store } = place();
      await take(store, "A");
      await take(store, "B");
      const dead = await claimed(store, { leaseSeconds: -1, limit: 1 });
      const alive = await claimed(store);
      expect(await store.delivery.recoverAbandoned(AT)).toBe(1);
      expect(await store.delivery.recoverAbandoned(AT)).toBe(0);
      const recovered = await claimed(store);
      expect(codesIn(recovered)).toEqual(codesIn(dead));
      expect(codesIn(alive)).toHaveLength(1);
    });

    it("that ran out with everything delivered leave their dossiers in sync, though nobody gave them back", async () => {
      const { store } = place();
      await take(store, "A");
      const dead = await claimed(store);
      const changes = messagesIn(dead).map((message) => changed(message));
      await store.delivery.settle({
        leaseToken: dead.leaseToken,
        attempts: [],
        changes,
        portalKnown: [],
        audit: [],
      });
      expect(await store.delivery.renew(dead.leaseToken, -1)).toBe(true);
      expect(await store.delivery.recoverAbandoned(AT)).toBe(1);
      expect((await store.reads.dossier("A", null))?.syncState).toBe("in-sync");
    });

    it("that ran out are taken over by whoever has a job for the dossier", async () => {
      const { store } = place();
      await take(store, "A");
      const dead = await claimed(store, { leaseSeconds: -1 });
      await push("A", "next");
      const heir = await claimed(store);
      expect(messagesIn(heir).map(({ number }) => number)).toEqual([1, 2]);
      // The old holder comes back to life: it has nothing to give back, and does not take the heir's lease away.
      await store.delivery.release(dead, { at: AT });
      expect(await store.delivery.renew(heir.leaseToken, 60)).toBe(true);
    });
  });

  describe("a database clock that was set back by an hour", () => {
    it("holds nothing back: what waits in the queue waits as long as it was to, from now on", async () => {
      const { store, setBack, database } = place();
      await store.delivery.followClock(15);
      await take(store, "at once");
      await take(store, "later", { at: LATER });
      const waiting = await claimed(store);
      await store.delivery.release(waiting, { at: AT });
      await setBack(3600);
      const restarted = followClock(database.db);
      expect(await restarted(15)).toBe(true);
      expect(await restarted(15)).toBe(false);
      expect(codesIn(await tryClaim())).toEqual(["at once"]);
      const { rows } = await sql<{ seconds: number }>`
        select extract(epoch from starts_at - now())::integer as seconds from jobs
        where dossier_code = 'later'`.execute(database.db);
      expect(rows[0]?.seconds).toBeGreaterThan(50);
      expect(rows[0]?.seconds).toBeLessThanOrEqual(60);
    });

    it("lets a dead worker's lease end when it would have, and leaves a living one its own", async () => {
      const { store, setBack, database } = place();
      await take(store, "A");
      const held = await claimed(store, { leaseSeconds: 15 });
      await store.changes.gather();
      await setBack(3600);
      expect(await followClock(database.db)(15)).toBe(true);
      const { rows } = await sql<{ inTime: boolean }>`
        select lease_until <= now() + interval '15 seconds' and lease_until > now() as "inTime" from dossiers`.execute(
        database.db,
      );
      expect(rows).toEqual([{ inTime: true }]);
      expect(await store.delivery.renew(held.leaseToken, 15)).toBe(true);
    });

    it("is left alone where it runs on: a lease may be longer than this gateway's own", async () => {
      const { store, database } = place();
      await take(store, "A");
      await claimed(store, { leaseSeconds: 600 });
      expect(await followClock(database.db)(15)).toBe(false);
      const { rows } = await sql<{ long: boolean }>`
        select lease_until > now() + interval '500 seconds' as long from dossiers`.execute(database.db);
      expect(rows).toEqual([{ long: true }]);
    });
  });

  describe("the safety net", () => {
    it("finds a dossier that waits without a job, and nothing else", async () => {
      const { store } = place();
      await take(store, "has a job");
      await takeAndForget(place(), "forgotten");
      await take(store, "held");
      expect(await store.delivery.requeueForgotten(AT)).toBe(0);
      expect(await store.delivery.requeueForgotten(LATER)).toBe(1);
      expect(await store.delivery.requeueForgotten(LATER)).toBe(0);
      expect(codesIn(await tryClaim())).toEqual(["forgotten", "has a job", "held"]);
      expect(await store.delivery.requeueForgotten(LATER)).toBe(0);
    });
  });
}
