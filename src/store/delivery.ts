import type { Kysely } from "kysely";
import type { PgBoss } from "pg-boss";
import type { DeliveryOrder } from "#core/destination.ts";
import type { DeliveryStore } from "#core/store.ts";
import { beginAttempt, storedEnvelope } from "./begin-attempt.ts";
import { claim } from "./claim.ts";
import { recoverAbandoned, renew, wakeForgotten } from "./recovery.ts";
import { release } from "./release.ts";
import { settle } from "./settle.ts";
import type { Tables } from "./tables.ts";

/** The worker's side of the store, on whichever database is open. */
export function deliveryStore(db: Kysely<Tables>, boss: PgBoss, order: DeliveryOrder): DeliveryStore {
  return {
    claim: (options) => claim(db, boss, order, options),
    renew: (leaseToken, leaseSeconds) => renew(db, leaseToken, leaseSeconds),
    storedEnvelope: (bodySha256, messageIds) => storedEnvelope(db, bodySha256, messageIds),
    beginAttempt: (input) => beginAttempt(db, input),
    settle: (settlement) => settle(db, settlement),
    release: (held, options) => release(db, boss, order, held, options),
    recoverAbandoned: (at) => recoverAbandoned(db, boss, order, at),
    wakeForgotten: (at) => wakeForgotten(db, boss, order, at),
  };
}
