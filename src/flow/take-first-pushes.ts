import type { DeliveryOrder } from "#core/delivery/destination.ts";
import { NOTHING_TOLD, planMessages } from "#core/message/plan-messages.ts";
import { KeyTaken } from "#core/ports/store.ts";
import { planPush, takingOf, type CheckedPush, type Intake, type PushPlan, type Taking } from "./push-plan.ts";

/**
 * Takes in those of a group of pushes that are the first of their dossiers; null for the others. What comes back as
 * accepted is durable. Throws as a whole, with nothing written.
 */
export async function takeFirstPushes(
  { store, order }: Intake,
  pushes: readonly CheckedPush[],
): Promise<readonly (Taking | null)[]> {
  const plans = pushes.map((push) => firstPush(push, order));
  const inserted = await store.insertFirst(plans.map(({ write }) => write)).catch((error: unknown) => {
    // A key that was used while we looked: it will be found used.
    if (error instanceof KeyTaken && pushes.length === 1) return new Set<string>();
    throw error;
  });
  return plans.map((plan) => (inserted.has(plan.taken.dossierCode) ? takingOf(plan) : null));
}

function firstPush(push: CheckedPush, order: DeliveryOrder): PushPlan {
  const plan = planMessages(push.checked, NOTHING_TOLD);
  const syncState = plan.drafts.length > 0 ? "pending" : "in-sync";
  return planPush(push, order, { plan, number: 1, superseded: 0, syncState });
}
