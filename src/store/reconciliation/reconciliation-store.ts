import type { Kysely } from "kysely";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import type { Random } from "#core/ports/ports.ts";
import type { ReconciliationStore } from "#core/reconciliation/reconciliation.ts";
import type { QueuePriorities } from "../delivery/queue-priority.ts";
import { conclude } from "./conclude.ts";
import { earlierContents } from "./send-newest.ts";
import { countFindings, listFindings } from "./list-findings.ts";
import { resend } from "./resend.ts";
import { begin, claim, putBack, readRun } from "./runs.ts";
import { dismiss } from "./settle-finding.ts";
import { askUnknown } from "./ask-unknown.ts";
import type { Tables } from "../database/tables.ts";

/** What reconciliation keeps, on whichever database is open. */
export function reconciliationStore(
  db: Kysely<Tables>,
  priorities: QueuePriorities,
  order: DeliveryOrder,
  random: Random,
): ReconciliationStore {
  return {
    begin: (input) => begin(db, random, input),
    run: (id, scope) => readRun(db, id, scope),
    claim: (options) => claim(db, order, options),
    putBack: (task, options) => putBack(db, task, options),
    conclude: (task, comparison, at) => conclude({ db, priorities, order, random }, task, comparison, at),
    earlierContents: (dossierCode) => earlierContents(db, dossierCode),
    findings: (filter, page, scope) => listFindings(db, filter, page, scope),
    counts: (scope) => countFindings(db, scope),
    resend: (id, scope, by, plan) => resend({ db, priorities, order, random }, id, scope, by, plan),
    dismiss: (id, scope, by) => dismiss(db, id, scope, by),
    askUnknown: (scope, limit, by) => askUnknown({ db, priorities, order }, scope, limit, by),
  };
}
