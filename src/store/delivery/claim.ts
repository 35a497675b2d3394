import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import { laneTo, type DeliveryOrder } from "#core/delivery/destination.ts";
import { UNDELIVERED_STATES } from "#core/message/message.ts";
import type { Claim, DeliveryStore, DueMessage } from "#core/ports/delivery-store.ts";
import { countAttempts } from "./count-attempts.ts";
import { takingJobs, waitOf, type TakenJob } from "./queue.ts";
import type { QueuePriorities } from "./queue-priority.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";

/**
 * Takes due jobs off the queue and leases their dossiers in one transaction: a crash in between leaves neither. A dossier that
 * another worker holds is left alone; that worker's release sees whatever a push added meanwhile, because both lock its row.
 */
export function claim(
  db: Kysely<Tables>,
  priorities: QueuePriorities,
  order: DeliveryOrder,
  options: Parameters<DeliveryStore["claim"]>[0],
): Promise<Claim | null> {
  const { destination, leaseToken } = options;
  return db.transaction().execute(async (tx) => {
    const jobs = await takeNext(priorities, tx, options);
    if (jobs.length === 0) return null;
    const all = await undelivered(tx, jobs);
    return {
      leaseToken,
      destination,
      dossiers: new Map([...all].map(([code, messages]) => [code, laneTo(destination, messages, order)])),
      jobs: jobs.length,
    };
  });
}

/** A job that was taken, and its dossier where it was free. */
interface ClaimedJob extends TakenJob {
  readonly leased: boolean;
  readonly portalKnown: boolean | null;
}

/** The jobs that come next, and now and then those that are not urgent first. */
async function takeNext(
  priorities: QueuePriorities,
  tx: Transaction<Tables>,
  options: Parameters<DeliveryStore["claim"]>[0],
): Promise<readonly ClaimedJob[]> {
  const { destination } = options;
  const others = priorities.isOrdinaryNext(destination) ? await takeAndLease(tx, options, 0) : [];
  const jobs = others.length > 0 ? others : await takeAndLease(tx, options, null);
  priorities.claimed(
    destination,
    jobs.map(({ priority }) => priority),
  );
  return jobs;
}

/** Takes jobs and leases the dossiers that nobody holds; rows are locked in code order so that two workers never wait in a circle. */
async function takeAndLease(
  tx: Transaction<Tables>,
  { destination, limit, leaseToken, leaseSeconds }: Parameters<DeliveryStore["claim"]>[0],
  most: number | null,
): Promise<readonly ClaimedJob[]> {
  const { rows } = await sql<ClaimedJob>`
    with ${takingJobs(destination, limit, most)}, free as (
      select code from dossiers where code in (select dossier_code from taken) order by code for update
    ), leased as (
      update dossiers d set lease_token = ${leaseToken}::uuid, lease_until = now() + make_interval(secs => ${leaseSeconds})
      from free
      where d.code = free.code and (d.lease_token is null or d.lease_until < now())
      returning d.code, d.portal_known
    )
    select taken.dossier_code as "dossierCode", taken.priority, taken.due_at as "dueAt", leased.code is not null as leased,
      leased.portal_known as "portalKnown"
    from taken left join leased on leased.code = taken.dossier_code`.execute(tx);
  return rows;
}

async function undelivered(tx: Transaction<Tables>, jobs: readonly ClaimedJob[]): Promise<Map<string, DueMessage[]>> {
  const leased = jobs.filter((job) => job.leased);
  const known = new Map(leased.map(({ dossierCode, portalKnown }) => [dossierCode, portalKnown]));
  const dossiers = new Map<string, DueMessage[]>(leased.map(({ dossierCode }) => [dossierCode, []]));
  if (leased.length === 0) return dossiers;
  const ended = new Set(jobs.flatMap(({ dossierCode, dueAt }) => (dueAt === null ? [] : [waitOf(dossierCode, dueAt)])));
  const { rows } = await sql<Selectable<Tables["messages"]> & { sends: number }>`
    select id, dossier_code, number, kind, destination, service, payload, envelope_fields, state, attempts, spent, due_at,
      created_at, cause, ${countAttempts("messages")} as sends
    from messages
    where dossier_code in (select jsonb_array_elements_text(${JSON.stringify([...dossiers.keys()])}::jsonb))
      and ${stateIn("state", UNDELIVERED_STATES)}
    order by dossier_code, number`.execute(tx);
  for (const row of rows) {
    dossiers.get(row.dossier_code)?.push({
      id: row.id,
      dossierCode: row.dossier_code,
      number: row.number,
      kind: row.kind,
      destination: row.destination,
      service: row.service,
      payload: row.payload,
      envelope: row.envelope_fields as Readonly<Record<string, string>> | null,
      state: row.state,
      attempts: row.sends,
      failures: row.attempts,
      spent: row.spent,
      dueAt: row.due_at,
      waitIsOver: ended.has(waitOf(row.dossier_code, row.due_at)),
      createdAt: row.created_at,
      cause: row.cause,
      portalKnown: known.get(row.dossier_code) ?? false,
    });
  }
  return dossiers;
}
