import type { Kysely } from "kysely";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import type { DeliveryStore } from "#core/ports/delivery-store.ts";
import { beginAttempt, storedEnvelope } from "./begin-attempt.ts";
import { claim } from "./claim.ts";
import { promoteUrgent } from "./promote-urgent.ts";
import type { QueuePriorities } from "./queue-priority.ts";
import { followClock } from "./follow-clock.ts";
import { isFirstCorrection } from "./first-correction.ts";
import { pushedDossier } from "./pushed-dossier.ts";
import { recoverAbandoned, renew, requeueForgotten } from "./recovery.ts";
import { release } from "./release.ts";
import { settle } from "./settle-attempt.ts";
import { sentHistory } from "./sent-history.ts";
import type { Tables } from "../database/tables.ts";

/** Behind the port of the same name: the worker's side of the store, on whichever database is open. */
export function deliveryStore(db: Kysely<Tables>, priorities: QueuePriorities, order: DeliveryOrder): DeliveryStore {
  return {
    claim: (options) => claim(db, priorities, order, options),
    renew: (leaseToken, leaseSeconds) => renew(db, leaseToken, leaseSeconds),
    storedEnvelope: (bodySha256, messageIds) => storedEnvelope(db, bodySha256, messageIds),
    sentHistory: (message) => sentHistory(db, message),
    pushedDossier: (dossierCode) => pushedDossier(db, dossierCode),
    isFirstCorrection: (messageId, envelopeIds) => isFirstCorrection(db, messageId, envelopeIds),
    beginAttempt: (input) => beginAttempt(db, input),
    settle: (settlement) => settle(db, settlement),
    release: (held, options) => release(db, priorities, order, held, options),
    followClock: followClock(db),
    recoverAbandoned: (at) => recoverAbandoned(db, priorities, order, at),
    promoteUrgent: (at) => promoteUrgent(db, priorities, at),
    requeueForgotten: (at) => requeueForgotten(db, priorities, order, at),
  };
}
