import { sql, type Transaction } from "kysely";
import { headsOf, type DeliveryOrder } from "#core/delivery/destination.ts";
import type { MessageState } from "#core/message/message.ts";
import type { WakeUp } from "./queue.ts";
import type { Tables } from "../database/tables.ts";

/** An undelivered message, as far as order and state of its dossier depend on it. */
export interface Undelivered {
  readonly destination: string;
  readonly state: MessageState;
  readonly dueAt: Date;
}

/** The undelivered messages of dossiers, stopped ones included, in number order; dossiers without any are left out. */
export async function readUndelivered(
  tx: Transaction<Tables>,
  codes: readonly string[],
): Promise<ReadonlyMap<string, readonly Undelivered[]>> {
  if (codes.length === 0) return new Map();
  const { rows } = await sql<Undelivered & { readonly code: string }>`
    select dossier_code as code, destination, state, due_at as "dueAt"
    from messages
    where dossier_code in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))
      and state in ('waiting', 'sending', 'unknown', 'parked', 'refused')
    order by dossier_code, number`.execute(tx);
  return Map.groupBy(rows, (row) => row.code);
}

/**
 * Jobs for dossiers that can go on: at once when something is due, else when it will be. Never left to a job that may
 * be there already: whoever claimed a dossier used up a job of it, perhaps the only one (clocks of two machines differ,
 * so one may find early what the other put off). What stands behind a refused or parked message waits for a person or a
 * new push.
 */
export function wakeUpsFor(
  undelivered: ReadonlyMap<string, readonly Undelivered[]>,
  order: DeliveryOrder,
  at: Date,
): WakeUp[] {
  return [...undelivered].flatMap(([dossierCode, messages]) =>
    headsOf(messages, order).flatMap(({ destination, state, dueAt }) => {
      if (state === "refused" || state === "parked") return [];
      const afterMs = dueAt.getTime() - at.getTime();
      return [afterMs <= 0 ? { dossierCode, destination } : { dossierCode, destination, afterMs }];
    }),
  );
}
