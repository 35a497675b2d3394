import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { DossierFilter } from "#core/ports/status-reads.ts";
import { isWithinAgency } from "#schemas/common/agency-code.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import { AT, LATER, applicantCalled, claimed, draft, finish, take, takeAgain } from "./filling.ts";

export function listsContract(place: OpenDatabase): void {
  const list = async (filter: DossierFilter, scope: readonly string[] | null = null) => {
    const page = await place().store.reads.dossiers(filter, { limit: 100 }, scope);
    return page.items.map(({ dossierCode }) => dossierCode).toSorted();
  };

  describe("lists", () => {
    it("find dossiers by each filter", async () => {
      const { store } = place();
      await take(store, "H36.03-1", { patch: { agencyCode: "H36.03", status: 4 } });
      await finish(store, await claimed(store));
      await take(store, "H36.03-2", { patch: { agencyCode: "H36.03.05", receivedAt: "2026-06-01T23:59:59+07:00" } });
      await take(store, "H26_9", {
        patch: {
          agencyCode: "H36.030",
          sector: "civil-status",
          applicant: applicantCalled("Nguyễn Thị Mẫu 100%"),
        },
      });
      expect(await list({})).toEqual(["H26_9", "H36.03-1", "H36.03-2"]);
      expect(await list({ state: "in-sync" })).toEqual(["H36.03-1"]);
      expect(await list({ state: "parked" })).toEqual([]);
      expect(await list({ sector: "civil-status" })).toEqual(["H26_9"]);
      expect(await list({ status: 4 })).toEqual(["H36.03-1"]);
      // The agency with the units below it, and not one whose code merely begins alike.
      expect(await list({ agency: "H36.03" })).toEqual(["H36.03-1", "H36.03-2"]);
      expect(await list({ agency: "H36.03.05" })).toEqual(["H36.03-2"]);
      // Days as in Ha Noi, the last one whole.
      expect(await list({ from: "2026-06-01", to: "2026-06-01" })).toEqual(["H36.03-2"]);
      expect(await list({ to: "2026-05-31" })).toEqual(["H26_9", "H36.03-1"]);
      expect(await list({ from: "2026-05-19" })).toEqual(["H36.03-2"]);
      expect(await list({ q: "thị mẫu" })).toEqual(["H26_9"]);
      expect(await list({ q: "36.03-" })).toEqual(["H36.03-1", "H36.03-2"]);
      // What has no letter and no digit asks for nothing.
      for (const q of ["_", "%", "\\", "'", "''"]) expect(await list({ q })).toEqual([]);
      expect(await list({ q: "100%" })).toEqual(["H26_9"]);
    });

    it("see the units of an agency in the old form of its code too", async () => {
      const { store } = place();
      const codes = ["H48", "H48.53", "H480", "000.00.00.H48", "000.00.53.H48", "001.12.53.H48", "000.00.53.H49"];
      for (const agencyCode of codes) await take(store, agencyCode, { patch: { agencyCode } });
      const scopes = ["H48", "000.00.00.H48", "000.00.53.H48", "H48.53"];
      for (const scope of scopes) {
        const within = codes.filter((code) => isWithinAgency(scope, code)).toSorted();
        expect([scope, ...(await list({}, [scope]))]).toEqual([scope, ...within]);
        expect([scope, ...(await list({ agency: scope }))]).toEqual([scope, ...within]);
        const messages = await store.reads.messages({ agency: scope }, { limit: 50 }, [scope]);
        expect([...new Set(messages.items.map(({ dossierCode }) => dossierCode))].toSorted()).toEqual(within);
        expect(within.length).toBeGreaterThan(0);
      }
    });

    it("show a reader its own agencies only", async () => {
      const { store } = place();
      await take(store, "mine", { patch: { agencyCode: "H36.03" } });
      await take(store, "below", { patch: { agencyCode: "H36.03.05" } });
      await take(store, "alike", { patch: { agencyCode: "H36.030" } });
      expect(await list({}, ["H36.03"])).toEqual(["below", "mine"]);
      expect(await list({}, ["H36.030", "H36.03.05"])).toEqual(["alike", "below"]);
      expect(await list({ agency: "H36.030" }, ["H36.03"])).toEqual([]);
      expect(await store.reads.dossier("mine", ["H36.03.05"])).toBeNull();
      expect(await store.reads.dossier("below", ["H36.03"])).toMatchObject({ dossierCode: "below" });
      const messages = await store.reads.messages({}, { limit: 10 }, ["H36.03"]);
      expect(messages.items.map(({ dossierCode }) => dossierCode).toSorted()).toEqual(["below", "mine"]);
    });

    it("page through everything once, newest change first, also where many changed in one moment", async () => {
      const { store } = place();
      const random = seededRandom(3);
      const all = Array.from({ length: 23 }, (_, index) => {
        const at = new Date(AT.getTime() + Math.floor(random.next() * 3));
        return { code: `D${String(index).padStart(2, "0")}`, at };
      });
      for (const [index, { code, at }] of all.entries())
        await take(store, code, { at, patch: { agencyCode: `H36.0${index % 3}` } });
      const expected = all
        .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.code < b.code ? -1 : 1))
        .map(({ code }) => code);
      for (const [limit, scope] of [1, 7, 23, 100].flatMap((size) => [
        [size, null] as const,
        [size, ["H36"]] as const,
      ])) {
        const seen: string[] = [];
        for (let cursor: string | null = ""; cursor !== null;) {
          const page = await store.reads.dossiers({}, { limit, ...(cursor === "" ? {} : { cursor }) }, scope);
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items.map(({ dossierCode }) => dossierCode));
          cursor = page.nextCursor;
        }
        expect(seen).toEqual(expected);
      }
    });

    it("are counted as they are: by state and scope, through every move, and when they are gone", async () => {
      const { store, database } = place();
      const states = async (scope: readonly string[] | null) => (await store.reads.syncFigures(LATER, scope)).states;
      const none = { pending: 0, "in-sync": 0, unknown: 0, parked: 0, refused: 0 };
      expect(await states(null)).toEqual(none);
      for (const code of ["A", "B", "C"]) await take(store, code, { patch: { agencyCode: "H36.03" } });
      await take(store, "D", { patch: { agencyCode: "H36.04" } });
      expect([await states(null), await states(["H36.04"])]).toEqual([
        { ...none, pending: 4 },
        { ...none, pending: 1 },
      ]);
      await finish(store, await claimed(store, { limit: 2 }));
      await finish(store, await claimed(store, { limit: 1 }), { state: "parked" });
      await takeAgain(store, "A", { patch: { agencyCode: "H36.04" } });
      const counted = async () =>
        (
          await sql<{ count: number }>`
            select count(*)::int as count from (
              select agency_code, sync_state, count(*) from dossiers group by 1, 2
              except select agency_code, sync_state, sum(dossiers)::bigint from dossier_figures group by 1, 2) as wrong`.execute(
            database.db,
          )
        ).rows;
      expect(await counted()).toEqual([{ count: 0 }]);
      const before = [await states(null), await states(["H36.03"]), await states(["H36.04"])];
      expect(before[0]).toEqual({ ...none, pending: 1, "in-sync": 2, parked: 1 });
      await sql`
        insert into dossier_figures select 'H36.09', 'pending', case n % 2 when 0 then 1 else -1 end
        from generate_series(1, 3000) as n`.execute(database.db);
      await store.reads.foldFigures();
      const { rows } = await sql<{ rows: number }>`select count(*)::int as rows from dossier_figures`.execute(
        database.db,
      );
      expect(rows[0]?.rows).toBeLessThan(10);
      expect([await states(null), await states(["H36.03"]), await states(["H36.04"])]).toEqual(before);
      await place().clear();
      expect(await states(null)).toEqual(none);
    });

    it("refuse a cursor that is none of theirs, rather than begin anew", async () => {
      const { store } = place();
      await take(store, "A");
      await take(store, "B");
      const write = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString("base64url");
      const forged = [
        "x",
        write(["2026", "A"]),
        write(["2026-02-30T00:00:00.000000Z", "A"]),
        write(["2026-05-18T01:30:15.000000Z", "A\0"]),
        write(["2026-05-18T01:30:15.000000Z", "no-uuid"]),
      ];
      const refused = { name: "Fault", code: "cursor-format" };
      for (const cursor of forged.slice(0, 4))
        await expect(store.reads.dossiers({}, { limit: 9, cursor }, null)).rejects.toMatchObject(refused);
      for (const cursor of forged)
        await expect(store.reads.messages({}, { limit: 9, cursor }, null)).rejects.toMatchObject(refused);
    });

    it("find messages by each filter, page by page", async () => {
      const { store } = place();
      await take(store, "A");
      await finish(store, await claimed(store), {
        state: "refused",
        outcome: {
          kind: "refused",
          party: "vendor-data",
          cause: "error-code",
          message: "Cổng từ chối.",
          messageEn: "The portal refused.",
        },
      });
      const drafts = [draft("dossier", "1"), draft("progress", "2", "x"), draft("progress", "3", "y")];
      await take(store, "B", { drafts, at: LATER });
      const find = async (filter: Parameters<typeof store.reads.messages>[0]) =>
        (await store.reads.messages(filter, { limit: 50 }, null)).items.map((row) => `${row.dossierCode}${row.number}`);
      expect((await find({})).toSorted()).toEqual(["A1", "B1", "B2", "B3"]);
      expect(await find({ state: "refused" })).toEqual(["A1"]);
      expect(await find({ fault: "vendor-data" })).toEqual(["A1"]);
      expect(await find({ fault: "portal" })).toEqual([]);
      expect(await find({ dossierCode: "B" })).toHaveLength(3);
      expect(await find({ agency: "H36" })).toHaveLength(4);
      const seen: string[] = [];
      for (let cursor: string | null = ""; cursor !== null;) {
        const page = await store.reads.messages({}, { limit: 1, ...(cursor === "" ? {} : { cursor }) }, null);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(new Set(seen).size).toBe(4);
      const [row] = (await store.reads.messages({ state: "refused" }, { limit: 1 }, null)).items;
      expect(row).toMatchObject({
        kind: "dossier",
        service: "DongBoHoSoMC",
        attempts: 0,
        fault: "vendor-data",
        cause: "error-code",
        message: "Cổng từ chối.",
        messageEn: "The portal refused.",
        createdAt: "2026-05-18T08:30:15+07:00",
        settledAt: "2026-05-18T08:30:15+07:00",
      });
    });
  });
}
