import type { PostgresPool, PostgresPoolClient } from "kysely";
import type { Pool, PoolClient } from "pg";
import { READ_ONLY } from "./database-unavailable.ts";

/** The gateway has a few dozen statements; the bound is for lists and searches, whose text depends on what is asked. */
const MOST_STATEMENTS = 200;

/**
 * A pool whose connections prepare the statements they are sent, under one name each, so that the server reads and plans
 * a statement once per connection. For the large statements of intake and delivery that is most of their time.
 */
export function preparing(pool: Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    if (!names.has(text) && names.size < MOST_STATEMENTS) names.set(text, `lienthong_${names.size}`);
    return names.get(text);
  };
  const prepare = (client: PoolClient) => {
    let isReadOnly = false;
    return {
      query: async (text: string, values: readonly unknown[]): Promise<unknown> => {
        const name = values.length === 0 ? undefined : nameOf(text);
        try {
          return await client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
        } catch (error) {
          isReadOnly ||= error instanceof Error && "code" in error && error.code === READ_ONLY;
          throw error;
        }
      },
      // A new connection may lead to the server that takes writes now; this one never will.
      release: (broken?: boolean) => client.release(broken === true || isReadOnly),
    };
  };
  return {
    options: pool.options,
    // The interface has a cursor's `query` too, which kysely only uses for streaming; the gateway streams nothing.
    connect: async () => prepare(await pool.connect()) as PostgresPoolClient,
    end: () => pool.end(),
  };
}
