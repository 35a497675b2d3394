import type { Kysely } from "kysely";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import type { DeliveryStore } from "#core/ports/store.ts";
import { beginAttempt, storedEnvelope } from "./begin-attempt.ts";
import { claim } from "./claim.ts";
import { hastenUrgent } from "./hasten-urgent.ts";
import type { Queues } from "./queue.ts";
import { recoverAbandoned, renew, wakeForgotten } from "./recovery.ts";
import { release } from "./release.ts";
import { settle } from "./settle.ts";
import type { Tables } from "../database/tables.ts";

/** The worker's side of the store, on whichever database is open. */
export function deliveryStore(db: Kysely<Tables>, queues: Queues, order: DeliveryOrder): DeliveryStore {
  return {
    claim: (options) => claim(db, queues, order, options),
    renew: (leaseToken, leaseSeconds) => renew(db, leaseToken, leaseSeconds),
    storedEnvelope: (bodySha256, messageIds) => storedEnvelope(db, bodySha256, messageIds),
    beginAttempt: (input) => beginAttempt(db, input),
    settle: (settlement) => settle(db, settlement),
    release: (held, options) => release(db, queues, order, held, options),
    recoverAbandoned: (at) => recoverAbandoned(db, queues, order, at),
    hastenUrgent: (at) => hastenUrgent(db, queues, at),
    wakeForgotten: (at) => wakeForgotten(db, queues, order, at),
  };
}
