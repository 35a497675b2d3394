import type { DeliveryOrder } from "#core/delivery/destination.ts";
import { doubtGoingBack, olderRevision } from "#core/dossier/going-back.ts";
import { refusalOfPush } from "#core/dossier/whose-dossier.ts";
import { planMessages } from "#core/message/plan-messages.ts";
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
  mends,
  planPush,
  pushResultOf,
  saidOf,
  toldBefore,
  type CheckedPush,
  type Intake,
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
  if (changed.length > 0) for (const [push, taking] of await saveChanged(tx, order, changed)) takings.set(push, taking);
  // Every push has been taken or answered by now.
  return pushes.map((push) => takings.get(push) as PushResult);
}

interface StoredPush {
  readonly push: CheckedPush;
  readonly stored: StoredDossier;
}

function mayNotTouch({ client, checked: { dossier } }: CheckedPush, stored: StoredDossier | null): Acceptance | null {
  const issue = refusalOfPush(client, dossier, stored);
  return issue === null ? null : { outcome: "forbidden", dossierCode: dossier.dossierCode, issue };
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
  const { warnings } = checked;
  return { outcome: "unchanged", dossierCode, revision: number, messages: 0, warnings, ...saidOf(stored.notTold) };
}

/**
 * The answer to content that the dossier had before and has no more: nothing is changed, so a retry that comes late does
 * not take the portal back. It is kept under no `Idempotency-Key`: the same request may be made again with the header
 * that says it is meant.
 */
function olderThan({ stored }: StoredPush, sameRevision: number): AcceptedPush {
  const { dossierCode, revision } = stored;
  const warnings = [olderRevision(sameRevision, revision)];
  return { outcome: "unchanged", dossierCode, revision, messages: 0, warnings, ...saidOf(stored.notTold) };
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
  pushes: readonly StoredPush[],
): Promise<ReadonlyMap<CheckedPush, PushResult>> {
  const statuses = await tx.syncStatuses(
    pushes.map(({ push }) => ({ dossierCode: codeOf(push), contentSha256: push.revision.contentSha256 })),
  );
  const takings = new Map<CheckedPush, PushResult>();
  const changed = pushes.filter((stored) => {
    const same = statuses.get(codeOf(stored.push))?.sameRevision ?? null;
    // The same as now: an operator let it go undelivered, and here it is again.
    if (same === null || same === stored.stored.revision || isMeant(stored)) return true;
    takings.set(stored.push, withoutNews(olderThan(stored, same)));
    return false;
  });
  if (changed.length === 0) return takings;
  // A push after a refusal is the mended dossier: what never reached the portal is planned anew from it.
  const mended = changed.map(({ push }) => push).filter((push) => mends(statuses.get(codeOf(push))));
  const superseded =
    mended[0] === undefined
      ? new Map<string, number>()
      : await tx.supersedeUndelivered(mended.map(codeOf), mended[0].revision.at);

  const plans = changed.map(({ push, stored }) => {
    const status = statuses.get(codeOf(push));
    const told = toldBefore(status);
    const plan = planMessages(push.mapped, told, stored);
    const doubts = isMeant({ push, stored })
      ? []
      : doubtGoingBack(push.checked.dossier, { ...stored, entryIds: told.entryIds });
    return planPush(push, order, {
      plan: { ...plan, warnings: [...plan.warnings, ...doubts] },
      number: stored.revision + 1,
      superseded: superseded.get(codeOf(push)) ?? 0,
      syncState: nextSyncState(status, plan.drafts.length > 0, stored.isReleased),
      before: stored,
    });
  });
  await tx.saveRevisions(plans.map(({ write }) => write));
  for (const plan of plans) takings.set(plan.push, pushResultOf(plan));
  return takings;
}

/** Whether other content than before is meant to be: the sender says so, or the code was given to whoever pushes now. */
function isMeant({ push, stored }: StoredPush): boolean {
  return push.goesBack || stored.isReleased;
}

/** Null: as it is. */
function nextSyncState(
  status: DossierSyncStatus | undefined,
  hasNews: boolean,
  isReleased: boolean,
): "pending" | "in-sync" | null {
  if (status?.needsPerson === true) return null;
  // A released dossier stands as stopped, whatever its messages say.
  if (isReleased) return hasNews ? "pending" : "in-sync";
  if (hasNews) return status?.syncState === "pending" || status?.syncState === "unknown" ? null : "pending";
  return mends(status) ? "in-sync" : null;
}

const withoutNews = (answer: Acceptance): PushResult => ({ answer, destinations: [] });

function keyOf({ client, idempotency }: CheckedPush): ClientKey | null {
  return idempotency === null ? null : { clientId: client.id, key: idempotency.key };
}
