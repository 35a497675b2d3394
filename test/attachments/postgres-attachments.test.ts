import { hash } from "node:crypto";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { postgresAttachments } from "../../src/attachments/postgres-attachments.ts";
import { postgresUnderTest } from "../store/database-under-test.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { attachmentContract, contentOf } from "./contract.ts";

const place = sharedDatabase(postgresUnderTest);
const open = () => postgresAttachments(place().database.db);

attachmentContract("a table that several gateways share", open);

it("what two gateways take in at the same time stands once in the table", async () => {
  const { contents } = contentOf("một tệp ".repeat(9000));
  await Promise.all([open().keep(contents), open().keep(contents)]);
  await open().keep(contents);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from attachments`.execute(
    place().database.db,
  );
  expect(rows).toEqual([{ count: 1 }]);
});

it("what was damaged in the table is mended by the next push", async () => {
  const { sha256, contents } = contentOf("một tệp khác ".repeat(9000));
  await open().keep(contents);
  await sql`update attachments set content = 'x' where sha256 = ${sha256}`.execute(place().database.db);
  await open().keep(contents);
  expect(hash("sha256", (await open().read(sha256)) ?? "")).toBe(sha256);
});
