import { sql, type Kysely, type Transaction } from "kysely";
import type { Scope } from "#core/scope.ts";
import type { FindingKind, FindingSettlement, SettledBy } from "#core/reconciliation/reconciliation.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { inScope } from "../reads/in-scope.ts";
import type { Tables } from "../database/tables.ts";

/** An open finding whose dossier and row the caller now holds. */
export interface HeldFinding {
  readonly kind: FindingKind;
  readonly dossierCode: string;
}

/** Locks an open finding with its dossier, the dossier first, as everywhere. */
export async function holdFinding(
  tx: Transaction<Tables>,
  id: string,
  scope: Scope,
): Promise<HeldFinding | { readonly outcome: "not-found" | "settled-already" }> {
  const { rows } = await sql<{ code: string }>`
    select d.code from dossiers d
    where d.code = (select dossier_code from findings where id = ${id}::uuid) and ${inScope("d.agency_code", scope)}
    for update`.execute(tx);
  if (rows.length === 0) return { outcome: "not-found" };
  const finding = await tx
    .selectFrom("findings")
    .select(["kind", "state", "dossier_code"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (finding === undefined) return { outcome: "not-found" };
  if (finding.state !== "open") return { outcome: "settled-already" };
  return { kind: finding.kind, dossierCode: finding.dossier_code };
}

/** Writes how a held finding was settled, with who and why in the audit log. */
export async function settleFinding(
  tx: Transaction<Tables>,
  id: string,
  { kind, dossierCode }: HeldFinding,
  state: "resent" | "dismissed",
  { actor, reason, at }: SettledBy,
): Promise<void> {
  await tx
    .updateTable("findings")
    .set({ state, settled_at: at, settled_by: actor, reason })
    .where("id", "=", id)
    .execute();
  await appendAudit(tx, [
    { at, actor, action: `reconciliation.${state}`, subject: dossierCode, detail: { finding: id, kind, reason } },
  ]);
}

/** Lets a difference be; it is not brought up again unless it changes. */
export function dismiss(db: Kysely<Tables>, id: string, scope: Scope, by: SettledBy): Promise<FindingSettlement> {
  return db.transaction().execute(async (tx): Promise<FindingSettlement> => {
    const held = await holdFinding(tx, id, scope);
    if ("outcome" in held) return held;
    await settleFinding(tx, id, held, "dismissed", by);
    return { outcome: "dismissed", dossierCode: held.dossierCode };
  });
}
