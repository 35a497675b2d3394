import { sql, type Kysely } from "kysely";
import { SENDABLE_STATES } from "#core/message/message.ts";
import type { DeliveryStore, StoredEnvelope } from "#core/ports/delivery-store.ts";
import { asLeaseLost, expectWritten, heldUnder } from "./fence.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";

/** An envelope stored before with exactly these bytes for exactly these messages, so that a retry sends it again. */
export async function storedEnvelope(
  db: Kysely<Tables>,
  bodySha256: string,
  messageIds: readonly string[],
): Promise<StoredEnvelope | null> {
  const found = await db
    .selectFrom("envelopes")
    .selectAll()
    .where("body_sha256", "=", bodySha256)
    .where("id", "in", (eb) =>
      eb
        .selectFrom("messages")
        .select("envelope_id")
        .where("id", "in", messageIds)
        .where("envelope_id", "is not", null),
    )
    .executeTakeFirst();
  if (found === undefined) return null;
  return {
    id: found.id,
    destination: found.destination,
    service: found.service,
    isUpdating: found.is_updating,
    body: found.body,
    signature: {
      profile: found.signature_profile,
      header: found.signature_header,
      value: found.signature_value,
      certificateThumbprint: found.certificate_thumbprint,
    },
    createdAt: found.created_at,
  };
}

/**
 * Stores the envelope and marks its messages as under way, before a byte leaves the gateway: one statement, all or nothing.
 * @throws Fault `lease-lost`
 */
export async function beginAttempt(
  db: Kysely<Tables>,
  input: Parameters<DeliveryStore["beginAttempt"]>[0],
): Promise<void> {
  const { envelope, messageIds, leaseToken } = input;
  const { signature } = envelope;
  try {
    await sql`
      with wanted as materialized (
        select value::uuid as id, place - 1 as position
        from jsonb_array_elements_text(${JSON.stringify(messageIds)}::jsonb) with ordinality as w(value, place)
      ), held as (${heldUnder(leaseToken, sql`select id from wanted`)}
      ), stored as (
        insert into envelopes (id, destination, service, is_updating, body, body_sha256, signature_profile,
          signature_header, signature_value, certificate_thumbprint, created_at)
        select ${envelope.id}::uuid, ${envelope.destination}, ${envelope.service}, ${envelope.isUpdating}::boolean,
          ${Buffer.from(envelope.body)}::bytea, ${input.bodySha256}, ${signature.profile}, ${signature.header},
          ${signature.value}, ${signature.certificateThumbprint}, ${envelope.createdAt}::timestamptz
        where ${input.isNew}::boolean
      ), listed as (
        insert into envelope_items (envelope_id, position, message_id)
        select ${envelope.id}::uuid, position, id from wanted where ${input.isNew}::boolean
      ), marked as (
        update messages m set state = 'sending', envelope_id = ${envelope.id}::uuid
        from wanted, held
        where m.id = wanted.id and m.dossier_code = held.code and ${stateIn("m.state", SENDABLE_STATES)}
        returning m.id
      )${expectWritten(messageIds.length, sql`marked`)}`.execute(db);
  } catch (error) {
    throw asLeaseLost(error);
  }
}
