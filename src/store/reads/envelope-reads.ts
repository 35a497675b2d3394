import type { Kysely } from "kysely";
import { isWithinAgency } from "#schemas/common/agency-code.ts";
import { formatInstant } from "#schemas/common/timestamp.ts";
import type { EnvelopeDetail, Scope } from "#core/ports/reads.ts";
import type { Tables } from "../database/tables.ts";

/** One stored envelope with its signature; null when a single dossier in it lies outside the reader's scope. */
export async function readEnvelope(db: Kysely<Tables>, id: string, scope: Scope): Promise<EnvelopeDetail | null> {
  const envelope = await db.selectFrom("envelopes").selectAll().where("id", "=", id).executeTakeFirst();
  if (envelope === undefined) return null;
  const items = await db
    .selectFrom("envelope_items as i")
    .innerJoin("messages as m", "m.id", "i.message_id")
    .innerJoin("dossiers as d", "d.code", "m.dossier_code")
    .select(["d.code", "d.agency_code"])
    .where("i.envelope_id", "=", id)
    .orderBy("i.position")
    .execute();
  const visible = (agency: string) => scope === null || scope.some((code) => isWithinAgency(code, agency));
  if (!items.every((item) => visible(item.agency_code))) return null;
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
