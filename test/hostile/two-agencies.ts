import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Right } from "#core/client.ts";
import type { ClientOfFile } from "../../src/http/access/client-directory.ts";
import { openApi, type Api } from "../http/api-under-test.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { AT, changed, claimed, envelopeOf, LATER, messagesIn, newId } from "../store/filling.ts";
import type { DatabaseUnderTest } from "../store/database-under-test.ts";

/** The agency whose keys attack, and its neighbour in the same province. */
export const OURS = "H26.107";
export const THEIRS = "H26.108";

export const RIGHTS = ["push", "read", "operate", "administer", "inbound"] as const satisfies readonly Right[];

/** The key of an agency with one right and no other. */
export const keyOf = (agency: string, right: Right): string => `khoa-${agency}-${right}`;

const clients: readonly ClientOfFile[] = [OURS, THEIRS].flatMap((agency) =>
  RIGHTS.map((right) => ({
    id: `${agency}-${right}`.toLowerCase().replaceAll(".", "-"),
    name: `${agency} ${right}`,
    keySha256: createHash("sha256").update(keyOf(agency, right)).digest("hex"),
    rights: [right],
    agencies: [agency],
  })),
);

/** A dossier with everything there can be of one, by the ids under which calls name it. */
export interface Target {
  readonly code: string;
  readonly agencyCode: string;
  /** Stands in all the dossier says, so that an answer that gives anything of it away is found. */
  readonly marker: string;
  /** A message that was refused. */
  readonly messageId: string;
  readonly payload: object;
  readonly envelopeId: string;
  readonly findingId: string;
  readonly runId: string;
  /** Hash of a value that is kept aside. */
  readonly sha256: string;
  /** A webhook of the agency, given up. */
  readonly webhook: string;
  /** A client of the agency that was added by command. */
  readonly client: string;
}

/** Two agencies at one gateway, called without sockets, each with keys of one right. */
export interface TwoAgencies {
  readonly api: Api;
  /** At our agency, at theirs, and moved from ours to theirs. */
  readonly own: Target;
  readonly foreign: Target;
  readonly moved: Target;
  /** What was sent of the moved dossier while it was ours. */
  readonly sentBefore: string;
}

/** What the attacked call may aim at. */
export const AIMS = ["own", "foreign", "moved"] as const;

/** Puts everything there, on an empty database. */
export async function openTwoAgencies(place: DatabaseUnderTest): Promise<TwoAgencies> {
  const webhooks = [OURS, THEIRS].map((agency) => ({
    name: webhookOf(agency),
    client: `${agency}-read`.toLowerCase().replaceAll(".", "-"),
    scope: [agency],
  }));
  const api = openApi(place.store, {}, undefined, null, undefined, { clients, webhooks });
  for (const { name } of webhooks) await giveUp(place, name);
  const [ours, theirs] = [keyOf(OURS, "push"), keyOf(THEIRS, "push")];
  const own = await fill(place, api, { code: `${OURS}-260518-0001`, agencyCode: OURS, marker: "GiấuCủaTa" }, ours);
  const neighbours = { code: `${THEIRS}-260518-0002`, agencyCode: THEIRS, marker: "GiấuCủaBạn" };
  const foreign = await fill(place, api, neighbours, theirs);
  const code = `${OURS}-260518-0003`;
  const before = await send(place, api, { code, agencyCode: OURS, marker: "GiấuTrướcKhiChuyển" }, ours);
  const moved = await fill(place, api, { code, agencyCode: THEIRS, marker: "GiấuSauKhiChuyển" });
  return { api, own, foreign, moved, sentBefore: before.envelopeId };
}

/** A file so large that it is kept aside. */
const fileOf = ({ marker }: Named): string => Buffer.alloc(90_000, `${marker} `).toString("base64");

type Named = Pick<Target, "code" | "agencyCode" | "marker">;

const webhookOf = (agency: string): string => `webhook-${agency}`.toLowerCase().replaceAll(".", "-");

/** A dossier as its agency pushes it; `version` makes its content another. */
export function dossierOf(named: Named, version = 1): object {
  const { code, agencyCode, marker } = named;
  return sampleDossier(code, {
    lines: 1,
    version,
    patch: {
      agencyCode,
      agencyName: `UBND phường ${marker}`,
      summary: `Hồ sơ ${marker} lần ${version}`,
      applicant: { type: "citizen", name: `Nguyễn ${marker}`, identifiers: [] },
      attachments: [{ id: "1", name: "Đơn.pdf", url: "https://mot-cua.example.vn/1", content: fileOf(named) }],
    },
  });
}

async function fill(place: DatabaseUnderTest, api: Api, named: Named, key?: string): Promise<Target> {
  const sent = await send(place, api, named, key);
  const { db } = place.database;
  const sha256 = createHash("sha256").update(fileOf(named)).digest("hex");
  const run = await place.store.reconciliation.begin({
    window: { kind: "one", dossierCode: named.code },
    scope: [named.agencyCode],
    actor: "operator:mau",
    night: null,
    at: AT,
  });
  const findingId = newId();
  await db
    .insertInto("findings")
    .values({
      id: findingId,
      dossier_code: named.code,
      kind: "different",
      state: "open",
      fields: JSON.stringify(["TrichYeuHoSo"]),
      fingerprint: "f",
      run_id: run?.id ?? "",
      found_at: AT,
      seen_at: AT,
      settled_at: null,
      settled_by: null,
      reason: null,
    })
    .execute();
  const client = await addClient(place, named);
  return { ...named, ...sent, findingId, runId: run?.id ?? "", sha256, webhook: webhookOf(named.agencyCode), client };
}

async function addClient({ store }: DatabaseUnderTest, { code, agencyCode, marker }: Named): Promise<string> {
  const id = `cua-${code}`.toLowerCase().replaceAll(".", "-");
  const grant = {
    id,
    name: `Phần mềm ${marker}`,
    rights: ["administer"] as const,
    agencies: [agencyCode],
    codeUnits: [],
  };
  await store.clients.add(grant, createHash("sha256").update(id).digest("hex"), { actor: "operator:mau", at: AT });
  return id;
}

/** Pushes a dossier and sends it: the portal takes its first message and refuses the second. */
async function send(
  { store }: DatabaseUnderTest,
  api: Api,
  named: Named,
  key?: string,
): Promise<Pick<Target, "messageId" | "payload" | "envelopeId">> {
  const answer = await api.push(dossierOf(named), key === undefined ? {} : { key });
  if (answer.status !== 202) throw new Error(await answer.text());
  const claim = await claimed(store);
  const messages = messagesIn(claim);
  const refused = messages.at(-1);
  if (refused === undefined) throw new Error("nothing was to be sent");
  const envelope = envelopeOf(`bytes of ${named.marker}`);
  const { leaseToken } = claim;
  await store.delivery.beginAttempt({
    leaseToken,
    envelope,
    bodySha256: createHash("sha256").update(named.marker).digest("hex"),
    messageIds: messages.map(({ id }) => id),
    isNew: true,
  });
  await store.delivery.settle({
    leaseToken,
    attempts: [],
    changes: messages.map((message) => changed(message, message === refused ? { state: "refused" } : {})),
    portalKnown: [],
    audit: [],
  });
  await store.delivery.release(claim, { at: LATER });
  return { messageId: refused.id, payload: JSON.parse(refused.payload) as object, envelopeId: envelope.id };
}

async function giveUp({ store: { webhooks } }: DatabaseUnderTest, name: string): Promise<void> {
  await webhooks.register([name], AT);
  const leaseToken = newId();
  await webhooks.claim({ name, leaseToken, leaseSeconds: 60, longestWaitMs: 1000, now: AT });
  const failed = { kind: "failed", cause: "http-500", httpStatus: 500, at: AT, nextTryAt: AT } as const;
  await webhooks.settle(name, leaseToken, { ...failed, disabled: true });
}

/** Every row that is about these targets, and the pauses, which are about everybody, as text: equal when nothing of theirs was changed. */
export async function rowsOf({ database: { db } }: DatabaseUnderTest, targets: readonly Target[]): Promise<string> {
  const codes = targets.map(({ code }) => code);
  const list = sql.join(codes.map((code) => sql`${code}`));
  const webhooks = sql.join(targets.map(({ webhook }) => sql`${webhook}`));
  const clientIds = sql.join(targets.map(({ client }) => sql`${client}`));
  const messages = sql`select id from messages where dossier_code in (${list})`;
  const { rows } = await sql<{ row: object }>`
    select to_jsonb(t) as row from (select * from dossiers where code in (${list}) order by code) t
    union all select to_jsonb(t) from (select * from messages where dossier_code in (${list}) order by id) t
    union all select to_jsonb(t) from (select * from envelope_items where message_id in (${messages}) order by message_id) t
    union all select to_jsonb(t) from (select * from findings where dossier_code in (${list}) order by id) t
    union all select to_jsonb(t) from (select * from changes where dossier_code in (${list}) order by seq) t
    union all select to_jsonb(t) from (select * from webhooks where name in (${webhooks}) order by name) t
    union all select to_jsonb(t) from (select * from applications where dossier_code in (${list}) order by dossier_code) t
    union all select to_jsonb(t) from (select * from clients where id in (${clientIds}) order by id) t
    union all select to_jsonb(t) from (select * from pauses order by destination) t
    union all select to_jsonb(t) from (
      select * from audit where subject in (${list}) or subject in (${clientIds}) or subject in (select id::text from (${messages}) m)
        or subject in (select id::text from findings where dossier_code in (${list}))
      order by seq) t`.execute(db);
  return rows.map(({ row }) => JSON.stringify(row)).join("\n");
}
