import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { PageRequest } from "#core/ports/page.ts";
import { createSecretKey } from "node:crypto";
import { keyedTokens } from "../../src/store/search/keyed-tokens.ts";
import { createStore } from "../../src/store/store.ts";
import { BEHIND_ONE_DOOR } from "../kit/delivery-order.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import { applicantCalled, take, takeAgain } from "./filling.ts";

export function searchContract(place: OpenDatabase): void {
  const search = async (
    q: string,
    { limit = 100, cursor }: Partial<PageRequest> = {},
    scope: readonly string[] | null = null,
  ) => {
    const wanted = cursor === undefined ? { limit } : { limit, cursor };
    const { items, nextCursor } = await place().store.reads.dossiers({ q }, wanted, scope);
    return { codes: items.map(({ dossierCode }) => dossierCode), nextCursor };
  };
  const named = (code: string, name: string, identity?: string) =>
    take(place().store, code, { patch: { applicant: applicantCalled(name, identity) } });

  describe("a search", () => {
    it("finds people however their name is typed, and by whole identity numbers only", async () => {
      await named("H26.1-260101-0001", "Đặng Thị Hoà", "001190012345");
      await named("H26.1-260101-0002", "H’Hen Niê", "C1234567");
      for (const q of ["dang hoa", "HÒA ĐẶNG", "hoà".normalize("NFD"), "Ðặng", "001190012345", "001 190 012 345"])
        expect((await search(q)).codes).toEqual(["H26.1-260101-0001"]);
      for (const q of ["h'hen", "HHEN nie", "c1234567"]) expect((await search(q)).codes).toEqual(["H26.1-260101-0002"]);
      for (const q of ["0011900", "hoan", "dan ho"]) expect((await search(q)).codes).toEqual([]);
    });

    it("shows the dossier with that very code first, and every other once on the pages behind it", async () => {
      const codes = Array.from({ length: 7 }, (_, index) => `H26.1-260101-0001${index === 0 ? "" : index}`);
      for (const code of codes) await named(code, "Nguyễn Văn A");
      const first = await search("h26.1-260101-0001", { limit: 3 });
      expect(first.codes[0]).toBe("H26.1-260101-0001");
      const all = [...first.codes];
      for (let { nextCursor } = first; nextCursor !== null;) {
        const page = await search("h26.1-260101-0001", { limit: 3, cursor: nextCursor });
        all.push(...page.codes);
        nextCursor = page.nextCursor;
      }
      expect(all.toSorted()).toEqual(codes);
      const alone = await search("H26.1-260101-0001", { limit: 1 });
      expect(alone.codes).toEqual(["H26.1-260101-0001"]);
      const next = await search("H26.1-260101-0001", { limit: 1, cursor: alone.nextCursor ?? "" });
      expect(codes.slice(1)).toContain(next.codes[0]);
    });

    it("keeps to what its reader may see", async () => {
      await take(place().store, "H26.1-260101-0007", {
        patch: { agencyCode: "H26.1", applicant: applicantCalled("Lê Thị Bưởi") },
      });
      await take(place().store, "H26.2-1", {
        patch: { agencyCode: "H26.2", applicant: applicantCalled("Lê Thị Bưởi") },
      });
      expect((await search("buoi", {}, ["H26.2"])).codes).toEqual(["H26.2-1"]);
      expect((await search("H26.1-260101-0007", {}, ["H26.2"])).codes).toEqual([]);
    });

    it("follows a name that was corrected, and no longer finds the old one", async () => {
      await named("H26.1-1", "Trần Văn Sai");
      await takeAgain(place().store, "H26.1-1", { patch: { applicant: applicantCalled("Trần Văn Đúng") } });
      expect((await search("dung")).codes).toEqual(["H26.1-1"]);
      expect((await search("sai")).codes).toEqual([]);
    });

    it("finds what was taken in before there was an index, or under another key, once it was gone through", async () => {
      const { store, database } = place();
      const codes = Array.from({ length: 5 }, (_, index) => `H26.1-${index}`);
      for (const code of codes) await named(code, "Phạm Thị Cũ");
      await sql`delete from dossier_tokens where dossier_code < 'H26.1-2'`.execute(database.db);
      const other = keyedTokens(createSecretKey(Buffer.alloc(32, 8)));
      const changed = createStore(database, seededRandom(2), BEHIND_ONE_DOOR, other);
      const found = async () =>
        (await changed.reads.dossiers({ q: "cu pham" }, { limit: 100 }, null)).items.map(
          ({ dossierCode }) => dossierCode,
        );
      expect(await found()).toEqual([]);
      let after: string | null = "";
      while (after !== null) after = await changed.searchIndex.indexMore(after, 2);
      expect((await found()).toSorted()).toEqual(codes);
      expect((await search("cu pham")).codes).toEqual([]);
      for (after = ""; after !== null;) after = await store.searchIndex.indexMore(after, 100);
      expect((await search("cu pham")).codes.toSorted()).toEqual(codes);
    });

    it("within few agencies leaves out nobody of a large one, however many others changed since", async () => {
      const { database } = place();
      const person = (code: string, agencyCode: string) =>
        take(place().store, code, { patch: { agencyCode, applicant: applicantCalled("Lê Thị Mẫu") } });
      await person("large-old", "H36.03");
      for (const code of ["small-1", "small-2", "small-3"]) await person(code, "H36.04");
      const AGES = { "large-old": 1, "small-1": 2, "small-2": 3, "small-3": 4 };
      for (const [code, days] of Object.entries(AGES))
        await sql`update dossiers set changed_at = now() - ${days}::integer * interval '1 day' where code = ${code}`.execute(
          database.db,
        );
      await sql`
        insert into dossiers (code, client_id, sector, procedure_code, agency_code, applicant_name, status, revision,
          adapter_version, content, content_sha256, warnings, sync_state, created_at, changed_at)
        select 'other-' || n, 'vendor-a', 'promotions', '2.000033', 'H36.03', 'Khác', 2, 1, '1', '{}', '', '[]', 'in-sync', now(), now()
        from generate_series(1, 5000) as n`.execute(database.db);
      const seen: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page = await search("le mau", { limit: 1, ...(cursor === "" ? {} : { cursor }) }, ["H36.03", "H36.04"]);
        seen.push(...page.codes);
        cursor = page.nextCursor;
      }
      expect(seen).toEqual(["large-old", "small-1", "small-2", "small-3"]);
    });

    it("leaves no name in the index, folded or not", async () => {
      await named("H26.1-1", "Nguyễn Bí Mật", "001190012345");
      const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row from dossier_tokens t`.execute(
        place().database.db,
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]?.row).not.toMatch(/nguy|bí|mật|bi|mat|0011/iu);
    });
  });
}
