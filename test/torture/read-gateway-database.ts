import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type { Stop } from "./check-stops.ts";
import type { HeldMessage } from "./ledgers.ts";
import { sha256 } from "./workload.ts";

/** Where the gateway of a run keeps its data. */
export type GatewayDatabase = { readonly DATABASE_URL: string } | { readonly DATA_DIR: string };

/** Every message, with the envelopes the portal said yes to. */
const MESSAGES = `
  select m.dossier_code, m.number, m.kind, m.destination, m.service, m.payload, m.state,
    array(select a.envelope_id::text from envelope_items i join attempts a on a.envelope_id = i.envelope_id
      where i.message_id = m.id and a.kind = 'send' and a.outcome = 'delivered') as confirmed_by,
    (select count(*)::int from audit u where u.subject = m.id::text and u.action = 'message.repeated'
      and u.detail ->> 'cause' = 'not-provable') as repeats_said,
    m.id, m.cause, m.last_message, m.last_message_en
  from messages m order by m.dossier_code, m.number`;

interface Row extends Pick<HeldMessage, "number" | "kind" | "destination" | "service" | "state"> {
  readonly id: string;
  readonly dossier_code: string;
  readonly payload: string;
  readonly confirmed_by: string[];
  readonly repeats_said: number;
  readonly cause: string | null;
  readonly last_message: string | null;
  readonly last_message_en: string | null;
}

/** The gateway's own book. */
export interface GatewayBook {
  readonly messages: readonly HeldMessage[];
  /** The messages among them that wait for a person, with what that person is told. */
  readonly stops: readonly Stop[];
  /** Codes of the dossiers it calls in sync. */
  readonly inSync: ReadonlySet<string>;
}

/** Reads the gateway's own book. The embedded database has room for one: its gateway must have ended. */
export async function readGatewayBook(house: GatewayDatabase): Promise<GatewayBook> {
  const rows = await query<Row>(house, MESSAGES);
  const dossiers = await query<{ code: string }>(house, "select code from dossiers where sync_state = 'in-sync'");
  return {
    messages: rows.map(toHeld),
    stops: rows.flatMap(toStop),
    inSync: new Set(dossiers.map(({ code }) => code)),
  };
}

function toHeld(row: Row): HeldMessage {
  const { number, kind, destination, service, state } = row;
  return {
    number,
    kind,
    destination,
    service,
    state,
    dossierCode: row.dossier_code,
    itemSha256: sha256(row.payload),
    confirmedBy: row.confirmed_by,
    repeatsSaid: row.repeats_said,
  };
}

function toStop({ id, state, number, kind, cause, ...row }: Row): Stop[] {
  if (state !== "parked" && state !== "refused") return [];
  const said = { message: row.last_message, messageEn: row.last_message_en };
  return [{ id, state, number, kind, cause, dossierCode: row.dossier_code, ...said }];
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
