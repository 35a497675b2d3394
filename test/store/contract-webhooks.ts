import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { OpenDatabase } from "./database-under-test.ts";
import { tell } from "./telling.ts";
import { AT, LATER, newId } from "./filling.ts";

export function webhooksContract(place: OpenDatabase): void {
  const claim = (
    name = "w",
    options: { readonly now?: Date; readonly leaseSeconds?: number; readonly token?: string } = {},
  ) =>
    place().store.webhooks.claim({
      name,
      leaseToken: options.token ?? newId(),
      leaseSeconds: options.leaseSeconds ?? 60,
      longestWaitMs: 3_600_000,
      now: options.now ?? LATER,
    });
  const failed = {
    kind: "failed",
    cause: "http-500",
    httpStatus: 500,
    at: AT,
    nextTryAt: LATER,
    disabled: false,
  } as const;
  const stateOf = async (name = "w") => (await place().store.webhooks.states()).find((state) => state.name === name);

  describe("webhooks", () => {
    it("begin with what happens after they were first named, and keep their place", async () => {
      const { store } = place();
      await tell(place(), "A");
      await store.webhooks.register(["w"], AT);
      const begun = await store.changes.latest();
      await tell(place(), "B");
      await store.webhooks.register(["w", "x"], LATER);
      await store.webhooks.register([], LATER);
      expect(await claim()).toEqual({ cursor: begun, sendingTo: null, failures: 0, failingSince: null });
      expect((await claim("x"))?.cursor).toBe(await store.changes.latest());
      expect(await claim("none")).toBeNull();
      expect(await store.webhooks.nextTryAt("none")).toBeNull();
    });

    it("are in one hand at a time, and who lost one writes nothing", async () => {
      const { webhooks } = place().store;
      await webhooks.register(["w"], AT);
      const [first, second] = [newId(), newId()];
      const claims = await Promise.all([claim("w", { token: first }), claim("w"), claim("w")]);
      expect(claims.filter((one) => one !== null)).toHaveLength(1);
      const holder = claims[0] === null ? null : first;
      await sql`update webhooks set lease_until = now() - interval '1 second'`.execute(place().database.db);
      expect(await claim("w", { token: second })).not.toBeNull();
      for (const lost of [holder ?? newId(), newId()]) {
        expect(await webhooks.begin("w", lost, "there")).toBe(false);
        expect(await webhooks.settle("w", lost, { kind: "moved", cursor: "lost", takenAt: AT })).toBe(false);
        expect(await webhooks.settle("w", lost, failed)).toBe(false);
      }
      expect(await webhooks.begin("w", second, "there")).toBe(true);
      expect(await webhooks.settle("w", second, { kind: "moved", cursor: "there", takenAt: AT })).toBe(true);
      expect(await claim()).toMatchObject({ cursor: "there", sendingTo: null });
    });

    it("remember what is under way, how long they have been failing, and when to try again", async () => {
      const { webhooks } = place().store;
      await webhooks.register(["w"], AT);
      const begun = (await stateOf())?.nextTryAt;
      expect(begun).toEqual(AT);
      const fail = async (at: Date, nextTryAt: Date, now: Date) => {
        const token = newId();
        expect(await claim("w", { token, now })).not.toBeNull();
        await webhooks.begin("w", token, "there");
        await webhooks.settle("w", token, { ...failed, at, nextTryAt });
      };
      await fail(AT, LATER, AT);
      expect(await claim("w", { now: AT })).toBeNull();
      expect(await webhooks.nextTryAt("w")).toEqual(LATER);
      const muchLater = new Date(LATER.getTime() + 60_000);
      await fail(LATER, muchLater, LATER);
      expect(await stateOf()).toEqual({
        name: "w",
        state: "failing",
        failures: 2,
        failingSince: AT,
        nextTryAt: muchLater,
        lastTakenAt: null,
        cause: "http-500",
        httpStatus: 500,
      });
      const token = newId();
      expect(await claim("w", { token, now: muchLater })).toMatchObject({
        sendingTo: "there",
        failures: 2,
        failingSince: AT,
      });
      await webhooks.settle("w", token, { kind: "moved", cursor: "there", takenAt: LATER });
      expect(await stateOf()).toMatchObject({
        state: "active",
        failures: 0,
        lastTakenAt: LATER,
        cause: null,
        httpStatus: null,
      });
    });

    it("are left alone once disabled, until somebody puts them back to work", async () => {
      const { webhooks } = place().store;
      await webhooks.register(["w", "x"], AT);
      const token = newId();
      await claim("w", { token });
      await webhooks.begin("w", token, "there");
      await webhooks.settle("w", token, { ...failed, disabled: true });
      expect(await stateOf()).toMatchObject({ state: "disabled" });
      expect(await claim()).toBeNull();
      expect(await webhooks.nextTryAt("w")).toBeNull();
      const by = { actor: "operator:ops", at: LATER };
      expect(await webhooks.resume("x", by)).toBe(false);
      expect(await webhooks.resume("w", by)).toBe(true);
      expect(await webhooks.resume("w", by)).toBe(false);
      expect(await claim()).toMatchObject({ sendingTo: "there", failures: 0, failingSince: null });
      const { rows } = await sql`select actor, subject from audit where action = 'webhook.resumed'`.execute(
        place().database.db,
      );
      expect(rows).toEqual([{ actor: "operator:ops", subject: "w" }]);
    });
  });
}
