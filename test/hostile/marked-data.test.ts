import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { createGateway } from "../../src/compose/gateway.ts";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import { configFile } from "../../src/config/file.ts";
import { envToSecrets } from "../../src/config/secrets.ts";
import { openApi, type Api } from "../http/api-under-test.ts";
import { fillMigrated } from "../kit/migrated-folder.ts";
import { memoryAttachments } from "../kit/memory-attachments.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { MARKERS, markedDossier, markedLines } from "./markers.ts";

const place = sharedDatabase();
const { name, number, spacedNumber, dottedNumber, address, conviction } = MARKERS;
const text = (value: unknown) => JSON.stringify(value);

/** Everything about somebody's data that leaves by another way than the one it is meant to. */
interface Heard {
  readonly statuses: readonly number[];
  readonly problems: readonly string[];
}

/** Pushes each body, as it stands, and keeps how it was refused. */
async function pushAll(api: Api, bodies: readonly (readonly [type: string, body: string | Buffer])[]): Promise<Heard> {
  const answers = [];
  for (const [type, body] of bodies) {
    const answer = await api.call("/v1/dossiers", {
      method: "POST",
      body: Uint8Array.from(Buffer.from(body)),
      headers: { "Content-Type": type },
    });
    answers.push({ status: answer.status, body: await answer.text() });
  }
  return {
    statuses: answers.map(({ status }) => status),
    problems: answers.filter(({ status }) => status !== 202).map(({ body }) => body),
  };
}

/** Nothing of it is in log, metrics, audit or the problems that were answered. */
async function expectSilence(api: Api, problems: readonly string[]): Promise<void> {
  const metrics = await (await api.call("/metrics")).text();
  const audit = await place().database.db.selectFrom("audit").selectAll().execute();
  expect(markedLines([...api.log, ...metrics.split("\n"), ...audit.map(text), ...problems])).toEqual([]);
}

describe("what is somebody's", () => {
  it("is found by this suite wherever it stands", () => {
    const json = text({ at: spacedNumber });
    expect(markedLines([`x ${dottedNumber}`, json, `nghiem thi DAU vet`, encodeURI(name), "nothing"])).toHaveLength(3);
  });

  it("stays out of what is told of bodies that cannot be read", async () => {
    const api = openApi(place().store);
    const whole = text(markedDossier(1));
    const xml = (inside: string) => `<?xml version="1.0"?>${inside}`;
    const { statuses, problems } = await pushAll(api, [
      ["application/json", `{"applicant":{"name":"${name}","number":${number} oops`],
      ["application/json", whole.slice(0, -40)],
      ["application/json", `"${name} ${spacedNumber}"`],
      ["application/json", `[${whole}, ${number}`],
      ["application/json", `${name} ${dottedNumber} ${address}`],
      [
        "application/json",
        Buffer.concat([Buffer.from(`{"name":"${name} `), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
      ],
      ["application/xml", xml(`<dossier>${name} ${number}</dossier>`)],
      ["application/xml", xml(`<dossiers>${name} ${spacedNumber}</dossiers>`)],
      ["application/xml", xml(`<dossiers><dossier>${name}</dossier></dossiers>`)],
      ["application/xml", xml(`<dossier><applicant><name>${name}</applicant></dossier>`)],
      ["application/xml", xml(`<dossier><name>${name}<name>${number}`)],
      ["application/xml", xml(`<dossier name="${name}" number="${number}"/>`)],
      ["application/xml", `<!DOCTYPE d [<!ENTITY a "${name}">]><dossier><summary>&a;</summary></dossier>`],
      ["application/xml", xml(`<dossier><dossierCode>${number}</dossierCode>${conviction}</dossier>`)],
      ["application/x-ndjson", `{"a":"${name}\n${number}\n"${address}"\n${whole.slice(0, 500)}\n`],
      ["text/plain", `${name} ${number}`],
    ]);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    await expectSilence(api, problems);
  });

  it("stays out of what is told of dossiers that are wrong", async () => {
    const api = openApi(place().store);
    const wrong = (change: Record<string, unknown>) => text({ ...markedDossier(2), ...change });
    const person = { type: "citizen", name, identifiers: [{ type: "cccd", number: spacedNumber }] };
    const { statuses, problems } = await pushAll(
      api,
      [
        wrong({ status: name }),
        wrong({ sector: name }),
        wrong({ channel: spacedNumber }),
        wrong({ procedureCode: number }),
        wrong({ agencyCode: address }),
        wrong({ dueAt: `${name} ${dottedNumber}` }),
        wrong({ receivedAt: number }),
        wrong({ applicant: { ...person, email: `${name}@`, phone: spacedNumber } }),
        wrong({ applicant: { ...person, identifiers: [{ type: "cccd", number: `${dottedNumber}9` }] } }),
        wrong({ applicant: [name, number] }),
        wrong({ attachments: [{ id: name, name: number, url: `${name} ${number}` }] }),
        wrong({ progress: conviction }),
        wrong({ fees: [{ name, amount: number }] }),
        wrong({ record: conviction }),
        wrong({ record: { declaration: { convictionStatement: [conviction], applicant: { fullName: 5 } } } }),
        wrong({ dossierCode: name }),
      ].map((body) => ["application/json", body] as const),
    );
    expect(statuses).toEqual(statuses.map(() => 422));
    await expectSilence(api, problems);
  });

  it("stays out of what is told of questions that are wrong", async () => {
    const api = openApi(place().store);
    const marked = encodeURIComponent(`${name} ${number}`);
    const problems: string[] = [];
    for (const path of [
      `/v1/dossiers?state=${marked}`,
      `/v1/dossiers?from=${marked}`,
      `/v1/dossiers?cursor=${marked}`,
      `/v1/dossiers?q=${marked}&limit=${marked}`,
      `/v1/changes?after=${marked}`,
      `/v1/messages?state=${marked}`,
      `/v1/codes/${marked}`,
      `/v1/sectors/${marked}/rules?at=${marked}`,
      `/v1/dossiers/${marked}`,
      `/v1/dossiers/${marked}/evidence`,
      `/v1/envelopes/${marked}`,
      `/nowhere/${marked}`,
    ]) {
      const answer = await api.call(path);
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) problems.push(await answer.text());
    }
    expect(problems.length).toBeGreaterThan(8);
    await expectSilence(api, problems);
  });

  it("stays out of what is told of keys of repetition that do not fit", async () => {
    const api = openApi(place().store);
    const headers = { "Idempotency-Key": number };
    expect((await api.push(markedDossier(3), { headers })).status).toBe(202);
    const conflict = await api.push(markedDossier(4), { headers });
    expect(conflict.status).toBe(409);
    await expectSilence(api, [await conflict.text()]);
  });

  it.each([
    [
      "a row that is refused, which the database quotes",
      "alter table dossiers add constraint marked check (applicant_name not like '%DẤU%')",
      "alter table dossiers drop constraint marked",
    ],
    [
      "a value that is too long or of another type, which the database quotes",
      "alter table dossiers alter column applicant_name type integer using 0",
      "alter table dossiers alter column applicant_name type text using ''",
    ],
    [
      "a message of the database that quotes",
      `create function marked() returns trigger language plpgsql as $$
         begin raise exception E'%\n    at /src/%.ts:1:1', new.applicant_name, new.content using detail = new.content, hint = new.content; end $$`,
      "drop function marked cascade",
    ],
  ])("stays out of what is told of %s", async (_what, breakIt, mendIt) => {
    const api = openApi(place().store);
    const { db } = place().database;
    await sql.raw(breakIt).execute(db);
    if (breakIt.includes("function"))
      await sql`create trigger marked before insert on dossiers for each row execute function marked()`.execute(db);
    try {
      const { statuses, problems } = await pushAll(api, [["application/json", text(markedDossier(5))]]);
      expect(statuses).toEqual([500]);
      expect(api.log.filter((line) => line.includes('"failed"'))).not.toEqual([]);
      await expectSilence(api, problems);
    } finally {
      await sql.raw(mendIt).execute(db);
    }
  });

  it("stays out of what is told of a disk that will not keep a file", async () => {
    const attachments = {
      ...memoryAttachments(),
      keep: async (contents: ReadonlyMap<string, Uint8Array>) => {
        const [[sha256, bytes] = []] = [...contents];
        throw new Error(`cannot write ${sha256}: ${Buffer.from(bytes ?? []).toString()}`, {
          cause: `${name} ${number}`,
        });
      },
    };
    const api = openApi(place().store, {}, undefined, null, attachments);
    const large = { ...markedDossier(6), summary: name };
    const record = { ...(large as { record?: object }).record, files: [] };
    const body = text({ ...large, record }).replace(text(conviction), text(`${conviction} `.repeat(2000)));
    const { problems } = await pushAll(api, [["application/json", body]]);
    await expectSilence(api, problems);
  });
});

/** What a portal may say of what it was sent, quoting it. */
const QUOTING: readonly ((body: string) => readonly [status: number, type: string, body: string])[] = [
  (body) => [
    200,
    "application/json",
    text({ error_code: "-1", message: `Hồ sơ của ${name} (${spacedNumber}): ${body}` }),
  ],
  (body) => [500, "text/plain", `java.lang.IllegalStateException: ${body}`],
  (body) => [
    400,
    "application/json",
    text({ error_code: number, message: body, errors: [{ field: name, message: body }] }),
  ],
  (body) => [200, "text/html", `<html><h1>${name}</h1>${body}</html>`],
  (body) => [200, "application/json", `{"error_code": "0", "message": "${body}`],
  () => [200, "application/json", text({ error_code: { [number]: name }, message: [name, conviction] })],
  (body) => [302, "text/plain", body],
];

describe("what is somebody's, on its way", () => {
  it("stays out of what is told of portals that quote it, of look-ups and of webhooks", async () => {
    await using stack = new AsyncDisposableStack();
    const dataDir = mkdtempSync(join(tmpdir(), "lienthong-marked-"));
    stack.defer(() => rmSync(dataDir, { recursive: true, force: true }));
    await fillMigrated(dataDir);
    let answered = 0;
    const portal = await listening(stack, (path, body) => {
      if (path.includes("/login"))
        return [200, "application/json", text({ error_code: "0", message: "", session: "s-1" })];
      return QUOTING[(answered += 1) % QUOTING.length]?.(body) ?? [404, "text/plain", ""];
    });
    const hooked: string[] = [];
    const receiver = await listening(stack, (_path, body) => {
      hooked.push(body);
      return [500, "text/plain", `${name} ${number}`];
    });
    const lines: string[] = [];
    const env = readEnv({
      DATA_DIR: dataDir,
      PORT: "0",
      PORTAL_URL: portal,
      PORTAL_BATCH_SIZE: "1",
      BOOTSTRAP_API_KEY: "khoa-thu-nghiem-dau-vet",
      LOG_LEVEL: "trace",
    });
    const file = configFile.parse({
      delivery: {
        firstDelayMs: 1,
        longestDelayMs: 5,
        askAfterMs: 1,
        settlingMs: 1,
        pollMs: 5,
        maxAttempts: 30,
        longestPauseMs: 100,
      },
      webhooks: [
        {
          name: "theo-doi",
          client: "bootstrap",
          url: `${receiver}/x`,
          secretEnv: "HOOK",
          allowPrivate: true,
          firstDelayMs: 100,
        },
      ],
    });
    const gateway = stack.use(
      await createGateway(
        toConfig(env, { ...file, sectors: {} }),
        envToSecrets(env, { portal: true, key: true }, { HOOK: `whsec_${Buffer.alloc(32).toString("base64")}` }),
        { log: { write: (line) => void lines.push(line) } },
      ),
    );
    const headers = { Authorization: "Bearer khoa-thu-nghiem-dau-vet", "Content-Type": "application/json" };
    const call = async (path: string, init: RequestInit = {}) =>
      fetch(new URL(path, gateway.url), { ...init, headers });
    for (let code = 10; code < 22; code += 1)
      expect((await call("/v1/dossiers", { method: "POST", body: text(markedDossier(code)) })).status).toBe(202);
    while (answered < QUOTING.length + 3 || hooked.length === 0) await sleep(10);

    const metrics = await (await call("/metrics")).text();
    const audit = await (await call("/v1/audit?after=0&limit=200")).text();
    const sync = await (await call("/v1/sync")).text();
    await gateway[Symbol.asyncDispose]();
    expect(new Set(lines.map((line) => (JSON.parse(line) as { msg: string }).msg))).toContain("attempt");
    expect(markedLines([...lines, ...metrics.split("\n"), ...audit.split("},"), sync, ...hooked])).toEqual([]);
  }, 180_000);
});

/** A server that answers by this rule; gives its address. */
async function listening(
  stack: AsyncDisposableStack,
  answer: (path: string, body: string) => readonly [status: number, type: string, body: string],
): Promise<string> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const [status, type, said] = answer(request.url ?? "", body);
      response.writeHead(status, { "Content-Type": type, Location: "http://127.0.0.1:9/" }).end(said);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  stack.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
