import { createHash } from "node:crypto";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { Fault } from "#core/fault.ts";
import { canonicalJson } from "#core/message/canonical-json.ts";
import { referenceText } from "#core/message/content-reference.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { planWholeResend } from "../../src/flow/reconcile-resend.ts";
import { patched, readSample } from "../adapters/adapter-folders.ts";
import { memoryAttachments } from "../kit/memory-attachments.ts";
import { postgresUnderTest } from "../store/database-under-test.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openFlowUnderTest, VENDOR, type FlowUnderTest } from "./flow-under-test.ts";
import { afresh, openFindings } from "./reconciliation-under-test.ts";

const sectors = await loadSectors();
const sample = readSample("judicial-records", "vneid-certificate-revoked") as {
  readonly dossierCode: string;
  readonly agencyCode: string;
};
const CODE = sample.dossierCode;
const FILE = Buffer.alloc(60_000, "Phiếu lý lịch tư pháp số 2, ").toString("base64");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const place = sharedDatabase();

/** A dossier with a certificate of 80,000 characters, and whatever else is changed. */
function certified(changes: Readonly<Record<string, unknown>> = {}, file: string = FILE) {
  const path = "/record/certificate/fileContent";
  return patched({ ...sample, ...changes }, [{ op: "replace", path, value: file }]);
}

/** What the dossier has to say to its ministries, as whole payloads. */
function sectorPayloads(dossier: unknown): string[] {
  const checked = checkDossier(dossier, sectors);
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return allMessages(checked).flatMap(({ kind, payload }) => (kind === "sector" ? [canonicalJson(payload)] : []));
}

/** Every request body that went out about the dossier, in order. */
async function bodies(system: FlowUnderTest): Promise<string[]> {
  const ids = (await system.timeline(CODE)).flatMap((one) => (one.kind === "attempt" ? [one.envelopeId ?? ""] : []));
  const { reads } = system.place.store;
  const sent = await Promise.all(ids.filter((id) => id !== "").map((id) => reads.envelope(id, null)));
  return sent.map((envelope) => Buffer.from(envelope?.body ?? []).toString());
}

const sectorMessages = async (system: FlowUnderTest) =>
  (await system.timeline(CODE)).filter((one) => one.kind === "message" && one.messageKind === "sector");

async function rowLengths(system: FlowUnderTest): Promise<{ readonly dossier: number; readonly payload: number }> {
  const { rows } = await sql<{ dossier: number; payload: number }>`
    select max(length(d.content::text || d.record::text)) as dossier, max(length(m.payload)) as payload
    from dossiers d join messages m on m.dossier_code = d.code`.execute(system.place.database.db);
  return rows[0] ?? { dossier: 0, payload: 0 };
}

describe.each([
  ["the embedded database", place],
  ["PostgreSQL", sharedDatabase(postgresUnderTest)],
])("a certificate that a vendor pushes with its file, on %s", (_name, at) => {
  it("comes to the ministry byte for byte as if it had never been taken out of its dossier", async () => {
    const system = openFlowUnderTest(at());
    expect(await system.pushAsIs(certified())).toMatchObject({ outcome: "accepted" });
    await system.deliverAll();
    expect(await system.state(CODE)).toBe("in-sync");
    const payloads = sectorPayloads(certified());
    expect(payloads.some((payload) => payload.includes(FILE))).toBe(true);
    const sent = await bodies(system);
    for (const payload of payloads)
      expect(
        sent.some((body) => body.includes(`"data":${payload},`)),
        payload.slice(0, 200),
      ).toBe(true);
  });

  it("does not lie in the dossier, nor in its messages, where every reader would have to carry it", async () => {
    const system = openFlowUnderTest(at());
    await system.pushAsIs(certified());
    const { dossier, payload } = await rowLengths(system);
    expect(Math.max(dossier, payload)).toBeLessThan(20_000);
    const read = await at().store.reads.dossier(CODE, null);
    const reference = { sha256: sha256(FILE), bytes: FILE.length };
    expect(read?.dossier["record"]).toMatchObject({ certificate: { fileContent: reference } });
    expect(await at().store.reads.largeValue(CODE, reference.sha256, null)).toEqual(reference);
    expect(Buffer.from((await at().attachments.read(reference.sha256)) ?? []).toString()).toBe(FILE);
  });

  it("is sent again as it was when the ministry was away", async () => {
    const system = openFlowUnderTest(at());
    system.faults({ kind: "maintenance", times: 4, retryAfterSeconds: 1 });
    await system.pushAsIs(certified());
    await system.deliverAll();
    expect(await system.state(CODE)).toBe("in-sync");
    const withFile = (await bodies(system)).filter((body) => body.includes(FILE));
    expect(new Set(withFile).size).toBe(sectorPayloads(certified()).filter((payload) => payload.includes(FILE)).length);
  });
});

describe("a vendor that pushes a dossier with a file again", () => {
  it("is told that nothing changed, and what did change is told to nobody who knows it", async () => {
    const system = openFlowUnderTest(place());
    await system.pushAsIs(certified());
    await system.deliverAll();
    const before = await sectorMessages(system);
    expect(await system.pushAsIs(certified())).toMatchObject({ outcome: "unchanged", revision: 1 });
    expect(await system.pushAsIs(certified({ note: "Đã sửa" }))).toMatchObject({ outcome: "accepted", revision: 2 });
    expect(await sectorMessages(system)).toHaveLength(before.length);
  });

  it.each([
    ["stored before values were kept aside", Infinity, undefined],
    ["stored when smaller values were kept aside", undefined, 100_000],
  ])("need not tell the ministry anew what was %s", async (_how, largeBefore, largeNow) => {
    const open = (largeFrom?: number) => openFlowUnderTest(place(), largeFrom === undefined ? {} : { largeFrom });
    const before = open(largeBefore);
    await before.pushAsIs(certified());
    await before.deliverAll();
    const told = await sectorMessages(before);
    const system = openFlowUnderTest(place(), { seed: 12, ...(largeNow === undefined ? {} : { largeFrom: largeNow }) });
    expect(await system.pushAsIs(certified())).toMatchObject({ outcome: "unchanged" });
    expect(await system.pushAsIs(certified({ note: "Đã sửa" }))).toMatchObject({ outcome: "accepted" });
    expect(await sectorMessages(system)).toHaveLength(told.length);
  });

  it("has the ministry told of a file that is another", async () => {
    const system = openFlowUnderTest(place());
    await system.pushAsIs(certified());
    await system.deliverAll();
    const told = await sectorMessages(system);
    await system.pushAsIs(certified({}, `${FILE}AAAA`));
    expect((await sectorMessages(system)).length).toBeGreaterThan(told.length);
  });

  it("has what was stored before delivered as it is", async () => {
    await openFlowUnderTest(place(), { largeFrom: Infinity }).pushAsIs(certified());
    const system = openFlowUnderTest(place(), { seed: 12 });
    expect((await rowLengths(system)).payload).toBeGreaterThan(FILE.length);
    await system.deliverAll();
    const sent = await bodies(system);
    for (const payload of sectorPayloads(certified()))
      expect(sent.some((body) => body.includes(`"data":${payload},`))).toBe(true);
  });
});

describe("two pushes of one dossier at the same moment", () => {
  it("are taken in the order they came, though the file of the first has to be written", async () => {
    const kept = memoryAttachments();
    const slow: AttachmentStore = {
      ...kept,
      keep: async (contents) => {
        for (let turns = 0; turns < 50; turns += 1) await new Promise((resolve) => setImmediate(resolve));
        await kept.keep(contents);
      },
    };
    const system = openFlowUnderTest({ ...place(), attachments: slow });
    await Promise.all([system.pushAsIs(certified({ note: "trước" })), system.pushAsIs({ ...sample, note: "sau" })]);
    expect((await place().store.reads.dossier(CODE, null))?.dossier["note"]).toBe("sau");
  });
});

describe("an agency that a dossier was moved to", () => {
  it("updates it with a file, though its number is another's", async () => {
    const system = openFlowUnderTest(place());
    const { agencyCode } = sample;
    const [root = ""] = agencyCode.split(".");
    const taker = `${root}.99`;
    expect(agencyCode).not.toBe(taker);
    await system.pushAsIs(sample);
    await system.pushAsIs({ ...sample, agencyCode: taker });
    const client = { ...VENDOR, id: "taker", agencies: [taker] };
    expect(await system.pushAsIs(certified({ agencyCode: taker }), {}, client)).toMatchObject({ outcome: "accepted" });
    await system.deliverAll();
    expect(await system.state(CODE)).toBe("in-sync");
    expect((await bodies(system)).some((body) => body.includes(FILE))).toBe(true);
  });
});

describe("a disk that takes no more files", () => {
  it("has the push refused, and nothing of it written that refers to what is not there", async () => {
    const full = new Fault("database-unavailable", { vi: "đầy", en: "full" });
    const attachments: AttachmentStore = { keep: () => Promise.reject(full), read: async () => null };
    const system = openFlowUnderTest({ ...place(), attachments });
    await expect(system.pushAsIs(certified())).rejects.toBe(full);
    expect(await place().store.reads.dossier(CODE, null)).toBeNull();
    expect(await system.pushAsIs(sample)).toMatchObject({ outcome: "accepted" });
  });
});

describe("a vendor whose words look like a reference", () => {
  it("finds them again as they were pushed, here and at the ministry, and never another's file", async () => {
    const reference = referenceText({ sha256: sha256(FILE), bytes: FILE.length });
    const note = `${reference} sha256:${sha256(FILE)}:${FILE.length} ${sha256(FILE)}`;
    const dossier = patched(certified({ note: sha256(FILE) }), [
      { op: "replace", path: "/record/declaration/purposeName", value: note },
    ]);
    const system = openFlowUnderTest(place());
    expect(await system.pushAsIs(dossier)).toMatchObject({ outcome: "accepted" });
    await system.deliverAll();
    const sent = await bodies(system);
    for (const payload of sectorPayloads(dossier))
      expect(sent.some((body) => body.includes(`"data":${payload},`))).toBe(true);
    const read = (await place().store.reads.dossier(CODE, null))?.dossier;
    expect(read).toMatchObject({ note: sha256(FILE), record: { declaration: { purposeName: note } } });
  });

  it("is refused an object where a file belongs", async () => {
    const path = "/record/certificate/fileContent";
    const value = { sha256: sha256(FILE), bytes: FILE.length };
    const answer = await openFlowUnderTest(place()).pushAsIs(patched(sample, [{ op: "replace", path, value }]));
    expect(answer).toMatchObject({ outcome: "invalid", issues: [{ pointer: path }] });
  });
});

describe("a gateway whose files were lost", () => {
  const OTHER = "H36.03-260518-0001";

  it.each([
    ["are gone", async () => null],
    ["were damaged", async () => Buffer.from("something else")],
  ])(
    "sends nothing where they %s, says so, holds up nobody else, and goes on when they are back",
    async (_how, read) => {
      const kept = memoryAttachments();
      const broken = openFlowUnderTest({ ...place(), attachments: { ...kept, read } });
      await broken.pushAsIs(certified());
      await broken.push(OTHER);
      await broken.deliverAll();
      expect(await broken.state(OTHER)).toBe("in-sync");
      expect((await bodies(broken)).some((body) => body.includes("something else"))).toBe(false);
      const { reads, actions } = place().store;
      const { items } = await reads.messages({ dossierCode: CODE, state: "refused" }, { limit: 5 }, null);
      expect(items).toMatchObject([{ kind: "sector", fault: "gateway", cause: "content-missing" }]);
      expect(items[0]?.message).toContain(sha256(FILE));

      const system = openFlowUnderTest({ ...place(), attachments: kept }, { seed: 12 });
      const by = { actor: "operator:ops", reason: "Đã khôi phục", at: new Date(system.clock.now()) };
      await actions.retry([items[0]?.id ?? ""], by);
      await system.deliverAll();
      expect(await system.state(CODE)).toBe("in-sync");
    },
  );
});

describe("who proves later what a ministry was told", () => {
  it("finds the hash of the whole payload, file and all, in the evidence", async () => {
    const system = openFlowUnderTest(place());
    await system.pushAsIs(certified());
    await system.deliverAll();
    const found = await place().store.evidence.evidence(CODE, null, 100_000_000);
    const told = found.kind === "found" ? found.material.messages.filter(({ kind }) => kind === "sector") : [];
    expect(told.map(({ payloadSha256 }) => payloadSha256).toSorted()).toEqual(
      sectorPayloads(certified()).map(sha256).toSorted(),
    );
  });
});

describe("an operator who has a dossier with a file sent again", () => {
  it("has it read whole, and the ministry told nothing that it knows", async () => {
    const system = openFlowUnderTest(place(), { profile: { unknownDossierUpdate: "refuse" } });
    await system.pushAsIs(certified());
    await system.deliverAll();
    const told = await sectorMessages(system);
    system.simulator.reset();
    await afresh(system);
    const [finding] = await openFindings(system);
    const by = { actor: "operator:ops", reason: "Đã xem trên Cổng", at: new Date(system.clock.now()) };
    const resend = (attachments: AttachmentStore) =>
      place().store.reconciliation.resend(finding?.id ?? "", null, by, (found) =>
        planWholeResend(found, sectors, { withProgress: false }, { attachments, largeFrom: 32_768 }),
      );
    expect(await resend(memoryAttachments())).toMatchObject({
      outcome: "invalid",
      issues: [{ pointer: "/record/certificate/fileContent", code: "content-missing" }],
    });
    expect(await resend(place().attachments)).toMatchObject({ outcome: "resent" });
    expect(await sectorMessages(system)).toHaveLength(told.length);
  });
});
