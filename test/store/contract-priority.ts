import { beforeEach, describe, expect, it } from "vitest";
import { PORTAL } from "#core/delivery/destination.ts";
import { createStore, type Store } from "../../src/store/store.ts";
import { BEHIND_ONE_DOOR } from "../kit/delivery-order.ts";
import { SEARCH_TOKENS } from "../kit/search-tokens.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import { AT, codesIn, finish, newId, take } from "./filling.ts";

const HOUR = 3_600_000;
const after = (ms: number): Date => new Date(AT.getTime() + ms);

/** Whose turn it is when there is more to deliver than passes. */
export function turnsContract(place: OpenDatabase): void {
  describe("turns", () => {
    let store: Store;
    // Agencies' turns are remembered in the process: one that knows nothing yet.
    beforeEach(() => {
      store = createStore(place().database, seededRandom(), BEHIND_ONE_DOOR, SEARCH_TOKENS);
    });

    const push = (code: string, agencyCode: string, at: Date, dueAt?: Date) =>
      take(store, code, { at, patch: { agencyCode, ...(dueAt === undefined ? {} : { dueAt: dueAt.toISOString() }) } });

    /** Delivers everything, one dossier at a time; gives the codes in the order they were claimed. */
    async function served(): Promise<string[]> {
      const codes: string[] = [];
      for (;;) {
        const claim = await store.delivery.claim({
          destination: PORTAL,
          limit: 1,
          leaseToken: newId(),
          leaseSeconds: 60,
        });
        if (claim === null) return codes;
        codes.push(...codesIn(claim));
        await finish(store, claim, { state: "delivered" });
      }
    }

    it("an agency that pushes many at once does not keep the others waiting", async () => {
      for (let n = 1; n <= 4; n += 1) await push(`many-${n}`, "H36.03", AT);
      for (let n = 1; n <= 2; n += 1) await push(`few-${n}`, "H36.04", AT);
      expect(await served()).toEqual(["many-1", "few-1", "many-2", "few-2", "many-3", "many-4"]);
    });

    it("an agency whose many dossiers are all delivered owes nobody anything", async () => {
      for (let n = 1; n <= 4; n += 1) await push(`many-${n}`, "H36.03", AT);
      await served();
      await push("again", "H36.03", AT);
      await push("other", "H36.04", AT);
      expect(await served()).toEqual(["again", "other"]);
    });

    it("a dossier whose due date is near goes first, one whose due date is past does not", async () => {
      await push("usual", "H36.03", AT);
      await push("past", "H36.04", after(1000), after(-HOUR));
      await push("near", "H36.05", after(2000), after(5 * HOUR));
      expect(await served()).toEqual(["near", "usual", "past"]);
    });

    it("a due date that comes near while its dossier waits counts from then on", async () => {
      await push("usual", "H36.03", AT);
      await push("slow", "H36.04", after(1000), after(30 * HOUR));
      expect(await store.delivery.promoteUrgent(after(2000))).toBe(0);
      expect(await store.delivery.promoteUrgent(after(10 * HOUR))).toBe(1);
      expect(await store.delivery.promoteUrgent(after(11 * HOUR))).toBe(0);
      expect(await served()).toEqual(["slow", "usual"]);
    });

    it("of dossiers whose wait has ended is as if they had never waited, and nobody else's is lost by it", async () => {
      const waits = ["late", "early", "near"];
      await push("early", "H36.03", AT);
      await push("late", "H36.04", after(9000));
      // Not urgent yet, so that it is put off last.
      await push("near", "H36.05", after(9000), after(30 * HOUR));
      for (const _one of waits) {
        const claim = await store.delivery.claim({
          destination: PORTAL,
          limit: 1,
          leaseToken: newId(),
          leaseSeconds: 60,
        });
        if (claim === null) throw new Error("nothing was due");
        await finish(store, claim, { state: "waiting", dueAt: after(60_000) });
      }
      await push("middle", "H36.06", after(30_000));
      expect(await served()).toEqual(["middle"]);
      await push("last", "H36.07", after(90_000));
      await push("first", "H36.08", after(30_000));
      await store.delivery.promoteUrgent(after(10 * HOUR));
      await place().waitOut();
      expect(await served()).toEqual(["near", "first", "early", "late", "last"]);
      expect(await store.delivery.requeueForgotten(after(1000))).toBe(0);
    });

    it("a flood of near due dates leaves every fourth claim to the others", async () => {
      for (let n = 1; n <= 7; n += 1) await push(`near-${n}`, `H36.0${n}`, AT, after(5 * HOUR));
      await push("usual-1", "H36.11", AT);
      await push("usual-2", "H36.12", AT);
      expect((await served()).join(" ")).toBe("near-1 near-2 near-3 usual-1 near-4 near-5 near-6 usual-2 near-7");
    });
  });
}
