import { hash } from "node:crypto";
import { CHAIN_START, checkpointInput, leafInput, linkInput, type AuditRow } from "#core/proof/audit-chain.ts";
import type { EvidenceMaterial } from "#core/proof/evidence.ts";
import { hashTree } from "#core/proof/hash-tree.ts";
import type { SigningKey } from "../../src/signing/keys/signing-key.ts";
import { createSigner } from "../../src/signing/containers/signing-profiles.ts";

const digest = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");

export interface SampleLog {
  /** All of the log, in the order of the chain. */
  readonly rows: readonly AuditRow[];
  readonly about: string;
  /** What the dossier's entries have as their subject. */
  readonly subjects: readonly string[];
  readonly key: SigningKey;
  readonly at: Date;
  readonly profile?: string;
}

/** A dossier's entries out of a log, with the proof that they stand in it; made without the store. */
export async function provenAudit(log: SampleLog): Promise<Pick<EvidenceMaterial, "audit" | "auditProof">> {
  const { rows, about, subjects, key, at, profile = "jws" } = log;
  const seen = new Map<string, number>();
  let link = CHAIN_START;
  const links = rows.map((row, index) => {
    const whose = subjects.includes(row.subject) ? about : row.subject;
    const ordinal = (seen.get(whose) ?? 0) + 1;
    seen.set(whose, ordinal);
    const place = { position: index + 1, salt: "salt" in row ? null : `salt ${index}`, before: link };
    link = hash("sha256", linkInput(link, place, row));
    return { ...place, row, link, about: whose, ordinal };
  });
  const { root, paths } = hashTree(links.map(leafInput), digest);
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  const point = { position: links.length, link, root: hex(root), at: at.toISOString() };
  const signature = await createSigner({ profile, key }).sign(Buffer.from(checkpointInput(point)), at);
  const mine = links.filter((one) => one.about === about);
  return {
    audit: mine.map(({ row }) => row),
    auditProof: {
      checkpoint: { ...point, signature },
      entries: mine.length,
      places: mine.map(({ row, position, ordinal, before, salt }) => ({
        seq: row.seq,
        position,
        ordinal,
        before,
        salt,
        path: (paths[position - 1] ?? []).map(hex),
      })),
    },
  };
}
