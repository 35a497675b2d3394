import type { Kysely } from "kysely";
import { formatInstant } from "#schemas/common/timestamp.ts";
import type { EnvelopeDetail } from "#core/ports/status-reads.ts";
import { isInScope, type Scope } from "#core/scope.ts";
import type { Tables } from "../database/tables.ts";
import { AGENCY_OF_ITEM } from "./in-scope.ts";

/**
 * One stored envelope with its signature; null when a single item in it was sent under an agency outside the reader's
 * scope, wherever its dossier is now.
 */
export async function readEnvelope(db: Kysely<Tables>, id: string, scope: Scope): Promise<EnvelopeDetail | null> {
  const envelope = await db.selectFrom("envelopes").selectAll().where("id", "=", id).executeTakeFirst();
  if (envelope === undefined) return null;
  const items = await db
    .selectFrom("envelope_items as i")
    .innerJoin("messages as m", "m.id", "i.message_id")
    .innerJoin("dossiers as d", "d.code", "m.dossier_code")
    .select(["d.code", AGENCY_OF_ITEM.as("agency")])
    .where("i.envelope_id", "=", id)
    .orderBy("i.position")
    .execute();
  if (!items.every((item) => isInScope(scope, item.agency))) return null;
  return {
    id: envelope.id,
    destination: envelope.destination,
    service: envelope.service,
    isUpdating: envelope.is_updating,
    createdAt: formatInstant(envelope.created_at.getTime()),
    body: envelope.body,
    bodySha256: envelope.body_sha256,
    signature: {
      profile: envelope.signature_profile,
      header: envelope.signature_header,
      value: envelope.signature_value,
    },
    dossierCodes: [...new Set(items.map((item) => item.code))],
  };
}
