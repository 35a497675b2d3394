import type { CheckedDossier } from "#core/dossier/check-dossier.ts";
import type { Client } from "#core/client.ts";
import { holderAfter, type Holding } from "#core/dossier/whose-dossier.ts";
import { headsOf, type DeliveryOrder } from "#core/delivery/destination.ts";
import { NOTHING_REPORTED, type MappedDossier, type Plan, type Reported } from "#core/message/plan-messages.ts";
import type { NotTold } from "#core/message/not-told.ts";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";
import type { DossierRevision, DossierSyncStatus, IntakeStore, PushWrite } from "#core/ports/intake-store.ts";
import type { Acceptance, IdempotencyKey, AcceptedPush } from "./acceptance.ts";

/** Where pushes are written, and what waits for what on the way out. */
export interface Intake {
  readonly store: IntakeStore;
  readonly attachments: Pick<AttachmentStore, "keep">;
  readonly order: DeliveryOrder;
}

/** A push that was checked and may be taken in. */
export interface CheckedPush {
  readonly client: Client;
  readonly checked: CheckedDossier;
  /** Made once: the dossier may be planned as a first push, and then as a further one. */
  readonly mapped: MappedDossier;
  readonly revision: DossierRevision;
  /** What revision and messages only refer to, by hash. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  readonly idempotency: IdempotencyKey | null;
  /** Going back to content the dossier had before is meant. */
  readonly goesBack: boolean;
}

/** What a push writes, and what it is answered with once that is durable. */
export interface PushPlan {
  readonly push: CheckedPush;
  readonly write: PushWrite;
  readonly accepted: AcceptedPush;
}

/** What a push of this dossier writes under the number its revision gets. */
export function planPush(
  push: CheckedPush,
  order: DeliveryOrder,
  {
    plan,
    number,
    superseded,
    syncState,
    before = null,
  }: Pick<PushWrite, "syncState"> & {
    readonly plan: Plan;
    readonly number: number;
    readonly superseded: number;
    /** Whose the dossier was; null for a first push. */
    readonly before?: Holding | null;
  },
): PushPlan {
  const { client, checked, idempotency } = push;
  const { drafts, notTold } = plan;
  const warnings = [...checked.warnings, ...plan.warnings];
  const clientId = before === null ? client.id : holderAfter(client, checked.dossier, before);
  const revision: DossierRevision = { ...push.revision, clientId, warnings };
  const { dossierCode, agencyCode } = checked.dossier;
  const taken: AcceptedPush = {
    outcome: "accepted",
    dossierCode,
    revision: number,
    messages: drafts.length,
    warnings,
    ...saidOf(notTold),
  };
  const kept = idempotency === null ? null : { clientId: client.id, ...idempotency, answer: JSON.stringify(taken) };
  const audit = {
    at: revision.at,
    actor: `client:${client.id}`,
    action: "dossier.accepted",
    subject: dossierCode,
    detail: {
      revision: number,
      messages: drafts.length,
      superseded,
      contentSha256: revision.contentSha256,
      ...(before === null || before.agencyCode === agencyCode
        ? {}
        : { movedFrom: before.agencyCode, movedTo: agencyCode }),
    },
  };
  // What waits for a message of another destination is woken by whoever delivers that one.
  const destinations = headsOf(drafts, order).map(({ destination }) => destination);
  return { push, write: { revision, drafts, destinations, syncState, notTold, audit, kept }, accepted: taken };
}

/** Undelivered messages of such a dossier are planned anew by a push: it is the mended one. */
export function mends(status: DossierSyncStatus | undefined): boolean {
  return status?.syncState === "refused" || status?.syncState === "parked";
}

/** What a push of the dossier takes for told. */
export function toldBefore(status: DossierSyncStatus | undefined): Reported {
  return (mends(status) ? status?.surelyReported : status?.reported) ?? NOTHING_REPORTED;
}

/** As answers have it: no member where there is nobody. */
export function saidOf(notTold: readonly NotTold[]): Pick<AcceptedPush, "notTold"> {
  return notTold.length === 0 ? {} : { notTold };
}

/** Dossier code of a push. */
export function codeOf({ checked }: CheckedPush): string {
  return checked.dossier.dossierCode;
}

/** What a push is answered, and who has something to hear because of it. */
export interface PushResult {
  readonly answer: Acceptance;
  readonly destinations: readonly string[];
}

/** The taking of a push that was written. */
export function pushResultOf({ accepted: taken, write }: PushPlan): PushResult {
  return { answer: taken, destinations: write.destinations };
}
