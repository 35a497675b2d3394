import { sql, type RawBuilder } from "kysely";
import { Fault } from "#core/fault.ts";

/**
 * The dossiers of these messages that are held under a lease, locked until the statement commits: a worker that takes the
 * lease over waits and then sees what was written, and a push waits and then knows whether its dossier was refused. In
 * code order, as everywhere, so that nobody waits in a circle.
 *
 * Found from the messages: by the lease's own index a statement about one message would read the whole claim. `is true`
 * keeps that index out of every plan, whatever the statistics say.
 *
 * @param messageIds a query that gives ids of messages
 */
export function heldUnder(leaseToken: string, messageIds: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select code, sector, agency_code, status, sync_state, revision from dossiers
    where (lease_token = ${leaseToken}::uuid) is true and code in (select dossier_code from messages where id in (${messageIds}))
    order by code for update`;
}

const LOST = "lease lost";

/**
 * The last part of a statement that writes under a lease: fails the whole of it, so that nothing is written, unless
 * exactly so many messages were written. A statement can undo itself only by an error, and this one tells by its text
 * what it is; see {@link asLeaseLost}.
 */
export function expectWritten(messages: number, written: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select (case when count = ${messages}::bigint then '0' else ${LOST}::text || ', written: ' || count end)::integer as done
    from (select count(*) as count from ${written}) as counted`;
}

/** The error that {@link expectWritten} makes as Fault `lease-lost`; any other as it is. */
export function asLeaseLost(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.includes(`"${LOST}, written`)) return error;
  return new Fault("lease-lost", {
    vi: "Hồ sơ đã chuyển sang tiến trình khác xử lý; tiến trình này dừng lại và không ghi gì.",
    en: "The dossier was taken over by another worker; this one stops and writes nothing.",
  });
}
