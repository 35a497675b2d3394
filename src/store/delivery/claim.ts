import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import { fromKysely, type JobWithMetadata } from "pg-boss";
import { laneTo, type DeliveryOrder } from "#core/delivery/destination.ts";
import { UNDELIVERED_STATES } from "#core/message/message.ts";
import type { Claim, DeliveryStore, DueMessage } from "#core/ports/delivery-store.ts";
import { countAttempts } from "./count-attempts.ts";
import { queueOf, waitOf, type DeliveryJob, type Queues } from "./queue.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";

/**
 * Takes due jobs and leases their dossiers in one transaction: a crash in between leaves neither. A dossier that another
 * worker holds is left alone; that worker's release sees whatever a push added meanwhile, because both lock its row.
 */
export function claim(
  db: Kysely<Tables>,
  queues: Queues,
  order: DeliveryOrder,
  options: Parameters<DeliveryStore["claim"]>[0],
): Promise<Claim | null> {
  const { destination } = options;
  return db.transaction().execute(async (tx) => {
    const jobs = await takeJobs(queues, tx, options);
    if (jobs.length === 0) return null;
    const codes = [...new Set(jobs.map((job) => job.data.dossierCode))];
    const leased = await lease(tx, codes, options);
    const all = await undelivered(tx, leased, jobs);
    return {
      leaseToken: options.leaseToken,
      destination,
      dossiers: new Map([...all].map(([code, messages]) => [code, laneTo(destination, messages, order)])),
      jobIds: jobs.map((job) => job.id),
    };
  });
}

/** The jobs that come next, and now and then those that are not urgent first. */
async function takeJobs(
  { boss, priorities }: Queues,
  tx: Transaction<Tables>,
  { destination, limit }: { readonly destination: string; readonly limit: number },
): Promise<readonly JobWithMetadata<DeliveryJob>[]> {
  const fetch = (bounds: { readonly maxPriority?: number }) =>
    boss.fetch<DeliveryJob>(queueOf(destination), {
      ...bounds,
      batchSize: limit,
      includeMetadata: true,
      db: fromKysely(tx),
    });
  const others = priorities.isOrdinaryNext(destination) ? await fetch({ maxPriority: 0 }) : [];
  const jobs = others.length > 0 ? others : await fetch({});
  priorities.claimed(
    destination,
    jobs.map(({ priority }) => priority),
  );
  return jobs;
}

/** Leases the dossiers that nobody holds; rows are locked in code order so that two workers never wait in a circle. */
async function lease(
  tx: Transaction<Tables>,
  codes: readonly string[],
  { leaseToken, leaseSeconds }: { readonly leaseToken: string; readonly leaseSeconds: number },
): Promise<readonly { readonly code: string; readonly portalKnown: boolean }[]> {
  const { rows } = await sql<{ code: string; portalKnown: boolean }>`
    with free as (
      select code from dossiers
      where code in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))
      order by code for update
    )
    update dossiers d set lease_token = ${leaseToken}::uuid, lease_until = now() + make_interval(secs => ${leaseSeconds})
    from free
    where d.code = free.code and (d.lease_token is null or d.lease_until < now())
    returning d.code, d.portal_known as "portalKnown"`.execute(tx);
  return rows;
}

async function undelivered(
  tx: Transaction<Tables>,
  leased: readonly { readonly code: string; readonly portalKnown: boolean }[],
  jobs: readonly JobWithMetadata<DeliveryJob>[],
): Promise<Map<string, DueMessage[]>> {
  const known = new Map(leased.map(({ code, portalKnown }) => [code, portalKnown]));
  const dossiers = new Map<string, DueMessage[]>(leased.map(({ code }) => [code, []]));
  if (leased.length === 0) return dossiers;
  const ended = new Set(jobs.map(({ data }) => waitOf(data.dossierCode, data.dueAt)));
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
      waitIsOver: ended.has(waitOf(row.dossier_code, row.due_at.toISOString())),
      createdAt: row.created_at,
      cause: row.cause,
      portalKnown: known.get(row.dossier_code) ?? false,
    });
  }
  return dossiers;
}
