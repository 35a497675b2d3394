import { describe, expect, it } from "vitest";
import type { Client } from "#core/client.ts";
import { sql } from "kysely";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { previewDossier } from "../../src/flow/preview-dossier.ts";
import { sampleDossier, type SampleOptions } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openFlowUnderTest, VENDOR, type FlowUnderTest } from "./flow-under-test.ts";

const place = sharedDatabase();
const sectors = await loadSectors();

const OLD = "H26.107-260518-0001";
const TAKEN = "H26.108-260518-8888";
const bound = (id: string, ...agencies: readonly string[]): Client => ({ ...VENDOR, id, name: id, agencies });
const A107 = bound("a107", "H26.107");
const A108 = bound("a108", "H26.108");
const PROVINCE = bound("tinh", "H26");

const at = (agencyCode: string, more: SampleOptions = {}): SampleOptions => ({
  lines: 1,
  ...more,
  patch: { agencyCode, ...more.patch },
});
const pushed = async (system: FlowUnderTest, code: string, client: Client, options: SampleOptions) => {
  const answer = await system.push(code, { client, ...options });
  return answer.outcome === "forbidden" ? answer.issue.code : answer.outcome;
};
/** Sends whatever is due now. */
const deliver = async (system: FlowUnderTest) => {
  while (await system.deliver());
};
const agencyOf = async (code: string) => (await place().store.reads.dossier(code, null))?.dossier["agencyCode"];
const release = (code: string, scope: readonly string[] | null) =>
  place().store.intake.releaseCode(code, scope, {
    actor: "operator:tinh",
    reason: "Mã của đơn vị khác",
    at: new Date("2026-05-18T02:00:00Z"),
  });

describe("a dossier that moves to another agency", () => {
  it("is moved once under a key, which stays the mover's", async () => {
    const system = openFlowUnderTest(place());
    expect(await pushed(system, OLD, A107, at("H26.107"))).toBe("accepted");
    const move = () => system.push(OLD, { client: PROVINCE, key: "move", ...at("H26.108", { version: 2 }) });
    expect(await move()).toMatchObject({ outcome: "accepted", revision: 2 });
    expect(await move()).toMatchObject({ outcome: "unchanged", revision: 2 });
    const helped = { client: VENDOR, key: "help", ...at("H26.108", { version: 3 }) };
    expect(await system.push(OLD, helped)).toMatchObject({ outcome: "accepted", revision: 3 });
    expect(await system.push(OLD, helped)).toMatchObject({ outcome: "unchanged", revision: 3 });
    // The key of one is nobody else's.
    const own = { client: A108, key: "help", ...at("H26.108", { version: 4 }) };
    expect(await system.push(OLD, own)).toMatchObject({ outcome: "accepted", revision: 4 });
  });

  it("is moved by who may touch both, and then is the new agency's alone", async () => {
    const system = openFlowUnderTest(place());
    expect(await pushed(system, OLD, A107, at("H26.107"))).toBe("accepted");
    expect(await pushed(system, OLD, A108, at("H26.108"))).toBe("dossier-of-another-agency");
    expect(await pushed(system, OLD, A107, at("H26.108"))).toBe("agency-not-allowed");
    expect(await pushed(system, OLD, PROVINCE, at("H26.108", { version: 2 }))).toBe("accepted");
    // The stale copy of the agency it left, whose number it still carries.
    expect(await pushed(system, OLD, A107, at("H26.107"))).toBe("dossier-of-another-agency");
    expect(await agencyOf(OLD)).toBe("H26.108");
    expect(await pushed(system, OLD, A108, at("H26.108", { version: 3 }))).toBe("accepted");
    expect(await place().store.reads.dossier(OLD, null)).toMatchObject({ clientId: "a108", revision: 3 });
    const { rows } = await sql<{ detail: object }>`
      select detail from audit where subject = ${OLD} and action = 'dossier.accepted' order by seq`.execute(
      place().database.db,
    );
    expect(rows[1]?.detail).toMatchObject({ movedFrom: "H26.107", movedTo: "H26.108" });
    expect(Object.keys(rows[2]?.detail ?? {})).not.toContain("movedFrom");
  });

  it("leaves what was sent before with the agency that sent it", async () => {
    const system = openFlowUnderTest(place());
    await pushed(system, OLD, A107, at("H26.107"));
    await deliver(system);
    await pushed(system, OLD, VENDOR, at("H26.108", { version: 2 }));
    await deliver(system);
    const { reads, evidence } = place().store;
    const ids = (await system.timeline(OLD)).flatMap((entry) =>
      entry.kind === "attempt" && entry.attempt === "send" && entry.envelopeId !== null ? [entry.envelopeId] : [],
    );
    const seenBy = async (scope: readonly string[] | null) =>
      Promise.all(ids.map(async (id) => (await reads.envelope(id, scope)) !== null));
    expect(await seenBy(null)).toEqual([true, true, true]);
    // The dossier and its line, then the dossier as the new agency has it.
    expect(await seenBy(["H26.107"])).toEqual([true, true, false]);
    expect(await seenBy(["H26.108"])).toEqual([false, false, true]);
    expect(await seenBy(["H26"])).toEqual([true, true, true]);
    expect(await evidence.evidence(OLD, ["H26.107"], 1e6)).toEqual({ kind: "absent" });
    expect(await evidence.evidence(OLD, ["H26.108"], 1e6)).toEqual({ kind: "outside-scope", envelopes: 2 });
    expect((await evidence.evidence(OLD, ["H26"], 1e6)).kind).toBe("found");
  });

  it("and back leaves each agency what it said", async () => {
    const system = openFlowUnderTest(place());
    const agencies = ["H26.107", "H26.108", "H26.107"];
    for (const [index, agency] of agencies.entries()) {
      expect(await pushed(system, OLD, PROVINCE, at(agency, { version: index + 1, lines: 0 }))).toBe("accepted");
      await deliver(system);
    }
    const ids = (await system.timeline(OLD)).flatMap((entry) =>
      entry.kind === "attempt" ? [entry.envelopeId ?? ""] : [],
    );
    const seen = await Promise.all(
      ids.map(async (id) => (await place().store.reads.envelope(id, ["H26.107"])) !== null),
    );
    expect(seen).toEqual([true, false, true]);
  });
});

describe("a code that was taken", () => {
  it("is released with a reason, and its owner takes it with the next push", async () => {
    const system = openFlowUnderTest(place());
    // As it was possible before codes were looked at: by a client that was bound to no agencies then.
    expect(await pushed(system, TAKEN, VENDOR, at("H26.107"))).toBe("accepted");
    await deliver(system);
    expect(await pushed(system, TAKEN, VENDOR, at("H26.107", { version: 2, lines: 2 }))).toBe("accepted");
    expect(await pushed(system, TAKEN, A108, at("H26.108"))).toBe("dossier-of-another-agency");
    expect(await release(TAKEN, ["H26.108"])).toEqual({ kind: "absent" });
    expect(await release(TAKEN, ["H26"])).toEqual({ kind: "released", withdrawn: 2 });
    expect(await release(TAKEN, null)).toEqual({ kind: "released", withdrawn: null });
    expect(await system.state(TAKEN)).toBe("parked");
    await deliver(system);

    expect(await pushed(system, TAKEN, A107, at("H26.107", { version: 3 }))).toBe("code-of-another-agency");
    const answer = await system.push(TAKEN, { client: A108, ...at("H26.108", { version: 4 }) });
    // The line is another's with the same id, so it is told; nothing is said about the lines of before.
    expect(answer).toMatchObject({ outcome: "accepted", revision: 3, messages: 2, warnings: [] });
    await deliver(system);
    expect(await system.state(TAKEN)).toBe("in-sync");
    expect(system.applied(TAKEN)).toEqual(["create", "progress 2", "update", "progress 2"]);
    expect(await place().store.reads.dossier(TAKEN, ["H26.108"])).toMatchObject({ clientId: "a108" });
    expect(await place().store.evidence.evidence(TAKEN, ["H26.108"], 1e6)).toMatchObject({ kind: "outside-scope" });
    const audit = await place()
      .database.db.selectFrom("audit")
      .select(["actor", "subject", "detail"])
      .where("action", "=", "dossier.released")
      .execute();
    expect(audit).toEqual([
      {
        actor: "operator:tinh",
        subject: TAKEN,
        detail: { reason: "Mã của đơn vị khác", agencyCode: "H26.107", clientId: "vendor", withdrawn: 2 },
      },
    ]);
  });

  it("is not released while it is being sent", async () => {
    const system = openFlowUnderTest(place());
    await pushed(system, TAKEN, VENDOR, at("H26.107"));
    const { store } = place();
    await store.delivery.claim({ destination: "portal", limit: 1, leaseSeconds: 60, leaseToken: crypto.randomUUID() });
    expect(await release(TAKEN, null)).toEqual({ kind: "busy" });
    expect(await release("H26.108-260518-0000", null)).toEqual({ kind: "absent" });
    expect(await release("H26\u0000", null)).toEqual({ kind: "absent" });
  });

  it("of the portal's own numbering is nobody's, so that the agency decides", async () => {
    const system = openFlowUnderTest(place());
    const code = "G22.99.08-260518-000123";
    expect(await pushed(system, code, A107, at("H26.108"))).toBe("agency-not-allowed");
    expect(await pushed(system, code, A107, at("H26.107"))).toBe("accepted");
    expect(await pushed(system, code, A108, at("H26.108"))).toBe("dossier-of-another-agency");
  });
});

describe("a dry run", () => {
  it("is refused where the push would be, and is no act for the audit log", async () => {
    const system = openFlowUnderTest(place());
    await pushed(system, OLD, VENDOR, at("H26.108"));
    const written = async () =>
      (await sql<{ count: number }>`select count(*)::int as count from audit`.execute(place().database.db)).rows;
    const before = await written();
    const shown = async (code: string, client: Client, agency: string) => {
      const preview = await previewDossier(
        { sectors, intake: place().store.intake },
        client,
        sampleDossier(code, at(agency, { version: 2 })),
      );
      return "outcome" in preview ? preview.issue.code : `${preview.messages.length} messages`;
    };
    expect(await shown("H26.107-260518-0002", A107, "H26.107")).toBe("2 messages");
    expect(await shown("H26.107-260518-0002", A107, "H26.108")).toBe("agency-not-allowed");
    expect(await shown(TAKEN, A107, "H26.107")).toBe("code-of-another-agency");
    expect(await shown(OLD, A107, "H26.107")).toBe("dossier-of-another-agency");
    expect(await shown(OLD, VENDOR, "H26.107")).toBe("2 messages");
    expect(await written()).toEqual(before);
  });
});
