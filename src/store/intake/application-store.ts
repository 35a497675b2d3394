import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import { formatInstant } from "#schemas/common/timestamp.ts";
import type { ApplicationFile, ApplicationStore, StoredApplication } from "#core/sector/inbound-call.ts";
import type { JsonObject } from "#core/message/message.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { readPage, type Keyset } from "../reads/keyset-page.ts";
import { keptIn, toKept } from "../reads/signature-columns.ts";
import type { Tables } from "../database/tables.ts";
import { isUnstorable } from "../database/unstorable.ts";

export function applicationStore(db: Kysely<Tables>): ApplicationStore {
  return {
    keep: (input) => db.transaction().execute((tx) => keep(tx, input)),
    one: async (dossierCode) => {
      if (isUnstorable(dossierCode)) return null;
      const row = await rows(db).where("a.dossier_code", "=", dossierCode).executeTakeFirst();
      return row === undefined ? null : toApplication(row);
    },
    list: (options) => list(db, options),
  };
}

async function keep(
  tx: Transaction<Tables>,
  { sector, call, application, contentSha256, mayReplace, at, actor, signed }: Parameters<ApplicationStore["keep"]>[0],
): ReturnType<ApplicationStore["keep"]> {
  const { dossierCode } = application;
  const columns = {
    call,
    procedure_code: application.procedureCode,
    submitted_on: application.submittedOn,
    record: JSON.stringify(application.record),
    files: JSON.stringify(application.files),
    content_sha256: contentSha256,
    changed_at: at,
    signature: signed === null ? null : JSON.stringify(toKept(signed.signature)),
    signed_body: signed === null ? null : Buffer.from(signed.body),
  };
  const audit = (action: string, revision: number) =>
    appendAudit(tx, [
      {
        at,
        actor,
        action,
        subject: dossierCode,
        detail: { sector, call, revision, contentSha256, ...signerOf(signed) },
      },
    ]);

  const inserted = await tx
    .insertInto("applications")
    .values({ ...columns, dossier_code: dossierCode, sector, revision: 1, received_at: at })
    .onConflict((conflict) => conflict.column("dossier_code").doNothing())
    .returning("dossier_code")
    .executeTakeFirst();
  if (inserted !== undefined) {
    await audit("application.received", 1);
    return "taken";
  }
  const stored = await tx
    .selectFrom("applications")
    .select(["sector", "content_sha256", "revision"])
    .where("dossier_code", "=", dossierCode)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (stored.sector === sector && stored.content_sha256 === contentSha256) return "unchanged";
  const dossier = await tx.selectFrom("dossiers").select("status").where("code", "=", dossierCode).executeTakeFirst();
  if (stored.sector !== sector || !mayReplace(dossier?.status ?? null)) return "conflict";
  const revision = stored.revision + 1;
  await tx
    .updateTable("applications")
    .set({ ...columns, revision })
    .where("dossier_code", "=", dossierCode)
    .execute();
  await audit("application.replaced", revision);
  return "replaced";
}

/** Who signed it, for the audit log. */
function signerOf(signed: Parameters<ApplicationStore["keep"]>[0]["signed"]): { readonly signer?: string } {
  const finding = signed?.signature.finding;
  return finding?.verdict === "verified" ? { signer: finding.signer } : {};
}

function rows(db: Kysely<Tables>) {
  return db
    .selectFrom("applications as a")
    .leftJoin("dossiers as d", "d.code", "a.dossier_code")
    .selectAll("a")
    .select(sql<boolean>`d.code is not null`.as("taken_over"));
}

const OLDEST_FIRST: Keyset = { at: "a.changed_at", key: "a.dossier_code", keyType: "text", order: "oldest-first" };

async function list(
  db: Kysely<Tables>,
  { sector, takenOver, after, limit }: Parameters<ApplicationStore["list"]>[0],
): ReturnType<ApplicationStore["list"]> {
  if (isUnstorable(sector)) return { items: [], nextCursor: null };
  let query = rows(db);
  if (sector !== undefined) query = query.where("a.sector", "=", sector);
  if (!takenOver) query = query.where("d.code", "is", null);
  return readPage(query, OLDEST_FIRST, { limit, ...(after === null ? {} : { cursor: after }) }, (row) => {
    const { files: _files, record: _record, signature: _signature, ...summary } = toApplication(row);
    return summary;
  });
}

function toApplication(row: Selectable<Tables["applications"]> & { readonly taken_over: boolean }): StoredApplication {
  const kept = keptIn(row.signature);
  return {
    dossierCode: row.dossier_code,
    sector: row.sector,
    call: row.call,
    procedureCode: row.procedure_code,
    submittedOn: row.submitted_on,
    record: row.record as JsonObject,
    files: row.files as readonly ApplicationFile[],
    revision: row.revision,
    receivedAt: formatInstant(row.received_at.getTime()),
    changedAt: formatInstant(row.changed_at.getTime()),
    takenOver: row.taken_over,
    signature:
      kept === null || row.signed_body === null
        ? null
        : { ...kept, body: Buffer.from(row.signed_body).toString("base64") },
  };
}
