import { sql, type Kysely } from "kysely";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { Findable, SearchTokens } from "#core/search/search-tokens.ts";
import type { Tables } from "../database/tables.ts";

/** What a dossier is found by: its code and receipt number, the applicant's name and identity numbers. */
export function findableOf({
  dossierCode,
  receiptNumber,
  applicant,
}: Pick<Dossier, "dossierCode" | "receiptNumber" | "applicant">): Findable {
  // Some leave out the letter before a province's number.
  const bare = dossierCode.replace(/^\p{L}+/u, "");
  return {
    texts: [applicant.name, dossierCode, bare, ...(receiptNumber == null ? [] : [receiptNumber])],
    numbers: applicant.identifiers.map(({ number }) => number),
  };
}

/** Behind `SearchIndex.indexMore`. */
export async function indexDossiers(
  db: Kysely<Tables>,
  tokens: SearchTokens,
  after: string,
  limit: number,
): Promise<string | null> {
  const { rows } = await sql<{ code: string; content: Dossier | null }>`
    select d.code, case when t.key_id = ${tokens.keyId} then null else d.content end as content
    from dossiers d left join dossier_tokens t on t.dossier_code = d.code
    where d.code > ${after} order by d.code limit ${limit}`.execute(db);
  const missing = rows.flatMap(({ code, content }) =>
    content === null ? [] : [{ code, tokens: tokens.of(findableOf({ ...content, dossierCode: code })) }],
  );
  if (missing.length > 0) {
    // A push that came meanwhile knows better.
    await sql`
      insert into dossier_tokens as known (dossier_code, key_id, tokens)
      select code, ${tokens.keyId}, tokens
      from jsonb_to_recordset(${JSON.stringify(missing)}::jsonb) as p(code text, tokens bigint[]) order by code
      on conflict (dossier_code) do update set key_id = excluded.key_id, tokens = excluded.tokens
      where known.key_id <> excluded.key_id`.execute(db);
  }
  return rows.at(-1)?.code ?? null;
}
