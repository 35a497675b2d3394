import { createHash } from "node:crypto";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { MessageRow } from "#core/ports/status-reads.ts";
import { patched, readSample } from "../adapters/adapter-folders.ts";
import { memoryAttachments } from "../kit/memory-attachments.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi, refusalOf, type Api } from "./api-under-test.ts";

const place = sharedDatabase();
const sample = readSample("judicial-records", "vneid-certificate-revoked") as { readonly dossierCode: string };
const CODE = sample.dossierCode;
const FILE = Buffer.alloc(60_000, "Phiếu lý lịch tư pháp số 2, ").toString("base64");
const SHA256 = createHash("sha256").update(FILE).digest("hex");
const certified = patched(sample, [{ op: "replace", path: "/record/certificate/fileContent", value: FILE }]);
const contentPath = (sha256 = SHA256, code = CODE) => `/v1/dossiers/${code}/contents/${sha256}`;

async function pushed(): Promise<Api> {
  const api = openApi(place().store);
  expect((await api.push(certified)).status).toBe(202);
  return api;
}

describe("whoever reads a dossier that holds a file", () => {
  it("gets what the file is known by, and not its twelve megabytes with every look", async () => {
    const answer = await (await pushed()).call(`/v1/dossiers/${CODE}`, { key: KEYS.read });
    const text = await answer.text();
    expect(text).not.toContain(FILE);
    expect(JSON.parse(text)).toMatchObject({
      dossier: { record: { certificate: { fileContent: { sha256: SHA256, bytes: FILE.length } } } },
    });
  });

  it("gets the exact text on request, and no cache on the way keeps it", async () => {
    const answer = await (await pushed()).call(contentPath(), { key: KEYS.read });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/plain; charset=UTF-8"]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await answer.text()).toBe(FILE);
  });

  it("gets it out of the attachments that the dossier's papers carry, too", async () => {
    const api = openApi(place().store);
    const content = { op: "replace", path: "/attachments/0/content", value: FILE } as const;
    await api.push(patched(sample, [content]));
    const { dossier } = (await (await api.call(`/v1/dossiers/${CODE}`)).json()) as {
      dossier: { attachments: readonly unknown[] };
    };
    expect(dossier.attachments[0]).toMatchObject({ content: { sha256: SHA256, bytes: FILE.length } });
    expect(await (await api.call(contentPath())).text()).toBe(FILE);
  });

  it("finds no file under a hash that the dossier does not hold (any more), though another does", async () => {
    const api = await pushed();
    const OTHER = "H36.03-260518-0001";
    await api.push(sampleDossier(OTHER));
    for (const path of [contentPath(SHA256, OTHER), contentPath("0".repeat(64)), contentPath("..%2F..%2Fpgdata")])
      expect(await refusalOf(await api.call(path)), path).toBe("404 not-found");
    await api.push({ ...sample, note: "bỏ tệp" });
    expect(await refusalOf(await api.call(contentPath()))).toBe("404 not-found");
  });

  it("is told that the gateway lost the file where it did", async () => {
    const { keep } = memoryAttachments();
    const lost = { keep, read: async () => Buffer.from("damaged") };
    const api = openApi(place().store, {}, undefined, null, lost);
    await api.push(certified);
    expect(await refusalOf(await api.call(contentPath()))).toBe("500 internal");
  });
});

describe("a stranger to a dossier", () => {
  it.each([
    ["of another agency finds nothing", KEYS.ward, "404 not-found"],
    ["who may only push may not read", KEYS.push, "403 forbidden"],
    ["without a key is not let in", null, "401 unauthenticated"],
  ])("%s", async (_who, key, refusal) => {
    expect(await refusalOf(await (await pushed()).call(contentPath(), { key }))).toBe(refusal);
  });
});

describe("an operator who puts other content with a file into a stopped message", () => {
  it("has it kept aside as a vendor's, and sent as it was written", async () => {
    const attachments = memoryAttachments();
    const api = openApi(place().store, {}, undefined, null, attachments);
    await api.push(sample);
    await sql`update messages set state = 'refused' where kind = 'sector'`.execute(place().database.db);
    const { messages } = (await (await api.call("/v1/messages?state=refused")).json()) as { messages: MessageRow[] };
    const id = messages[0]?.id ?? "";
    const before = await place().store.actions.stopped(id, null);
    const payload = { ...(JSON.parse(before?.payload ?? "{}") as object), tep: FILE };
    const body = JSON.stringify({ payload, reason: "Thay tệp" });
    expect((await api.call(`/v1/messages/${id}/replace`, { method: "POST", body })).status).toBe(202);
    const { rows } = await sql<{ payload: string; hash: string }>`
      select payload, payload_sha256 as hash from messages where id = ${id}::uuid`.execute(place().database.db);
    expect(rows[0]?.payload.length).toBeLessThan(20_000);
    expect(Buffer.from((await attachments.read(SHA256)) ?? []).toString()).toBe(FILE);
    const audited = await sql<{ hash: string }>`
      select detail->>'payloadSha256' as hash from audit where action = 'message.replaced'`.execute(
      place().database.db,
    );
    expect(audited.rows).toEqual([{ hash: rows[0]?.hash }]);
  });
});
