import { mayNameCode } from "#core/dossier/whose-dossier.ts";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import { NOTHING_REPORTED, planMessages } from "#core/message/plan-messages.ts";
import { IdempotencyKeyUsed } from "#core/ports/intake-store.ts";
import {
  codeOf,
  planPush,
  pushResultOf,
  type CheckedPush,
  type Intake,
  type PushPlan,
  type PushResult,
} from "./push-plan.ts";

/**
 * Takes in those of a group of pushes that are the first of their dossiers; null for the others, and for codes that their
 * client may not name: such a dossier can only be there already, after a transfer. What comes back as accepted is durable.
 * Throws as a whole, with nothing written.
 */
export async function acceptFirstPushes(
  { store, attachments, order }: Intake,
  pushes: readonly CheckedPush[],
): Promise<readonly (PushResult | null)[]> {
  // In the group, not before it: pushes of one dossier keep their order. Further ones come through here as well.
  for (const { contents } of pushes) if (contents.size > 0) await attachments.keep(contents);
  const plans = pushes.map((push) => (mayNameCode(push.client, codeOf(push)) ? firstPush(push, order) : null));
  const writes = plans.flatMap((plan) => plan?.write ?? []);
  const inserted = await store.insertFirst(writes).catch((error: unknown) => {
    // A key that was used while we looked: it will be found used.
    if (error instanceof IdempotencyKeyUsed && pushes.length === 1) return new Set<string>();
    throw error;
  });
  return plans.map((plan) => (plan !== null && inserted.has(plan.accepted.dossierCode) ? pushResultOf(plan) : null));
}

function firstPush(push: CheckedPush, order: DeliveryOrder): PushPlan {
  const plan = planMessages(push.mapped, NOTHING_REPORTED);
  const syncState = plan.drafts.length > 0 ? "pending" : "in-sync";
  return planPush(push, order, { plan, number: 1, superseded: 0, syncState });
}
