import { sql, type Transaction } from "kysely";
import { IdempotencyKeyUsed, type ClientKey, type KeptAnswer } from "#core/ports/intake-store.ts";
import type { Tables } from "../database/tables.ts";

/** The answers clients got under these keys before. */
export async function keptAnswers(
  tx: Transaction<Tables>,
  keys: readonly ClientKey[],
): Promise<readonly (ClientKey & KeptAnswer)[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<ClientKey & KeptAnswer>`
    select i.client_id as "clientId", i.key, i.body_sha256 as "bodySha256", i.answer
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k("clientId" text, key text)
      join idempotency i on i.client_id = k."clientId" and i.key = k.key`.execute(tx);
  return rows;
}

/** @throws KeyTaken when the key was used before or is being used in this very moment */
export async function keepAnswer(tx: Transaction<Tables>, kept: ClientKey & KeptAnswer, at: Date): Promise<void> {
  const { clientId, key, bodySha256, answer } = kept;
  await tx
    .insertInto("idempotency")
    .values({ client_id: clientId, key, body_sha256: bodySha256, answer, created_at: at })
    .execute()
    .catch((error: unknown) => {
      throw asIdempotencyKeyUsed(error);
    });
}

/** The database's «there is one already» about a key as {@link IdempotencyKeyUsed}; any other error as it is. */
export function asIdempotencyKeyUsed(error: unknown): unknown {
  const isTaken =
    error instanceof Error && "constraint" in error && error.constraint === "idempotency_pkey" && "code" in error;
  return isTaken && error.code === "23505" ? new IdempotencyKeyUsed() : error;
}
