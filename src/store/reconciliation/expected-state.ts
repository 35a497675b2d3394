import type { Transaction } from "kysely";
import { laneTo, PORTAL, type DeliveryOrder } from "#core/delivery/destination.ts";
import { isInDoubt, UNDELIVERED_STATES } from "#core/message/message.ts";
import type { ExpectedState } from "#core/reconciliation/reconciliation.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";

/**
 * What the gateway believes of a dossier at the portal.
 * @param lock keeps workers and pushes away from the dossier until the transaction ends
 */
export async function readExpectedState(
  tx: Transaction<Tables>,
  order: DeliveryOrder,
  dossierCode: string,
  { lock }: { readonly lock: boolean },
): Promise<ExpectedState> {
  const find = tx.selectFrom("dossiers").select("lease_token").where("code", "=", dossierCode);
  const dossier = await (lock ? find.forUpdate() : find).executeTakeFirst();
  if (dossier === undefined) return { kind: "nothing" };
  const undelivered = await tx
    .selectFrom("messages")
    .select(["kind", "destination", "state"])
    .where("dossier_code", "=", dossierCode)
    .where(stateIn("state", UNDELIVERED_STATES))
    .orderBy("number")
    .execute();
  const lost = undelivered.some(({ destination, state }) => destination === PORTAL && isInDoubt(state));
  // What waits behind a stopped message is not under way: it waits for a person.
  const goesOn = laneTo(PORTAL, undelivered, order)[0]?.state === "waiting";
  if (dossier.lease_token !== null || lost || goesOn) return { kind: "busy" };

  const delivered = await tx
    .selectFrom("messages")
    .select(["id", "payload"])
    .where("dossier_code", "=", dossierCode)
    .where("kind", "=", "dossier")
    .where("state", "=", "delivered")
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  if (delivered !== undefined) return { kind: "delivered", messageId: delivered.id, payload: delivered.payload };
  const stopped = undelivered.some(({ kind, state }) => kind === "dossier" && state !== "waiting");
  return { kind: stopped ? "unconfirmed" : "nothing" };
}
