import { hash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { CHAIN_START, linkInput, type AuditCheckpoint } from "#core/proof/audit-chain.ts";
import { createChainWalk } from "#core/proof/verify-audit-chain.ts";
import { appendAudit } from "../../src/store/audit/append-audit.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import { AT } from "./filling.ts";

const sha256 = (text: string) => hash("sha256", text);
const digest = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");
const GOOD = { profile: "jws", header: "X", value: "good" };

/** The chained audit log, and what somebody who can write to the database can do to it. */
export function auditChainContract(place: OpenDatabase): void {
  const write = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      const detail = { index, ten: "Mẫu" };
      await appendAudit(place().database.db, [
        { at: AT, actor: "worker", action: "test", subject: `A-${index}`, detail },
      ]);
    }
  };
  const unlinked = async (): Promise<number> => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from audit where seq not in (select audit_seq from audit_links)`.execute(
      place().database.db,
    );
    return rows[0]?.count ?? 0;
  };
  const round = (limit = 1000) => place().store.auditChain.extend({ limit, sha256 });
  /** Links everything there is. Other tests on the same server may hold transactions open, which the chain waits for. */
  const extend = async (limit = 1000) => {
    for (await round(limit); (await unlinked()) > 0; await sleep(10)) await round(limit);
  };
  const sign = async () => {
    const { auditChain } = place().store;
    const head = await auditChain.head();
    if (head === null) throw new Error("nothing is linked");
    const { position, link } = head;
    while (await auditChain.grow(2));
    const root = await auditChain.root(position);
    await auditChain.addCheckpoint({ position, link, root, at: AT.toISOString(), signature: GOOD });
    return { position, link };
  };
  const verify = async (known?: { position: number; link: string }) => {
    const isSigned = async (checkpoint: AuditCheckpoint) => checkpoint.signature.value === "good";
    const walk = createChainWalk({ digest, isSigned, ...(known === undefined ? {} : { known }) });
    const { links, checkpoints } = await place().store.auditChain.read({ after: 0, limit: 1000 });
    return (await walk.next(links, checkpoints)) ?? walk.end();
  };
  const tamper = async (statement: string) => {
    for (const one of statement.split(";")) await sql.raw(one).execute(place().database.db);
  };
  /** Ten entries, linked and signed. */
  const signedTen = async () => {
    await write(10);
    await extend();
    return sign();
  };
  const third = `(select audit_seq from audit_links where position = 3)`;

  describe("the audit chain", () => {
    it("links every entry once, in pieces of any size, and holds", async () => {
      await write(7);
      await extend(3);
      await write(5);
      await extend(3);
      await sign();
      expect(await verify()).toMatchObject({ position: 12, checkpoints: 1, signedTo: 12 });
      expect(await place().store.auditChain.extend({ limit: 10, sha256 })).toBeNull();
      expect(await place().store.auditChain.unlinkedEntries(10)).toEqual([]);
    });

    it.each([
      ["a changed actor", `update audit set actor = 'operator:x' where seq = ${third}`, "entry-changed"],
      ["a changed detail", `update audit set detail = '{"index": 99}' where seq = ${third}`, "entry-changed"],
      ["a changed time", `update audit set at = at + interval '1 second' where seq = ${third}`, "entry-changed"],
      ["a removed entry", `delete from audit where seq = ${third}`, "entry-missing"],
      ["a removed link", `delete from audit_links where position = 3`, "link-missing"],
      [
        "two entries in each other's place",
        `update audit_links set audit_seq = -audit_seq where position in (3, 4);
         update audit_links l set audit_seq = -o.audit_seq from audit_links o
           where o.position = 7 - l.position and l.position in (3, 4)`,
        "entry-changed",
      ],
    ])("shows %s at its place", async (_name, statement, code) => {
      await signedTen();
      await tamper(statement);
      expect(await verify()).toMatchObject({ code, position: 3 });
    });

    it("shows a chain that was computed anew, by its signed checkpoint", async () => {
      await signedTen();
      await tamper(`update audit set actor = 'operator:x' where seq = ${third}`);
      await tamper(`delete from audit_links`);
      await extend();
      expect(await verify()).toMatchObject({ code: "checkpoint-differs", position: 10 });
      await tamper(
        `update audit_checkpoints set link = (select link from audit_links where position = 10), signature_value = 'forged'`,
      );
      expect(await verify()).toMatchObject({ code: "checkpoint-forged", position: 10 });
    });

    it("shows a cut end by a checkpoint that was noted down elsewhere, and a chain without any signature", async () => {
      const known = await signedTen();
      expect(await verify(known)).toMatchObject({ position: 10 });
      await tamper(`delete from audit_links where position > 8`);
      await tamper(`delete from audit_checkpoints`);
      expect(await verify(known)).toMatchObject({ code: "truncated", position: 8 });
      expect(await verify()).toMatchObject({ code: "nothing-signed" });
    });

    it("shows an entry that was made another dossier's, by the signed root", async () => {
      await signedTen();
      await tamper(`update audit_links set about = 'A-9' where position = 3`);
      expect(await verify()).toMatchObject({ code: "root-differs", position: 10 });
    });

    it("keeps a hash tree whose root is that of all links, however they came", async () => {
      for (const count of [255, 1, 3, 300]) {
        await write(count);
        await extend(200);
        await sign();
        expect(await verify()).toMatchObject({ checkpoints: expect.any(Number) as number });
      }
      expect(await verify()).toMatchObject({ position: 559, checkpoints: 4, signedTo: 559 });
      await tamper(`update audit_tree set hash = '${"0".repeat(64)}' where level = 1 and place = 0`);
      await write(1);
      await extend();
      await sign();
      expect(await verify()).toMatchObject({ code: "root-differs", position: 560 });
    });

    it("goes on from a chain of before there was a tree, and signs its tree once", async () => {
      await write(3);
      await extend();
      // As the links and checkpoints of then are: without salt, signed without a root.
      await tamper(`update audit_links set salt = null`);
      const { links } = await place().store.auditChain.read({ after: 0, limit: 10 });
      let link = CHAIN_START;
      for (const row of links) {
        if ("missing" in row) throw new Error("an entry is missing");
        link = sha256(linkInput(link, row, row));
        await tamper(`update audit_links set link = '${link}' where position = ${row.position}`);
      }
      const old = { position: 3, link, root: null, at: AT.toISOString(), signature: GOOD };
      await place().store.auditChain.addCheckpoint(old);
      expect(await verify()).toMatchObject({ position: 3, signedTo: 3 });
      await sign();
      const { checkpoints } = await place().store.auditChain.read({ after: 0, limit: 10 });
      expect(checkpoints).toMatchObject([
        { position: 3, link, root: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      ]);
      await place().store.auditChain.addCheckpoint({ ...old, root: "0".repeat(64) });
      expect((await place().store.auditChain.read({ after: 0, limit: 10 })).checkpoints).toEqual(checkpoints);
      await write(2);
      await extend();
      await sign();
      expect(await verify()).toMatchObject({ position: 5, checkpoints: 2 });
    });

    it("leaves an old checkpoint as it is that signs another link than there is now", async () => {
      await write(3);
      await extend();
      const old = { position: 3, link: "0".repeat(64), root: null, at: AT.toISOString(), signature: GOOD };
      await place().store.auditChain.addCheckpoint(old);
      await sign();
      expect(await verify()).toMatchObject({ code: "checkpoint-differs", position: 3 });
    });

    it("misses nothing that commits late while others go on", async () => {
      if (!place().concurrent) return;
      const { promise: committing, resolve: commit } = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      const late = place()
        .database.db.transaction()
        .execute(async (tx) => {
          await appendAudit(tx, [{ at: AT, actor: "worker", action: "late", subject: "L" }]);
          begun.resolve();
          await committing;
        });
      await begun.promise;
      await write(3);
      for (let turn = 0; turn < 4; turn += 1) await round();
      commit();
      await late;
      await write(2);
      await extend();
      await sign();
      expect(await verify()).toMatchObject({ position: 6 });
      const { links } = await place().store.auditChain.read({ after: 0, limit: 10 });
      expect(links.map((link) => ("missing" in link ? "?" : link.action))).toContain("late");
    });
  });
}
