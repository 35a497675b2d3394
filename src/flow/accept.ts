import { canonicalJson } from "#core/canonical-json.ts";
import { checkDossier, type CheckedDossier, type SectorRegistry } from "#core/check-dossier.ts";
import { mayTouchAgency, type Client } from "#core/client.ts";
import type { Issue } from "#core/issue.ts";
import { NOTHING_TOLD, planMessages } from "#core/plan-messages.ts";
import type { Clock } from "#core/ports.ts";
import type { AuditEntry, DossierRevision, IntakeTransaction, StoredDossier } from "#core/store.ts";
import { sha256 } from "./sha256.ts";

/** What intake needs; `wake` tells the workers of this process that there is work for these destinations, after the commit. */
export interface AcceptDependencies {
  readonly clock: Clock;
  readonly sectors: SectorRegistry;
  readonly intake: { transaction<T>(work: (tx: IntakeTransaction) => Promise<T>): Promise<T> };
  readonly wake: (destinations: readonly string[]) => void;
}

/** The answer to one pushed dossier. */
export type Acceptance =
  | {
      readonly outcome: "accepted" | "unchanged";
      readonly dossierCode: string;
      readonly revision: number;
      /** How many messages the push made for the portal. */
      readonly messages: number;
      readonly warnings: readonly Issue[];
    }
  | { readonly outcome: "invalid"; readonly dossierCode: string | null; readonly issues: readonly Issue[] }
  | { readonly outcome: "forbidden"; readonly dossierCode: string; readonly issue: Issue }
  | { readonly outcome: "key-conflict"; readonly dossierCode: string };

type Taken = Extract<Acceptance, { outcome: "accepted" | "unchanged" }>;

/** An `Idempotency-Key` with the hash of the body it came with. */
export interface IdempotencyKey {
  readonly key: string;
  readonly bodySha256: string;
}

/**
 * Takes in one pushed dossier: checks it, works out what the portal has to hear, and commits dossier, messages,
 * idempotency record, audit entry and queue job in one transaction. When this resolves with `accepted`, it is durable.
 */
export async function acceptDossier(
  deps: AcceptDependencies,
  client: Client,
  input: unknown,
  idempotency: IdempotencyKey | null = null,
): Promise<Acceptance> {
  const checked = checkDossier(input, deps.sectors);
  if (!checked.ok) return { outcome: "invalid", dossierCode: codeOf(input), issues: checked.issues };
  const { dossierCode, agencyCode } = checked.dossier;
  if (!mayTouchAgency(client, agencyCode))
    return { outcome: "forbidden", dossierCode, issue: foreignAgency(agencyCode) };

  const revision: DossierRevision = {
    clientId: client.id,
    dossier: checked.dossier,
    record: checked.record,
    adapterVersion: checked.adapter.version,
    contentSha256: sha256(canonicalJson({ ...checked.dossier, record: checked.record })),
    warnings: checked.warnings,
    at: new Date(deps.clock.now()),
  };
  const { answer, destinations } = await deps.intake
    .transaction((tx) => write(tx, client, checked, revision, idempotency))
    .catch((error: unknown): Written => {
      if (error instanceof KeyConflict) return { answer: { outcome: "key-conflict", dossierCode }, destinations: [] };
      throw error;
    });
  if (destinations.length > 0) deps.wake(destinations);
  return answer;
}

/** What the push is answered, and who has something to hear because of it. */
interface Written<A extends Acceptance = Acceptance> {
  readonly answer: A;
  readonly destinations: readonly string[];
}

async function write(
  tx: IntakeTransaction,
  client: Client,
  checked: CheckedDossier,
  revision: DossierRevision,
  idempotency: IdempotencyKey | null,
): Promise<Written> {
  const { dossierCode } = checked.dossier;
  const stored = await tx.insertOrLock(revision);
  if (stored !== "inserted" && stored.clientId !== client.id && client.agencies !== null) {
    return { answer: { outcome: "forbidden", dossierCode, issue: foreignDossier() }, destinations: [] };
  }
  const kept = idempotency === null ? null : await tx.keptAnswer(client.id, idempotency.key);
  if (kept !== null) {
    if (kept.bodySha256 !== idempotency?.bodySha256 || stored === "inserted") throw new KeyConflict();
    return { answer: { ...(JSON.parse(kept.answer) as Taken), outcome: "unchanged" }, destinations: [] };
  }
  const written = await writeRevision(tx, client, checked, revision, stored);
  if (idempotency !== null) {
    const answer = { bodySha256: idempotency.bodySha256, answer: JSON.stringify(written.answer) };
    // Somebody used the key for another dossier in this very moment.
    if (!(await tx.keepAnswer(client.id, idempotency.key, answer, revision.at))) throw new KeyConflict();
  }
  return written;
}

async function writeRevision(
  tx: IntakeTransaction,
  client: Client,
  checked: CheckedDossier,
  revision: DossierRevision,
  stored: StoredDossier | "inserted",
): Promise<Written<Taken>> {
  const { dossierCode } = checked.dossier;
  const { warnings } = checked;
  if (stored !== "inserted" && stored.contentSha256 === revision.contentSha256) {
    const { revision: number } = stored;
    return { answer: { outcome: "unchanged", dossierCode, revision: number, messages: 0, warnings }, destinations: [] };
  }
  // A push after a refusal is the mended dossier: what never reached the portal is planned anew from it.
  const mends = stored !== "inserted" && (stored.syncState === "refused" || stored.syncState === "parked");
  const superseded = mends ? await tx.supersedeUndelivered(dossierCode, revision.at) : 0;
  const told = stored === "inserted" ? NOTHING_TOLD : await tx.told(dossierCode, { onlyDelivered: mends });
  const number = stored === "inserted" ? 1 : await tx.saveRevision(revision);

  const drafts = planMessages(checked, told);
  // A job that finds its messages held back is done with; whoever delivers what they wait for wakes them.
  const destinations = [...new Set(drafts.map(({ destination }) => destination))];
  await tx.addMessages(dossierCode, drafts, revision.at);
  let moved = false;
  if (drafts.length > 0) {
    const already = stored === "inserted" || stored.syncState === "pending" || stored.syncState === "unknown";
    if (!already) await tx.setSyncState(dossierCode, "pending");
    moved = !already;
    await tx.enqueue(dossierCode, destinations);
  } else if (mends || stored === "inserted") {
    await tx.setSyncState(dossierCode, "in-sync");
    moved = stored !== "inserted";
  }
  const entry: AuditEntry = {
    at: revision.at,
    actor: `client:${client.id}`,
    action: "dossier.accepted",
    subject: dossierCode,
    detail: { revision: number, messages: drafts.length, superseded, contentSha256: revision.contentSha256 },
  };
  const happened = { at: revision.at, dossierCode };
  await tx.audit(entry, [
    { ...happened, kind: "accepted", detail: { messages: drafts.length, superseded } },
    ...(moved ? [{ ...happened, kind: "sync-state" } as const] : []),
  ]);
  const answer: Taken = { outcome: "accepted", dossierCode, revision: number, messages: drafts.length, warnings };
  return { answer, destinations };
}

/** Thrown inside the transaction so that nothing of the push stays. */
class KeyConflict extends Error {
  override readonly name = "KeyConflict";
}

function codeOf(input: unknown): string | null {
  if (typeof input !== "object" || input === null || !("dossierCode" in input)) return null;
  return typeof input.dossierCode === "string" ? input.dossierCode.slice(0, 50) : null;
}

function foreignAgency(agencyCode: string): Issue {
  return {
    pointer: "/agencyCode",
    code: "agency-not-allowed",
    message: `Khóa này không được gửi hồ sơ của cơ quan ${agencyCode}. Liên hệ quản trị để được cấp quyền.`,
    messageEn: `This key may not push dossiers of agency ${agencyCode}. Ask the administrator for the right.`,
    severity: "error",
  };
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
