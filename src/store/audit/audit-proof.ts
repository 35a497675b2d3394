import { sql, type Transaction } from "kysely";
import { CHAIN_START, type AuditRow } from "#core/proof/audit-chain.ts";
import type { EvidenceAuditPosition, EvidenceAuditProof, EvidenceMaterial } from "#core/proof/evidence.ts";
import { auditEntry, toCheckpoint } from "./audit-chain-store.ts";
import { auditTree } from "./audit-tree.ts";
import type { Tables } from "../database/tables.ts";

interface PlacedRow extends AuditRow {
  /** Null while it is not linked. */
  readonly position: string | null;
  readonly salt: string | null;
  readonly ordinal: string | null;
  readonly before: string | null;
}

/** A dossier's entries of the audit log, and the proof that they stand in it, under the newest checkpoint. */
export async function readAuditProof(
  tx: Transaction<Tables>,
  dossierCode: string,
  subjects: readonly string[],
): Promise<Pick<EvidenceMaterial, "audit" | "auditProof">> {
  const { rows } = await sql<PlacedRow>`
    select ${auditEntry}, l.position::text as position, l.salt, l.ordinal::text as ordinal, b.link as before
    from audit a left join audit_links l on l.audit_seq = a.seq left join audit_links b on b.position = l.position - 1
    where a.subject in (select jsonb_array_elements_text(${JSON.stringify(subjects)}::jsonb)) order by a.seq`.execute(
    tx,
  );
  const audit = rows.map(({ seq, at, actor, action, subject, detail }) => ({
    seq,
    at,
    actor,
    action,
    subject,
    detail,
  }));
  return { audit, auditProof: await prove(tx, dossierCode, rows) };
}

async function prove(
  tx: Transaction<Tables>,
  dossierCode: string,
  rows: readonly PlacedRow[],
): Promise<EvidenceAuditProof | null> {
  const newest = await tx
    .selectFrom("audit_checkpoints")
    .selectAll()
    .where("root", "is not", null)
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();
  if (newest === undefined) return null;
  const checkpoint = toCheckpoint(newest);
  const { root, position: size } = checkpoint;
  if (root === null) return null;
  const { rows: counted } = await sql<{ entries: string }>`
    select coalesce(max(ordinal), 0)::text as entries from audit_links
    where about = ${dossierCode} and position <= ${size}`.execute(tx);

  const tree = auditTree(tx);
  const places: EvidenceAuditPosition[] = [];
  for (const { seq, position: at, salt, ordinal, before } of rows) {
    const position = Number(at);
    if (at === null || position > size) continue;
    const path = await tree.path(position - 1, size);
    places.push({
      seq,
      position,
      ordinal: Number(ordinal),
      before: before ?? CHAIN_START,
      salt,
      path: path.map((hash) => Buffer.from(hash).toString("hex")),
    });
  }
  return { checkpoint: { ...checkpoint, root }, entries: Number(counted[0]?.entries ?? 0), places };
}
