import { sql, type Transaction } from "kysely";
import { headsOf, type DeliveryOrder } from "#core/delivery/destination.ts";
import { isStopped, UNDELIVERED_STATES, type MessageState } from "#core/message/message.ts";
import type { WakeUp } from "./queue.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";

/** An undelivered message, as far as order and state of its dossier depend on it. */
export interface Undelivered {
  readonly dossierCode: string;
  readonly number: number;
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
  const { rows } = await sql<Undelivered>`
    select dossier_code as "dossierCode", number, destination, state, due_at as "dueAt"
    from messages
    where dossier_code in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))
      and ${stateIn("state", UNDELIVERED_STATES)}
    order by dossier_code, number`.execute(tx);
  return Map.groupBy(rows, (row) => row.dossierCode);
}

/**
 * Jobs for dossiers that can go on: at once when something is due, else when it will be. Never left to a job that may
 * be there already: whoever claimed a dossier used up a job of it, perhaps the only one (clocks of two machines differ,
 * so one may find early what the other put off). What stands behind a refused or parked message waits for a person or a
 * new push.
 *
 * @param options.isWanted which of the messages that could be sent next get a job; usually all
 * @param options.isOver whose wait is over whatever its due time says; usually nobody's
 */
export function wakeUpsFor(
  undelivered: ReadonlyMap<string, readonly Undelivered[]>,
  order: DeliveryOrder,
  at: Date,
  {
    isWanted = () => true,
    isOver = () => false,
  }: { readonly isWanted?: (head: Undelivered) => boolean; readonly isOver?: (head: Undelivered) => boolean } = {},
): WakeUp[] {
  return [...undelivered.values()].flatMap((messages) =>
    headsOf(messages, order).flatMap((head) => {
      const { dossierCode, destination, state, dueAt } = head;
      if (isStopped(state) || !isWanted(head)) return [];
      const afterMs = dueAt.getTime() - at.getTime();
      return [{ dossierCode, destination, dueAt, afterMs: isOver(head) ? 0 : Math.max(0, afterMs) }];
    }),
  );
}
