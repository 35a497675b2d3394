import { describe, expect, it } from "vitest";
import type { Outcome } from "#core/delivery/outcome.ts";
import { readSample } from "../adapters/adapter-folders.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { ASK_EVERY_MS, openFlowUnderTest, type FlowUnderTest } from "./flow-under-test.ts";

const place = sharedDatabase();

/** Pushes a sample and delivers it, so that its destination can be asked about it. */
async function handOver(system: FlowUnderTest, sector: string, sample: string): Promise<string> {
  const dossier = readSample(sector, sample) as { readonly dossierCode: string };
  expect(await system.pushAsIs(dossier)).toMatchObject({ outcome: "accepted" });
  await system.deliverAll();
  return dossier.dossierCode;
}

/** Asks once everything has become due again. */
async function askLater(system: FlowUnderTest, destination: string): Promise<boolean> {
  system.clock.advance(ASK_EVERY_MS);
  return system.ask(destination);
}

const DOWN: Outcome = { kind: "unavailable", party: "network", cause: "http-503", message: "", messageEn: "" };

const eventsOf = (system: FlowUnderTest, event: string) =>
  system.heard.flatMap(({ name, input }) => (name === event ? [input] : []));

const told = async (system: FlowUnderTest, code: string) =>
  (await system.timeline(code)).flatMap((entry) => (entry.kind === "feedback" ? [entry] : []));

describe("asking a destination", () => {
  it("follows a birth through the ministry's stations to the register entry, and then asks no more", async () => {
    const system = openFlowUnderTest(place());
    const code = await handOver(system, "civil-status", "birth-single-mother");
    expect(await system.ask("civil-status")).toBe(false);
    for (let question = 0; question < 3; question += 1) expect(await askLater(system, "civil-status")).toBe(true);
    expect(await askLater(system, "civil-status")).toBe(false);
    expect(await told(system, code)).toMatchObject([
      { destination: "civil-status", status: "1", statusName: "Chờ tiếp nhận", portalStatus: null, hasResult: false },
      { status: "3", portalStatus: 4 },
      { status: "4", statusName: "Hoàn thành đăng ký", portalStatus: 9, hasResult: true },
    ]);
    const detail = await system.place.store.reads.dossier(code, null);
    expect(detail?.feedbackResults).toMatchObject([
      {
        destination: "civil-status",
        result: {
          entry: { number: "15", bookNumber: "01/2026", registrationDate: "2026-11-20", personalId: null },
          file: "JVBERi0xLjQKJU1hdQo=",
        },
      },
    ]);
    expect(eventsOf(system, "feedbackKept")).toHaveLength(3);
  });

  it("keeps a request for supplements with its day, once, however often it is told", async () => {
    const system = openFlowUnderTest(place());
    const code = await handOver(system, "civil-status", "birth-single-mother");
    system.simulator.statuses.set(code, { status: "2", note: "Thiếu giấy chứng sinh", supplementDue: "02.12.2026" });
    await askLater(system, "civil-status");
    await askLater(system, "civil-status");
    expect(await told(system, code)).toMatchObject([
      { status: "2", portalStatus: 5, note: "Thiếu giấy chứng sinh", supplementDueOn: "2026-12-02" },
    ]);
    system.simulator.statuses.set(code, { status: "3" });
    await askLater(system, "civil-status");
    system.simulator.statuses.set(code, { status: "2", note: "Thiếu giấy chứng sinh", supplementDue: "02.12.2026" });
    await askLater(system, "civil-status");
    expect((await told(system, code)).map(({ status }) => status)).toEqual(["2", "3", "2"]);
  });

  it("says in the delta feed that something came, without the ministry's own words", async () => {
    const system = openFlowUnderTest(place());
    const code = await handOver(system, "civil-status", "birth-single-mother");
    const { changes } = system.place.store;
    const after = await changes.latest();
    system.simulator.statuses.set(code, { status: "2", note: "Thiếu giấy chứng sinh", supplementDue: "02.12.2026" });
    await askLater(system, "civil-status");
    await askLater(system, "civil-status");
    const page = await changes.read({ after, limit: 10, scope: null });
    expect(page).toMatchObject({ changes: [{ kind: "received", dossierCode: code }], more: false });
    expect("changes" in page && page.changes[0]?.detail).toEqual({
      destination: "civil-status",
      status: "2",
      portalStatus: 5,
      supplementDueOn: "2026-12-02",
      hasResult: false,
      final: false,
    });
  });

  it("keeps a register entry it cannot read as it came", async () => {
    const system = openFlowUnderTest(place());
    const code = await handOver(system, "civil-status", "birth-single-mother");
    const strange = { soDangKyMoi: "15", ngayDangKy: "hôm qua" };
    system.simulator.statuses.set(code, { status: "4", result: strange });
    await askLater(system, "civil-status");
    const detail = await system.place.store.reads.dossier(code, null);
    expect(detail?.feedbackResults).toMatchObject([{ result: { unread: strange } }]);
  });

  it("asks the civil-status system about three dossiers at most at a time, each on its own module", async () => {
    const system = openFlowUnderTest(place());
    const births = ["birth-single-mother", "birth-both-parents", "birth-late-registration", "birth-foreign-father"];
    const codes: string[] = [];
    for (const sample of births) codes.push(await handOver(system, "civil-status", sample));
    codes.push(await handOver(system, "civil-status", "death-year-only-birth"));
    await askLater(system, "civil-status");
    for (const code of codes) expect(await told(system, code)).toHaveLength(1);
  });

  it("follows criminal records and licences in their own words", async () => {
    const system = openFlowUnderTest(place());
    const application = await handOver(system, "judicial-records", "foreigner-authorised");
    const licence = await handOver(system, "driving-licences", "exchange-after-2025");
    await askLater(system, "judicial-records");
    await system.ask("driving-licences");
    expect(await told(system, application)).toMatchObject([{ status: "3", portalStatus: 2 }]);
    expect(await told(system, licence)).toMatchObject([
      { status: "1", statusName: "Đã tiếp nhận", portalStatus: null },
    ]);
  });

  it("does not ask about a dossier that is over", async () => {
    const system = openFlowUnderTest(place());
    const code = await handOver(system, "civil-status", "birth-single-mother");
    const sample = readSample("civil-status", "birth-single-mother") as Record<string, unknown>;
    const rejected = { ...sample, status: 3, rejectedAt: "2026-11-21T08:00:00+07:00" };
    expect(await system.pushAsIs(rejected)).toMatchObject({ outcome: "accepted" });
    await system.deliverAll();
    await askLater(system, "civil-status");
    expect(await told(system, code)).toEqual([]);
  });

  it("asks again later when the answer fails or cannot be read, and says so", async () => {
    const system = openFlowUnderTest(place());
    const code = await handOver(system, "civil-status", "birth-single-mother");
    const service = "traTrangThaiHoSo";
    system.faults({ kind: "http-500", service, times: 1 }, { kind: "bad-json", service, times: 1 });
    await askLater(system, "civil-status");
    await askLater(system, "civil-status");
    expect(await told(system, code)).toEqual([]);
    const failed = { destination: "civil-status", service, party: "portal" };
    expect(eventsOf(system, "questionFailed")).toEqual([
      { ...failed, cause: "http-500" },
      { ...failed, cause: "bad-json" },
    ]);
    expect(eventsOf(system, "feedbackKept")).toEqual([]);
    await askLater(system, "civil-status");
    expect(await told(system, code)).toHaveLength(1);
    expect(eventsOf(system, "feedbackKept")).toEqual([
      { destination: "civil-status", dossierCode: code, status: "1", portalStatus: null },
    ]);
  });

  it("says where an answer has another form than the ministry's", async () => {
    const service = "traTrangThaiHoSo";
    const system = openFlowUnderTest(place(), {
      ministry: (call) =>
        call.service === service ? { status: 1, errorCode: 0, value: [{ maHoSoMCDT: "", trangThai: 3 }] } : undefined,
    });
    const code = await handOver(system, "civil-status", "birth-single-mother");
    expect(await askLater(system, "civil-status")).toBe(true);
    expect(await told(system, code)).toEqual([]);
    expect(eventsOf(system, "questionFailed")).toEqual([
      { destination: "civil-status", service, cause: "unreadable at /value/0/maHoSoMCDT", party: "portal" },
    ]);
  });

  it("names the network where an address is what the ministry refuses", async () => {
    const system = openFlowUnderTest(place(), {
      ministry: ({ service }) =>
        service === "traTrangThaiHoSo"
          ? { status: 0, errorCode: 101, errorDescription: "IP_DISALLOWED - 10.0.0.1" }
          : undefined,
    });
    await handOver(system, "civil-status", "birth-single-mother");
    await askLater(system, "civil-status");
    expect(eventsOf(system, "questionFailed")).toMatchObject([{ party: "network" }]);
  });

  it("leaves a destination in peace while it is held to be down, and dossiers due for when it is not", async () => {
    const system = openFlowUnderTest(place());
    const code = await handOver(system, "civil-status", "birth-single-mother");
    system.clock.advance(ASK_EVERY_MS);
    while (system.breaker.msUntilProbe() === 0) system.breaker.record(DOWN);
    expect(await system.ask("civil-status")).toBe(false);
    expect(await told(system, code)).toEqual([]);
    system.clock.advance(system.breaker.msUntilProbe());
    expect(await system.ask("civil-status")).toBe(true);
    expect(await told(system, code)).toHaveLength(1);
  });

  it("leaves a service in peace while it alone fails, however much is due", async () => {
    const system = openFlowUnderTest(place());
    await handOver(system, "civil-status", "birth-single-mother");
    system.faults({ kind: "http-500", service: "traTrangThaiHoSo" });
    for (let failures = 0; system.services.stopped("traTrangThaiHoSo") === null; failures += 1) {
      expect(failures).toBeLessThan(20);
      expect(await askLater(system, "civil-status")).toBe(true);
    }
    expect(system.breaker.msUntilProbe()).toBe(0);
    const asked = eventsOf(system, "questionFailed").length;
    await place()
      .database.db.updateTable("inquiries")
      .set({ due_at: new Date(0) })
      .execute();
    expect(await system.ask("civil-status")).toBe(true);
    expect(eventsOf(system, "questionFailed")).toHaveLength(asked);
  });

  it("asks nothing more once it is to stop", async () => {
    const system = openFlowUnderTest(place());
    const code = await handOver(system, "civil-status", "birth-single-mother");
    system.clock.advance(ASK_EVERY_MS);
    expect(await system.ask("civil-status", AbortSignal.abort())).toBe(true);
    expect([await told(system, code), eventsOf(system, "questionFailed")]).toEqual([[], []]);
  });

  it("renews a session the destination no longer knows", async () => {
    const system = openFlowUnderTest(place());
    const code = await handOver(system, "civil-status", "birth-single-mother");
    system.faults({ kind: "session-expired", service: "traTrangThaiHoSo", times: 1 });
    await askLater(system, "civil-status");
    expect(await told(system, code)).toHaveLength(1);
  });

  it.each([
    [201, "RECORD_NOT_FOUND - Không tìm thấy hồ sơ"],
    [200, "RECORD_UNCOMPLETE - Hồ sơ chưa hoàn thành"],
  ])(
    "raises no alarm over a dossier that is not there or not finished yet: %i",
    async (errorCode, errorDescription) => {
      let isEarly = true;
      const system = openFlowUnderTest(place(), {
        ministry: ({ service }) =>
          isEarly && service === "traTrangThaiHoSo" ? { status: 0, errorCode, errorDescription } : undefined,
      });
      const code = await handOver(system, "civil-status", "birth-single-mother");
      expect(await askLater(system, "civil-status")).toBe(true);
      expect(await told(system, code)).toEqual([]);
      expect(eventsOf(system, "questionFailed")).toEqual([]);
      isEarly = false;
      expect(await askLater(system, "civil-status")).toBe(true);
      expect(await told(system, code)).toMatchObject([{ status: "1" }]);
    },
  );
});
