import type { DeliveryOrder } from "#core/delivery/destination.ts";
import type { Issue } from "#core/dossier/issue.ts";
import { NOTHING_REPORTED, planMessages } from "#core/message/plan-messages.ts";
import {
  IdempotencyKeyUsed,
  type ClientKey,
  type IntakeTransaction,
  type KeptAnswer,
  type DossierSyncStatus,
  type StoredDossier,
} from "#core/ports/intake-store.ts";
import type { Acceptance, AcceptedPush } from "./acceptance.ts";
import {
  codeOf,
  planPush,
  pushResultOf,
  type CheckedPush,
  type Intake,
  type PushPlan,
  type PushResult,
} from "./push-plan.ts";

/** Takes in a group of pushes of dossiers that are there already. Throws as a whole, with nothing written. */
export async function acceptFurtherPushes(
  { store, order }: Intake,
  pushes: readonly CheckedPush[],
): Promise<readonly PushResult[]> {
  try {
    return await store.transaction((tx) => takeInTransaction(tx, order, pushes));
  } catch (error) {
    const [only] = pushes;
    if (!(error instanceof IdempotencyKeyUsed) || only === undefined || pushes.length > 1) throw error;
    return [withoutNews({ outcome: "key-conflict", dossierCode: codeOf(only) })];
  }
}

async function takeInTransaction(
  tx: IntakeTransaction,
  order: DeliveryOrder,
  pushes: readonly CheckedPush[],
): Promise<PushResult[]> {
  const locked = await tx.lock(pushes.map(codeOf));
  const kept = await tx.keptAnswers(pushes.flatMap((push) => keyOf(push) ?? []));
  const takings = new Map<CheckedPush, PushResult>();
  const changed: StoredPush[] = [];
  for (const push of pushes) {
    const stored = locked.get(codeOf(push)) ?? null;
    const answer =
      kept.find(({ clientId, key }) => clientId === push.client.id && key === push.idempotency?.key) ?? null;
    const outcome = mayNotTouch(push, stored) ?? answeredBefore(push, stored, answer) ?? unchanged(push, stored);
    if (outcome !== null) takings.set(push, withoutNews(outcome));
    // Neither inserted nor there, and dossiers are never deleted.
    else if (stored === null) throw new Error("a dossier was neither inserted nor found");
    else changed.push({ push, stored });
    if (outcome?.outcome === "unchanged" && answer === null) await keepUnder(tx, push, outcome);
  }
  if (changed.length > 0)
    for (const plan of await saveChanged(tx, order, changed)) takings.set(plan.push, pushResultOf(plan));
  // Every push has been taken or answered by now.
  return pushes.map((push) => takings.get(push) as PushResult);
}

interface StoredPush {
  readonly push: CheckedPush;
  readonly stored: StoredDossier;
}

function mayNotTouch({ client }: CheckedPush, stored: StoredDossier | null): Acceptance | null {
  if (stored === null || stored.clientId === client.id || client.agencies === null) return null;
  return { outcome: "forbidden", dossierCode: stored.dossierCode, issue: foreignDossier() };
}

/** @throws KeyTaken when the key was used for something else */
function answeredBefore(
  { idempotency }: CheckedPush,
  stored: StoredDossier | null,
  kept: KeptAnswer | null,
): AcceptedPush | null {
  if (kept === null) return null;
  if (kept.bodySha256 !== idempotency?.bodySha256 || stored === null) throw new IdempotencyKeyUsed();
  return { ...(JSON.parse(kept.answer) as AcceptedPush), outcome: "unchanged" };
}

function unchanged({ checked, revision }: CheckedPush, stored: StoredDossier | null): AcceptedPush | null {
  if (stored === null || stored.contentSha256 !== revision.contentSha256) return null;
  const { dossierCode, revision: number } = stored;
  return { outcome: "unchanged", dossierCode, revision: number, messages: 0, warnings: checked.warnings };
}

async function keepUnder(tx: IntakeTransaction, push: CheckedPush, taken: AcceptedPush): Promise<void> {
  const key = keyOf(push);
  if (key === null || push.idempotency === null) return;
  const { bodySha256 } = push.idempotency;
  await tx.keepAnswer({ ...key, bodySha256, answer: JSON.stringify(taken) }, push.revision.at);
}

async function saveChanged(
  tx: IntakeTransaction,
  order: DeliveryOrder,
  changed: readonly StoredPush[],
): Promise<readonly PushPlan[]> {
  const statuses = await tx.syncStatuses(changed.map(({ push }) => codeOf(push)));
  // A push after a refusal is the mended dossier: what never reached the portal is planned anew from it.
  const mended = changed.map(({ push }) => push).filter((push) => mends(statuses.get(codeOf(push))));
  const superseded =
    mended[0] === undefined
      ? new Map<string, number>()
      : await tx.supersedeUndelivered(mended.map(codeOf), mended[0].revision.at);

  const plans = changed.map(({ push, stored }) => {
    const status = statuses.get(codeOf(push));
    const reported = mends(status) ? status?.surelyReported : status?.reported;
    const plan = planMessages(push.mapped, reported ?? NOTHING_REPORTED);
    return planPush(push, order, {
      plan,
      number: stored.revision + 1,
      superseded: superseded.get(codeOf(push)) ?? 0,
      syncState: nextSyncState(status, plan.drafts.length > 0),
    });
  });
  await tx.saveRevisions(plans.map(({ write }) => write));
  return plans;
}

function mends(status: DossierSyncStatus | undefined): boolean {
  return status?.syncState === "refused" || status?.syncState === "parked";
}

/** Null: as it is. */
function nextSyncState(status: DossierSyncStatus | undefined, hasNews: boolean): "pending" | "in-sync" | null {
  if (status?.needsPerson === true) return null;
  if (hasNews) return status?.syncState === "pending" || status?.syncState === "unknown" ? null : "pending";
  return mends(status) ? "in-sync" : null;
}

const withoutNews = (answer: Acceptance): PushResult => ({ answer, destinations: [] });

function keyOf({ client, idempotency }: CheckedPush): ClientKey | null {
  return idempotency === null ? null : { clientId: client.id, key: idempotency.key };
}

function foreignDossier(): Issue {
  return {
    pointer: "/dossierCode",
    code: "dossier-of-another-client",
    message: "Hồ sơ này do phần mềm khác gửi; chỉ phần mềm đó được cập nhật.",
    messageEn: "Another client pushed this dossier; only that one may update it.",
    severity: "error",
  };
}
