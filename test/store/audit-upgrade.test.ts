import { hash } from "node:crypto";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { CHAIN_START, linkInput } from "#core/proof/audit-chain.ts";
import { createChainWalk } from "#core/proof/verify-audit-chain.ts";
import { appendAudit } from "../../src/store/audit/append-audit.ts";
import { MIGRATIONS, readMigrations } from "../../src/store/database/migrate.ts";
import { embeddedUnderTest } from "./database-under-test.ts";
import { AT, draft, take } from "./filling.ts";

it("an audit chain of before the hash tree holds after the upgrade, and its entries know whose they are", async () => {
  await using place = await embeddedUnderTest();
  const { store, database } = place;
  const { auditChain, evidence } = store;
  await take(store, "one", { drafts: [draft("dossier", "một")] });
  const messageOf = async () => {
    const found = await evidence.evidence("one", null, 1000);
    return found.kind === "found" ? (found.material.messages[0]?.id ?? "") : "";
  };
  const entry = { at: AT, actor: "operator:mau", action: "message.retried" };
  for (const subject of ["other", await messageOf(), "one", "other"])
    await appendAudit(database.db, [{ ...entry, subject }]);

  // Back to the schema of before, with the links it made.
  const { rows } = await sql<{
    seq: string;
    at: Date;
    actor: string;
    action: string;
    subject: string;
    detail: unknown;
  }>`
    select seq::text as seq, at, actor, action, subject, detail from audit order by seq`.execute(database.db);
  for (const statement of [
    "drop table audit_tree",
    "alter table audit_links drop column salt, drop column about, drop column ordinal",
    "alter table audit_checkpoints drop column root",
  ])
    await sql.raw(statement).execute(database.db);
  let link = CHAIN_START;
  for (const [index, row] of rows.entries()) {
    const position = index + 1;
    link = hash("sha256", linkInput(link, { position, salt: null }, { ...row, at: row.at.toISOString() }));
    await sql`insert into audit_links values (${position}, ${row.seq}, ${link})`.execute(database.db);
  }
  await sql`insert into audit_checkpoints values (${rows.length}, ${link}, ${AT}, 'jws', 'X', 'good')`.execute(
    database.db,
  );

  await (await readMigrations(MIGRATIONS))["0008-audit-tree"]?.up(database.db);
  const { links, checkpoints } = await auditChain.read({ after: 0, limit: 100 });
  expect(links.map((one) => ("missing" in one ? null : [one.about, one.ordinal, one.salt]))).toEqual([
    ["one", 1, null],
    ["other", 1, null],
    ["one", 2, null],
    ["one", 3, null],
    ["other", 2, null],
  ]);
  expect(checkpoints).toMatchObject([{ position: 5, root: null }]);
  const walk = createChainWalk({ digest: (bytes) => hash("sha256", bytes, "buffer"), isSigned: async () => true });
  expect(await walk.next(links, checkpoints)).toBeNull();
  expect(walk.end()).toMatchObject({ position: 5, signedTo: 5 });
});
