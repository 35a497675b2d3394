import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { ClientGrant } from "#core/access/client-grant.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import { AT, LATER } from "./filling.ts";

const grant: ClientGrant = {
  id: "mot-cua",
  name: "Một cửa phường Ba Đình",
  rights: ["push", "read"],
  agencies: ["H26.107"],
  codeUnits: ["H26.99"],
};
const [KEY_A, KEY_B, KEY_C] = ["a", "b", "c"].map((letter) => letter.repeat(64)) as [string, string, string];
const by = { actor: "operator:bootstrap", at: AT };
const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(LATER.getTime() + hours * HOUR_MS);
const later = { ...by, at: LATER };

export function clientsContract(place: OpenDatabase): void {
  const audit = async () =>
    await place()
      .database.db.selectFrom("audit")
      .select(["actor", "action", "subject", "detail"])
      .orderBy("seq")
      .execute();

  const logIn = (id: string, keySha256: string) =>
    place().store.sessions.start(id, {
      clientId: grant.id,
      keySha256,
      startedAt: AT,
      seenAt: AT,
      endsAt: inHours(8),
    });

  describe("clients", () => {
    it("are kept with all they were given, and found by their id", async () => {
      const { clients } = place().store;
      const added = await clients.add(grant, KEY_A, by);
      expect(added).toEqual({
        ...grant,
        keySha256: KEY_A,
        previousKey: null,
        createdAt: AT,
        createdBy: "operator:bootstrap",
        changedAt: AT,
        revokedAt: null,
      });
      const everywhere = { ...grant, id: "a-tinh", agencies: null, codeUnits: [] };
      await clients.add(everywhere, KEY_B, by);
      expect(await clients.find("mot-cua")).toEqual(added);
      expect(await clients.find("khong-co")).toBeNull();
      expect((await clients.all()).map(({ id, agencies }) => [id, agencies])).toEqual([
        ["a-tinh", null],
        ["mot-cua", ["H26.107"]],
      ]);
    });

    it("have an id of their own for good, revoked or not", async () => {
      const { clients } = place().store;
      await clients.add(grant, KEY_A, by);
      expect(await clients.add({ ...grant, name: "Khác" }, KEY_B, later)).toBeNull();
      await clients.revoke(grant.id, later);
      expect(await clients.add({ ...grant, name: "Khác" }, KEY_B, later)).toBeNull();
      expect(await clients.find(grant.id)).toMatchObject({ name: grant.name, keySha256: KEY_A, revokedAt: LATER });
    });

    it("have a key of their own, and never one in the clear", async () => {
      const { clients } = place().store;
      await clients.add(grant, KEY_A, by);
      await expect(clients.add({ ...grant, id: "khac" }, KEY_A, by)).rejects.toThrow();
      await expect(clients.add({ ...grant, id: "khac" }, "lt_khac_bi-mat", by)).rejects.toThrow();
      expect((await clients.all()).map(({ id }) => id)).toEqual(["mot-cua"]);
    });

    it("have another mark after every change, and the same while nothing changes", async () => {
      const { clients } = place().store;
      const marks = [await clients.mark()];
      expect(await clients.mark()).toBe(marks[0]);
      await clients.add(grant, KEY_A, by);
      marks.push(await clients.mark());
      await clients.rotate(grant.id, KEY_B, inHours(1), later);
      marks.push(await clients.mark());
      await clients.revoke(grant.id, later);
      marks.push(await clients.mark());
      expect(new Set(marks).size).toBe(4);
      await clients.noteUses(new Map([[KEY_A, AT]]));
      expect(await clients.mark()).toBe(marks[3]);
    });

    it("keep the key before until the overlap ends", async () => {
      const { clients } = place().store;
      await clients.add(grant, KEY_A, by);
      const rotated = await clients.rotate(grant.id, KEY_B, inHours(24), later);
      expect(rotated).toMatchObject({
        kind: "changed",
        client: { keySha256: KEY_B, previousKey: { sha256: KEY_A, endsAt: inHours(24) }, changedAt: LATER },
      });
      expect(await clients.find(grant.id)).toEqual(rotated.kind === "changed" && rotated.client);
    });

    it("keep none without an overlap, and its console sessions end", async () => {
      const { clients, sessions } = place().store;
      await clients.add(grant, KEY_A, by);
      await logIn("old", KEY_A);
      await logIn("other", KEY_C);
      const rotated = await clients.rotate(grant.id, KEY_B, LATER, later);
      expect(rotated).toMatchObject({ kind: "changed", client: { keySha256: KEY_B, previousKey: null } });
      expect(await sessions.find("old")).toBeNull();
      expect(await sessions.find("other")).not.toBeNull();
    });

    it("keep the key before the one that nobody used, should that be rotated again", async () => {
      const { clients, sessions } = place().store;
      await clients.add(grant, KEY_A, by);
      await logIn("owner", KEY_A);
      await clients.rotate(grant.id, KEY_B, inHours(24), later);
      const again = await clients.rotate(grant.id, KEY_C, inHours(48), later);
      expect(again).toMatchObject({
        client: { keySha256: KEY_C, previousKey: { sha256: KEY_A, endsAt: inHours(48) } },
      });
      expect(await sessions.find("owner")).not.toBeNull();
    });

    it("keep the newest that was used, should it be rotated again", async () => {
      const { clients, sessions } = place().store;
      await clients.add(grant, KEY_A, by);
      await logIn("late", KEY_A);
      await clients.rotate(grant.id, KEY_B, inHours(24), later);
      await clients.noteUses(new Map([[KEY_B, LATER]]));
      const again = await clients.rotate(grant.id, KEY_C, inHours(48), later);
      expect(again).toMatchObject({ client: { keySha256: KEY_C, previousKey: { sha256: KEY_B } } });
      expect(await sessions.find("late")).toBeNull();
    });

    it("do not bring a key back whose overlap is over", async () => {
      const { clients } = place().store;
      await clients.add(grant, KEY_A, by);
      await clients.rotate(grant.id, KEY_B, inHours(1), later);
      const again = await clients.rotate(grant.id, KEY_C, inHours(48), { ...by, at: inHours(1) });
      expect(again).toMatchObject({ client: { previousKey: { sha256: KEY_B } } });
    });

    it("that are revoked lose every key and session, once", async () => {
      const { clients, sessions } = place().store;
      await clients.add(grant, KEY_A, by);
      await clients.rotate(grant.id, KEY_B, inHours(24), later);
      await logIn("old", KEY_A);
      await logIn("new", KEY_B);
      expect(await clients.revoke(grant.id, later)).toMatchObject({
        kind: "changed",
        client: { revokedAt: LATER, previousKey: null },
      });
      expect([await sessions.find("old"), await sessions.find("new")]).toEqual([null, null]);
      const again = { ...by, at: inHours(1) };
      expect(await clients.revoke(grant.id, again)).toMatchObject({ kind: "revoked", client: { revokedAt: LATER } });
      expect(await clients.rotate(grant.id, KEY_C, inHours(2), again)).toMatchObject({ kind: "revoked" });
    });

    it("that are not there are not changed", async () => {
      const { clients } = place().store;
      expect(await clients.rotate("khong-co", KEY_A, inHours(1), later)).toEqual({ kind: "absent" });
      expect(await clients.revoke("khong-co", later)).toEqual({ kind: "absent" });
      expect(await audit()).toEqual([]);
    });

    it("have each change in the audit log, with who made it and without keys", async () => {
      const { clients } = place().store;
      await clients.add(grant, KEY_A, by);
      await clients.add({ ...grant, id: "tinh", agencies: null, codeUnits: [] }, KEY_C, by);
      await clients.rotate(grant.id, KEY_B, inHours(24), { actor: "operator:ops", at: LATER, reason: "Đổi định kỳ" });
      await clients.rotate(grant.id, "d".repeat(64), LATER, { actor: "operator:ops", at: LATER });
      await clients.revoke(grant.id, { actor: "operator:ops", at: LATER, reason: "Lộ khóa" });
      const entries = await audit();
      expect(entries).toEqual([
        {
          actor: "operator:bootstrap",
          action: "client.added",
          subject: "mot-cua",
          detail: { rights: "push read", agencies: "H26.107", codeUnits: "H26.99" },
        },
        {
          actor: "operator:bootstrap",
          action: "client.added",
          subject: "tinh",
          detail: { rights: "push read", agencies: null, codeUnits: "" },
        },
        {
          actor: "operator:ops",
          action: "client.rotated",
          subject: "mot-cua",
          detail: { previousKeyEndsAt: inHours(24).toISOString(), reason: "Đổi định kỳ" },
        },
        {
          actor: "operator:ops",
          action: "client.rotated",
          subject: "mot-cua",
          detail: { previousKeyEndsAt: LATER.toISOString(), reason: null },
        },
        { actor: "operator:ops", action: "client.revoked", subject: "mot-cua", detail: { reason: "Lộ khóa" } },
      ]);
      expect(JSON.stringify(entries)).not.toMatch(/[0-9a-f]{64}/);
    });

    it("keep when each key was last shown, whoever tells it first", async () => {
      const { clients } = place().store;
      await clients.noteUses(new Map());
      await clients.noteUses(new Map([[KEY_A, LATER]]));
      await clients.noteUses(
        new Map([
          [KEY_A, AT],
          [KEY_B, AT],
        ]),
      );
      expect(await clients.uses()).toEqual(
        new Map([
          [KEY_A, LATER],
          [KEY_B, AT],
        ]),
      );
    });

    it("are not changed by what did not commit", async () => {
      const { clients } = place().store;
      const { db } = place().database;
      await clients.add(grant, KEY_A, by);
      const mark = await clients.mark();
      await sql`alter table audit add constraint closed check (action <> 'client.revoked')`.execute(db);
      try {
        await expect(clients.revoke(grant.id, later)).rejects.toThrow();
      } finally {
        await sql`alter table audit drop constraint closed`.execute(db);
      }
      expect(await clients.find(grant.id)).toMatchObject({ revokedAt: null });
      expect(await clients.mark()).toBe(mark);
    });
  });

  it("logins end with the keys they were made with", async () => {
    const { sessions } = place().store;
    await logIn("a", KEY_A);
    await logIn("b", KEY_B);
    await sessions.endOfKeys([], LATER);
    await sessions.endOfKeys([KEY_A, KEY_C], LATER);
    expect([await sessions.find("a"), (await sessions.find("b"))?.keySha256]).toEqual([null, KEY_B]);
    expect((await audit()).at(-1)).toEqual({
      actor: "operator:mot-cua",
      action: "console.logged-out",
      subject: "mot-cua",
      detail: { cause: "key-ended" },
    });
  });
}
