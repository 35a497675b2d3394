import { sql, type Kysely } from "kysely";
import { Fault } from "#core/fault.ts";

/**
 * Refuses servers that speak PostgreSQL's protocol and lack what this store rests on: transaction numbers that order
 * commits (the change feed would miss changes without saying so) and advisory locks that end with their transaction.
 * @throws Fault `database-unsupported`
 */
export async function demandPostgres<T>(db: Kysely<T>): Promise<void> {
  const { rows } = await sql<{ version: string }>`select version()`.execute(db);
  const engine = otherEngine(rows[0]?.version ?? "");
  if (engine === null) return;
  throw new Fault("database-unsupported", {
    vi: `DATABASE_URL trỏ tới ${engine}. Gateway cần PostgreSQL (hoặc Citus): trên ${engine} dòng thay đổi có thể thiếu mà không ai biết. Xem docs/operations.md.`,
    en: `DATABASE_URL leads to ${engine}. The gateway needs PostgreSQL (or Citus): on ${engine} the change feed could miss changes unnoticed. See docs/operations.md.`,
  });
}

/** What else answers, by its own word (`select version()`); null for PostgreSQL and those that run on it unchanged. */
export function otherEngine(version: string): string | null {
  if (version.includes("CockroachDB")) return "CockroachDB";
  return /-YB-/.test(version) ? "YugabyteDB" : null;
}
