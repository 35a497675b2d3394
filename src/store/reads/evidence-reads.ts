import { createHash } from "node:crypto";
import { sql, type Expression, type Kysely, type RawBuilder, type Selectable, type Transaction } from "kysely";
import { formatInstant } from "#schemas/common/timestamp.ts";
import type {
  EvidenceAttempt,
  EvidenceEnvelope,
  EvidenceFound,
  EvidenceMessage,
  EvidenceTimestamp,
} from "#core/proof/evidence.ts";
import { isInScope, type Scope } from "#core/scope.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { readAuditProof } from "../audit/audit-proof.ts";
import { readDossier } from "./dossier-reads.ts";
import { AGENCY_OF_ITEM } from "./in-scope.ts";
import { keptIn } from "./signature-columns.ts";
import type { Tables } from "../database/tables.ts";

/**
 * All that is kept about one dossier, as of one moment. Batch envelopes hold other dossiers too, and a part of their bytes
 * would not verify: so the reader must be allowed to see every item of every envelope, under the agency it was sent under.
 */
export function readEvidence(
  db: Kysely<Tables>,
  dossierCode: string,
  scope: Scope,
  maxBytes: number,
): Promise<EvidenceFound> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (tx): Promise<EvidenceFound> => {
      const detail = await readDossier(tx, dossierCode, scope);
      if (detail === null) return { kind: "absent" };
      const places = await readEnvelopeScopes(tx, dossierCode);
      const outside = places.filter(({ agencies }) => !agencies.every((agency) => isInScope(scope, agency)));
      if (outside.length > 0) return { kind: "outside-scope", envelopes: outside.length };
      const sent = places.reduce((sum, { bytes: length }) => sum + length, 0);
      const bytes = sent + (await receiptBytes(tx, dossierCode, places));
      if (bytes > maxBytes) return { kind: "too-large", bytes };

      const ids = places.map(({ id }) => id);
      const envelopes = await readEnvelopes(tx, places);
      const messages = await readMessages(tx, dossierCode);
      const text = (name: string) => {
        const value = detail.dossier[name];
        return typeof value === "string" ? value : "";
      };
      return {
        kind: "found",
        material: {
          dossierCode,
          sector: text("sector"),
          procedureCode: text("procedureCode"),
          agencyCode: text("agencyCode"),
          revision: detail.revision,
          syncState: detail.syncState,
          messages,
          envelopes,
          attempts: await readAttempts(tx, ids, messages),
          timeline: detail.timeline,
          ...(await readAuditProof(tx, dossierCode, [dossierCode, ...messages.map(({ id }) => id)])),
          timestamps: await readTimestamps(tx, envelopes),
        },
      };
    });
}

interface EnvelopeScope {
  readonly id: string;
  readonly bytes: number;
  readonly agencies: readonly string[];
  readonly dossiers: number;
}

/** The dossier's envelopes with the agencies every item in them was sent under, before a byte of them is read. */
async function readEnvelopeScopes(tx: Transaction<Tables>, dossierCode: string): Promise<readonly EnvelopeScope[]> {
  const rows = await tx
    .selectFrom("envelopes as e")
    .innerJoin("envelope_items as i", "i.envelope_id", "e.id")
    .innerJoin("messages as m", "m.id", "i.message_id")
    .innerJoin("dossiers as d", "d.code", "m.dossier_code")
    .where("e.id", "in", (eb) =>
      eb
        .selectFrom("envelope_items as mine")
        .innerJoin("messages as own", "own.id", "mine.message_id")
        .select("mine.envelope_id")
        .where("own.dossier_code", "=", dossierCode),
    )
    .groupBy(["e.id"])
    .orderBy("e.created_at")
    .orderBy("e.id")
    .select("e.id")
    .select(sql<number>`octet_length(e.body)`.as("bytes"))
    .select(sql<string[]>`array_agg(distinct ${AGENCY_OF_ITEM})`.as("agencies"))
    .select(sql<number>`count(distinct d.code)::integer`.as("dossiers"))
    .execute();
  return rows;
}

/** Length of the signed answers, before a byte of them is read. */
async function receiptBytes(
  tx: Transaction<Tables>,
  dossierCode: string,
  places: readonly Pick<EnvelopeScope, "id">[],
): Promise<number> {
  const ids = places.map(({ id }) => id);
  const { bytes } = await tx
    .selectFrom("attempts")
    .where("seq", "in", (eb) =>
      attemptsAbout(ids, eb.selectFrom("messages").select("id").where("dossier_code", "=", dossierCode)),
    )
    .select(sql<number>`coalesce(sum(octet_length(receipt_body)), 0)::integer`.as("bytes"))
    .executeTakeFirstOrThrow();
  return bytes;
}

/** Which attempts sent one of the envelopes or asked about one of the messages; each half by an index of its own. */
function attemptsAbout(envelopeIds: readonly string[], messageIds: Expression<unknown>): RawBuilder<string> {
  return sql<string>`(
    select seq from attempts where envelope_id in (select unnest(${uuids(envelopeIds)}))
    union select seq from attempts where message_id in (${messageIds}))`;
}

/** As text, for the two drivers write lists differently. */
function uuids(ids: readonly string[]): RawBuilder<string[]> {
  return sql<string[]>`${`{${ids.join(",")}}`}::text::uuid[]`;
}

async function readEnvelopes(tx: Transaction<Tables>, places: readonly EnvelopeScope[]): Promise<EvidenceEnvelope[]> {
  const envelopes: EvidenceEnvelope[] = [];
  for (const { id, dossiers } of places) {
    const row = await tx.selectFrom("envelopes").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    envelopes.push({
      id,
      destination: row.destination,
      service: row.service,
      isUpdating: row.is_updating,
      createdAt: formatInstant(row.created_at.getTime()),
      body: row.body,
      signature: { profile: row.signature_profile, header: row.signature_header, value: row.signature_value },
      certificateThumbprint: row.certificate_thumbprint,
      otherDossiers: dossiers - 1,
      timestamp:
        row.timestamp_id === null
          ? null
          : { id: row.timestamp_id, position: row.timestamp_position ?? 0, path: row.timestamp_path as string[] },
    });
  }
  return envelopes;
}

async function readMessages(tx: Transaction<Tables>, dossierCode: string): Promise<EvidenceMessage[]> {
  const rows = await tx
    .selectFrom("messages")
    .select(["id", "number", "kind", "destination", "service", "state", "settled_at", "payload", "payload_sha256"])
    .select("envelope_id")
    .where("dossier_code", "=", dossierCode)
    .orderBy("number")
    .execute();
  const items = await tx
    .selectFrom("envelope_items as i")
    .innerJoin("messages as m", "m.id", "i.message_id")
    .innerJoin("envelopes as e", "e.id", "i.envelope_id")
    .select(["i.message_id", "i.envelope_id", "i.position"])
    .where("m.dossier_code", "=", dossierCode)
    .orderBy("e.created_at")
    .orderBy("e.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    destination: row.destination,
    service: row.service,
    state: row.state,
    settledAt: row.settled_at === null ? null : formatInstant(row.settled_at.getTime()),
    payloadSha256: row.payload_sha256 ?? createHash("sha256").update(row.payload).digest("hex"),
    envelopes: items
      .filter((item) => item.message_id === row.id)
      .map((item) => ({
        id: item.envelope_id,
        position: item.position,
        current: item.envelope_id === row.envelope_id,
      })),
  }));
}

async function readAttempts(
  tx: Transaction<Tables>,
  envelopeIds: readonly string[],
  messages: readonly EvidenceMessage[],
): Promise<EvidenceAttempt[]> {
  const messageIds = messages.map(({ id }) => id);
  if (messageIds.length === 0) return [];
  const rows = await tx
    .selectFrom("attempts")
    .selectAll()
    .where("seq", "in", () => attemptsAbout(envelopeIds, sql`select unnest(${uuids(messageIds)})`))
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    envelopeId: row.envelope_id,
    messageId: row.message_id,
    startedAt: formatInstant(row.started_at.getTime()),
    endedAt: formatInstant(row.ended_at.getTime()),
    outcome: row.outcome,
    party: row.party,
    cause: row.cause,
    message: row.message,
    messageEn: row.message_en,
    httpStatus: row.http_status,
    errorCode: row.error_code,
    excerpt: row.excerpt,
    answerSha256: row.answer_sha256,
    receipt: receiptOf(row),
  }));
}

function receiptOf(row: Pick<Selectable<Tables["attempts"]>, "receipt" | "receipt_body">): EvidenceAttempt["receipt"] {
  const kept = keptIn(row.receipt);
  return kept === null || row.receipt_body === null ? null : { ...kept, body: row.receipt_body };
}

async function readTimestamps(
  tx: Transaction<Tables>,
  envelopes: readonly EvidenceEnvelope[],
): Promise<EvidenceTimestamp[]> {
  const ids = [...new Set(envelopes.flatMap(({ timestamp }) => (timestamp === null ? [] : [timestamp.id])))];
  if (ids.length === 0) return [];
  const rows = await tx.selectFrom("timestamps").selectAll().where("id", "in", ids).orderBy("stamped_at").execute();
  return rows.map((row) => ({
    id: row.id,
    root: row.root,
    treeSize: row.tree_size,
    stampedAt: formatInstant(row.stamped_at.getTime()),
    token: row.token,
  }));
}

/** Enters into the audit log that somebody took a dossier's evidence away. */
export function recordExport(
  db: Kysely<Tables>,
  dossierCode: string,
  { actor, at, envelopes }: { readonly actor: string; readonly at: Date; readonly envelopes: number },
): Promise<void> {
  const entry = { at, actor, action: "evidence.exported", subject: dossierCode, detail: { envelopes } };
  return db.transaction().execute((tx) => appendAudit(tx, [entry]));
}
