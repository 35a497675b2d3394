import { sql, type Transaction } from "kysely";
import { pushedDossier } from "#core/dossier/pushed-dossier.ts";
import { PORTAL } from "#core/delivery/destination.ts";
import type { DraftMessage } from "#core/message/message.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { Claim, DueMessage, MessageChange, StoredEnvelope } from "#core/ports/delivery-store.ts";
import type { DossierRevision, PushWrite } from "#core/ports/intake-store.ts";
import type { Store } from "../../src/store/store.ts";
import type { Tables } from "../../src/store/database/tables.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import type { DatabaseUnderTest } from "./database-under-test.ts";
import { seededRandom } from "../kit/seeded-random.ts";

/** The moment everything happens at, unless a test says otherwise. */
export const AT = new Date("2026-05-18T01:30:15.000Z");
export const LATER = new Date(AT.getTime() + 60_000);
const random = seededRandom(7);

/** A lease token, or any other id. */
export const newId = (): string => random.uuid();

const valid = pushedDossier.parse(sampleDossier("H36.03-260518-0001"));

/** A revision as intake writes it; the store does not mind what a code looks like, so a test may name it for people. */
export function revisionOf(
  dossierCode: string,
  options: { readonly at?: Date; readonly clientId?: string; readonly patch?: Readonly<Record<string, unknown>> } = {},
): DossierRevision {
  const { at = AT, clientId = "vendor-a", patch = {} } = options;
  return {
    clientId,
    dossier: { ...valid, ...patch, dossierCode },
    record: undefined,
    adapterVersion: "1",
    contentSha256: JSON.stringify(patch),
    warnings: [],
    at,
  };
}

/** An applicant with this name, for a revision's `patch`. */
export function applicantCalled(name: string, identityNumber = "9900000129") {
  return { ...valid.applicant, name, identifiers: [{ type: "other", number: identityNumber }] };
}

export function draft(kind: DraftMessage["kind"], text: string, entryId?: string, destination = PORTAL): DraftMessage {
  const service = { dossier: "DongBoHoSoMC", progress: "CapNhatTienDoHoSoMC", sector: "dangKyHoTich" }[kind];
  return { kind, destination, service, payload: { text }, ...(entryId === undefined ? {} : { entryId }) };
}

/** Everything a push writes; one message for the portal unless said otherwise. */
export function writeOf(
  dossierCode: string,
  options: Parameters<typeof revisionOf>[1] & {
    readonly drafts?: readonly DraftMessage[];
    readonly key?: string;
    readonly syncState?: PushWrite["syncState"];
    readonly notTold?: PushWrite["notTold"];
  } = {},
): PushWrite {
  const {
    drafts = [draft("dossier", dossierCode)],
    at = AT,
    clientId = "vendor-a",
    key,
    syncState = "pending",
    notTold = [],
  } = options;
  return {
    revision: revisionOf(dossierCode, options),
    drafts,
    destinations: [...new Set(drafts.map(({ destination }) => destination))],
    syncState,
    notTold,
    audit: {
      at,
      actor: `client:${clientId}`,
      action: "dossier.accepted",
      subject: dossierCode,
      detail: { revision: 1, messages: drafts.length },
    },
    kept: key === undefined ? null : { clientId, key, bodySha256: "sha", answer: '{"revision":1}' },
  };
}

/** Takes a dossier in with these messages, the way a first push does; gives the messages' ids. */
export async function take(
  store: Store,
  dossierCode: string,
  options: Parameters<typeof writeOf>[1] = {},
): Promise<readonly string[]> {
  await store.intake.insertFirst([writeOf(dossierCode, options)]);
  const detail = await store.reads.dossier(dossierCode, null);
  return detail?.timeline.flatMap((entry) => (entry.kind === "message" ? [entry.messageId] : [])) ?? [];
}

/** Takes a further push of a dossier, the way a change does. */
export function takeAgain(
  store: Store,
  dossierCode: string,
  options: Parameters<typeof writeOf>[1] = {},
): Promise<void> {
  return store.intake.transaction(async (tx) => {
    await tx.lock([dossierCode]);
    await tx.saveRevisions([writeOf(dossierCode, { syncState: null, ...options })]);
  });
}

/** Takes a dossier in and loses its job, as nothing should ever do. */
export async function takeAndForget({ store, database }: DatabaseUnderTest, dossierCode: string): Promise<void> {
  await take(store, dossierCode);
  await sql`delete from jobs where dossier_code = ${dossierCode}`.execute(database.db);
}

/** Claims what is due; fails where nothing is. */
export async function claimed(
  store: Store,
  options: { readonly leaseSeconds?: number; readonly limit?: number; readonly destination?: string } = {},
) {
  const claim = await store.delivery.claim({
    destination: PORTAL,
    limit: 10,
    leaseSeconds: 60,
    ...options,
    leaseToken: newId(),
  });
  if (claim === null) throw new Error("nothing was due");
  return claim;
}

/** Dossier codes in a claim, sorted. */
export const codesIn = (claim: Claim | null): string[] => [...(claim?.dossiers.keys() ?? [])].toSorted();

/** All messages of a claim. */
export const messagesIn = (claim: Claim): DueMessage[] => [...claim.dossiers.values()].flat();

export function envelopeOf(body = "bytes"): StoredEnvelope {
  return {
    id: newId(),
    destination: PORTAL,
    service: "DongBoHoSoMC",
    isUpdating: false,
    body: Buffer.from(body),
    signature: { profile: "jws", header: "X-JWS", value: `sealed ${body}`, certificateThumbprint: "thumb" },
    createdAt: AT,
  };
}

export const DELIVERED: Outcome = {
  kind: "delivered",
  cause: "accepted",
  message: "Cổng đã nhận.",
  messageEn: "The portal took it.",
  httpStatus: 200,
  errorCode: "0",
};

export const REFUSED: Outcome = {
  kind: "refused",
  party: "vendor-data",
  cause: "error-code",
  message: "Cổng từ chối dữ liệu.",
  messageEn: "The portal refused the data.",
};

/** What becomes of a message; delivered unless said otherwise. */
export function changed(message: DueMessage, change: Partial<MessageChange> = {}): MessageChange {
  return {
    messageId: message.id,
    state: "delivered",
    attempts: message.attempts + 1,
    failures: message.failures + 1,
    spent: message.spent,
    dueAt: AT,
    outcome: DELIVERED,
    settledAt: AT,
    ...change,
  };
}

/** Settles every message of the claim alike and gives the dossiers back. */
export async function finish(store: Store, claim: Claim, change: Partial<MessageChange> = {}): Promise<void> {
  const messages = messagesIn(claim);
  if (messages.length > 0) {
    await store.delivery.settle({
      leaseToken: claim.leaseToken,
      attempts: [],
      changes: messages.map((message) => changed(message, change)),
      portalKnown: [],
      audit: [],
    });
  }
  await store.delivery.release(claim, { at: AT });
}

/** Puts a dossier there, if it is not, and locks it until the transaction ends; nobody is told. */
export async function standLocked(tx: Transaction<Tables>, dossierCode: string): Promise<void> {
  await sql`
    insert into dossiers (code, client_id, sector, procedure_code, agency_code, applicant_name, status, revision,
      adapter_version, content, content_sha256, warnings, sync_state, created_at, changed_at)
    values (${dossierCode}, 'vendor-a', 'promotions', '2.000033', 'H36.03', 'Mẫu', 2, 1, '1', '{}', '', '[]', 'in-sync', ${AT}, ${AT})
    on conflict (code) do nothing`.execute(tx);
  await sql`select from dossiers where code = ${dossierCode} for update`.execute(tx);
}
