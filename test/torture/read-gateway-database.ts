import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type { HeldMessage } from "./ledgers.ts";
import { sha256 } from "./workload.ts";

/** Where the gateway of a run keeps its data. */
export type GatewayDatabase = { readonly DATABASE_URL: string } | { readonly DATA_DIR: string };

/** Every message, with the envelopes the portal said yes to. */
const MESSAGES = `
  select m.dossier_code, m.number, m.kind, m.destination, m.service, m.payload, m.state,
    array(select a.envelope_id::text from envelope_items i join attempts a on a.envelope_id = i.envelope_id
      where i.message_id = m.id and a.kind = 'send' and a.outcome = 'delivered') as confirmed_by
  from messages m order by m.dossier_code, m.number`;

interface Row extends Pick<HeldMessage, "number" | "kind" | "destination" | "service" | "state"> {
  readonly dossier_code: string;
  readonly payload: string;
  readonly confirmed_by: string[];
}

/** Reads the gateway's own book. The embedded database has room for one: its gateway must have ended. */
export async function readGatewayMessages(house: GatewayDatabase): Promise<HeldMessage[]> {
  const rows = await query<Row>(house, MESSAGES);
  return rows.map(({ dossier_code: dossierCode, payload, confirmed_by: confirmedBy, ...row }) => ({
    ...row,
    dossierCode,
    itemSha256: sha256(payload),
    confirmedBy,
  }));
}

/** Rights to dossiers that are in somebody's hands now. */
export async function readLeases(house: GatewayDatabase): Promise<ReadonlySet<string>> {
  const rows = await query<{ lease_token: string }>(
    house,
    "select distinct lease_token from dossiers where lease_token is not null",
  );
  return new Set(rows.map((row) => row.lease_token));
}

async function query<Found>(house: GatewayDatabase, sql: string): Promise<Found[]> {
  if ("DATA_DIR" in house) {
    const database = await PGlite.create(join(house.DATA_DIR, "pgdata"));
    try {
      return (await database.query<Found>(sql)).rows;
    } finally {
      await database.close();
    }
  }
  const client = new pg.Client({ connectionString: house.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Found[];
  } finally {
    await client.end();
  }
}
