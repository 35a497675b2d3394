import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "#core/message/message.ts";
import { reconcileNext } from "../../src/flow/reconcile.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openFlowUnderTest, type FlowUnderTest, type FlowUnderTestOptions } from "./flow-under-test.ts";
import { depsOf, running } from "./reconciliation-under-test.ts";

const place = sharedDatabase();
const DOSSIERS = "DongBoHoSoMC";
const LINES = "CapNhatTienDoHoSoMC";
const A = "H36.03-260518-0001";
const codes = (count: number) =>
  Array.from({ length: count }, (_, index) => `H36.03-260518-${String(index + 1).padStart(4, "0")}`);

function open(variant: JsonObject, options: FlowUnderTestOptions = {}): FlowUnderTest {
  const system = openFlowUnderTest(place(), options);
  const chosen = system.simulator.variant.choose(variant);
  if (!chosen.ok) throw new Error(JSON.stringify(chosen.issues));
  return system;
}

/** Which of its pushes the portal shows to a citizen: the number in the summary; null when it holds nothing. */
function held(system: FlowUnderTest, code: string): number | null {
  const summary = system.simulator.portalRecords.get(code)?.record?.["TrichYeuHoSo"];
  return typeof summary === "string" ? Number(/lần (\d+)$/.exec(summary)?.[1]) : null;
}

/** A dossier that is called in sync is the one the portal holds. */
async function expectTrue(system: FlowUnderTest, versions: Readonly<Record<string, number>>): Promise<void> {
  for (const [code, version] of Object.entries(versions))
    if ((await system.state(code)) === "in-sync") expect(held(system, code)).toBe(version);
}

const stopped = async (system: FlowUnderTest, code: string) =>
  (await system.timeline(code)).flatMap((entry) =>
    entry.kind === "message" && entry.standing !== null
      ? [`${entry.messageKind} ${entry.state}: ${entry.standing.message}`]
      : [],
  );

async function audited(action: string): Promise<readonly object[]> {
  const { rows } = await sql<{
    detail: object;
  }>`select detail from audit where action = ${action} order by seq`.execute(place().database.db);
  return rows.map(({ detail }) => detail);
}

describe("a portal that shows but five fields of a dossier", () => {
  it("never makes an update in sync that it lost: each is sent once more, and counted", async () => {
    const system = open({ name: "lookup-reduced" });
    for (const code of codes(4)) await system.push(code, { lines: 0 });
    await system.deliverAll();
    system.faults({ kind: "drop-before-apply", service: DOSSIERS, times: 1 });
    for (const code of codes(4)) await system.push(code, { lines: 0, version: 2 });
    await system.deliverAll();
    expect(await Promise.all(codes(4).map(system.state))).toEqual(Array(4).fill("in-sync"));
    expect(codes(4).map((code) => held(system, code))).toEqual([2, 2, 2, 2]);
    expect(await audited("message.repeated")).toEqual(codes(4).map(() => ({ kind: "dossier", cause: "not-provable" })));
  });

  it("is no reason to send a lost creation twice", async () => {
    const system = open({ name: "lookup-reduced" });
    system.faults({ kind: "drop-after-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
    expect(system.applied(A)).toEqual(["create"]);
  });
});

describe("a portal whose look-ups lag half a minute behind", () => {
  it("does not make an old A the proof of the new one: A, B, and A again with the last lost", async () => {
    const system = open({ name: "lookup-stale", lagMs: 20_000 });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    await system.push(A, { lines: 0, version: 2 });
    await system.deliverAll();
    system.faults({ kind: "drop-before-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0, goesBack: true });
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
    expect(held(system, A)).toBe(1);
  });

  it("gets nothing twice: what it applied and does not show yet is waited for", async () => {
    const system = open({ name: "lookup-stale", lagMs: 20_000 });
    system.faults({ kind: "drop-after-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    system.faults({ kind: "drop-after-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0, version: 2 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "update"]);
    expect(await system.state(A)).toBe("in-sync");
    expect(held(system, A)).toBe(2);
  });
});

describe("a portal that applies late what it did not answer", () => {
  it("is seen to hold the older content over the newest, and gets the newest again without a person", async () => {
    const system = open({ name: "usual" });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    system.faults({ kind: "drop-before-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0, version: 2 });
    await system.deliverAll();
    const late = system.simulator.portalRecords.get(A)?.record ?? {};
    await system.push(A, { lines: 0, version: 3 });
    await system.deliverAll();
    // Later than anything the settling time allows for.
    system.simulator.portalRecords.put(A, late);
    system.clock.advance(60_000);
    for (let step = 0; step < 5; step += 1) {
      await reconcileNext(depsOf(system), running);
      system.clock.advance(2000);
    }
    expect(await system.state(A)).toBe("pending");
    await system.deliverAll();
    expect(held(system, A)).toBe(3);
    expect(await audited("message.sent-again")).toEqual([{ cause: "overtaken" }]);
  });
});

describe("a yes with a no inside", () => {
  it("does not call in sync the dossiers it refuses one by one, and quotes why to whom", async () => {
    const system = open({ name: "item-refusals", every: 5 });
    for (const code of codes(10)) await system.push(code, { lines: 1 });
    await system.deliverAll();
    const states = await Promise.all(codes(10).map(system.state));
    expect(states.filter((state) => state === "refused")).toHaveLength(2);
    expect(states.filter((state) => state === "in-sync")).toHaveLength(8);
    for (const [index, code] of codes(10).entries()) {
      expect(held(system, code)).toBe(states[index] === "in-sync" ? 1 : null);
      if (states[index] === "refused")
        expect((await stopped(system, code))[0]).toMatch(/“Mã lĩnh vực.*Người phải xử lý/u);
    }
  });

  it("is no yes for the dossiers it leaves out: they are asked after and sent", async () => {
    const system = open({ name: "items-left-out", every: 5 });
    for (const code of codes(10)) await system.push(code, { lines: 0 });
    await system.deliverAll();
    await expectTrue(system, Object.fromEntries(codes(10).map((code) => [code, 1])));
    for (const code of codes(10)) expect(system.applied(code).length).toBeLessThanOrEqual(1);
  });

  it("repeats no progress line of which its answer says nothing: all it may be about wait for a person", async () => {
    const system = open({ name: "usual" }, { policy: { lostProgress: "resend" } });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    system.simulator.variant.choose({ name: "items-left-out", every: 2 });
    await system.push(A, { lines: 3 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2", "progress 4"]);
    expect(await system.state(A)).toBe("parked");
    expect((await stopped(system, A))[0]).toMatch(/không rõ dòng này.*retry.*skip/u);
    expect(await audited("message.repeated")).toEqual([]);
  });

  it("repeats no progress line after an error for several of them: they wait for a person, with the portal's words", async () => {
    const system = open({ name: "usual" }, { policy: { lostProgress: "resend" } });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    system.simulator.variant.choose({ name: "partial-apply" });
    system.faults({ kind: "error-code", service: LINES, afterApply: true, message: "Lỗi ghi dữ liệu" });
    await system.push(A, { lines: 3, version: 2 });
    await system.deliverAll();
    const lines = system.lines(A).filter(({ service }) => service === LINES);
    expect(new Set(lines.map(({ itemSha256 }) => itemSha256)).size).toBe(lines.length);
    expect(await system.state(A)).toBe("parked");
    expect((await stopped(system, A))[0]).toMatch(/“Lỗi ghi dữ liệu”.*Người phải xử lý/u);
    expect(await audited("message.repeated")).toEqual([]);
  });
});

describe("a session that ends in other words", () => {
  it.each(["session-words", "session-redirect", "session-403", "session-login-page"])(
    "%s: nobody is blamed, and everything arrives once",
    async (name) => {
      const system = open({ name, afterCalls: 3 });
      for (const code of codes(3)) {
        await system.push(code, { lines: 1 });
        await system.deliverAll();
      }
      expect(await Promise.all(codes(3).map(system.state))).toEqual(Array(3).fill("in-sync"));
      for (const code of codes(3)) expect(system.applied(code)).toEqual(["create", "progress 2"]);
    },
  );

  it("does not take data that speak of sessions and maintenance for either", async () => {
    const system = open({ name: "data-words", every: 1 });
    for (const code of codes(4)) await system.push(code, { lines: 0 });
    await system.deliverAll();
    expect(await Promise.all(codes(4).map(system.state))).toEqual(Array(4).fill("refused"));
    for (const code of codes(4)) expect((await stopped(system, code))[0]).toMatch(/“.+”.*một cửa/u);
  });
});

/** The portal answers this to every creation of a dossier and as ever to the rest. */
function answerCreates({ simulator: { app } }: FlowUnderTest, answer: () => Response): void {
  const { fetch } = app;
  app.fetch = async (request, ...rest) => {
    const isCall = new URL(request.url).pathname.endsWith("/mapi/g");
    const { service, isUpdating } = isCall
      ? ((await request.clone().json()) as { readonly service: string; readonly isUpdating?: boolean | string })
      : { service: "", isUpdating: false };
    return service === DOSSIERS && String(isUpdating) === "false" ? answer() : fetch(request, ...rest);
  };
}

describe("a portal that says in words nobody knows that it has a dossier", () => {
  it("blames no vendor: what it refuses to create is asked after and updated, among others and alone", async () => {
    const system = open({ name: "exists-other-words" });
    const [first = A, second = A] = codes(3);
    for (const code of [first, second])
      system.simulator.portalRecords.put(code, { MaHoSo: code, ChuHoSo: "", TrangThaiHoSo: "1" });
    for (const code of codes(3)) await system.push(code, { lines: 1 });
    await system.deliverAll();
    expect(await Promise.all(codes(3).map(system.state))).toEqual(Array(3).fill("in-sync"));
    expect(codes(3).map((code) => held(system, code))).toEqual([1, 1, 1]);
    expect(system.applied(first)).toEqual(["update", "progress 2"]);
  });

  it.each<[string, () => Response]>([
    ["«Duplicate MaHoSo»", () => Response.json({ error_code: "5", message: "Duplicate MaHoSo" })],
    ["HTTP 409", () => new Response("Conflict", { status: 409 })],
    ["HTTP 409 with a code", () => Response.json({ error_code: "409", message: "Conflict" }, { status: 409 })],
  ])("blames no vendor either where it says %s", async (_name, exists) => {
    const system = open({ name: "usual" });
    system.simulator.portalRecords.put(A, { MaHoSo: A, ChuHoSo: "", TrangThaiHoSo: "1" });
    answerCreates(system, exists);
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
    expect(system.applied(A)).toEqual(["update", "progress 2"]);
  });

  it("blames nobody while it cannot be asked: after a lost look-up it is asked again", async () => {
    const system = open({ name: "exists-other-words" });
    system.simulator.portalRecords.put(A, { MaHoSo: A, ChuHoSo: "", TrangThaiHoSo: "1" });
    system.faults({ kind: "http-500", service: "TraCuuHoSo", times: 3 });
    await system.push(A, { lines: 1 });
    await system.deliver();
    expect(await system.state(A)).toBe("pending");
    const [waiting] = (await system.timeline(A)).filter((entry) => entry.kind === "message");
    expect(waiting?.standing).toMatchObject({ cause: "refusal-doubted", dueAt: expect.any(String) as string });
    expect(waiting?.standing?.message).toMatch(/“.+”.*sẽ gửi và hỏi lại/u);
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
    expect(system.applied(A)).toEqual(["update", "progress 2"]);
  });

  it("believes a refusal where no look-up is ever answered, so that the vendor hears of it", async () => {
    const system = open({ name: "lookup-broken" });
    system.faults({ kind: "error-code", service: DOSSIERS, message: "Mã lĩnh vực không có" });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("refused");
    expect((await stopped(system, A))[0]).toMatch(/“Mã lĩnh vực không có”/u);
  });

  it("believes a refusal about the data of a dossier it does not hold", async () => {
    const system = open({ name: "usual" });
    system.faults({ kind: "error-code", service: DOSSIERS, message: "Mã lĩnh vực không có" });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("refused");
    expect((await stopped(system, A))[0]).toMatch(/“Mã lĩnh vực không có”/u);
  });
});

describe("a portal that does not know what it confirmed", () => {
  it("is only slow right after a creation: progress lines wait and arrive, and no vendor is told to correct anything", async () => {
    const system = open({ name: "unknown-after-create", lagMs: 5000 });
    for (const code of codes(3)) await system.push(code, { lines: 2 });
    await system.deliverAll();
    expect(await Promise.all(codes(3).map(system.state))).toEqual(Array(3).fill("in-sync"));
    for (const code of codes(3)) expect(system.applied(code)).toEqual(["create", "progress 2", "progress 4"]);
    expect(system.heard.map(({ name }) => name)).not.toContain("dossierForgotten");
  });

  it("and cannot be asked is told nothing from the start, until it can", async () => {
    const system = open({ name: "usual" });
    await system.push(A, { lines: 2 });
    await system.deliverAll();
    system.simulator.portalRecords.clear();
    system.clock.advance(3_600_000);
    system.faults({ kind: "http-500", service: "TraCuuHoSo" });
    await system.push(A, { lines: 3 });
    for (let round = 0; round < 30; round += 1) {
      await system.deliver();
      system.clock.advance(5000);
      await place().hurry();
    }
    expect(system.applied(A)).toEqual(["create", "progress 2", "progress 4"]);
    expect(system.heard.map(({ name }) => name)).not.toContain("dossierForgotten");
    expect(await system.state(A)).toBe("pending");
    system.faults();
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
    expect(system.simulator.portalRecords.get(A)?.progress).toHaveLength(3);
  });

  it("is not asked where its next answer already knows the dossier", async () => {
    const system = open({ name: "unknown-after-create", lagMs: 500 });
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2"]);
    expect(await system.attempts(A)).toEqual([
      "send delivered (accepted)",
      expect.stringMatching(/^send dossier-unknown/u) as string,
      "send delivered (accepted)",
    ]);
  });

  it.each([
    ["an update", { lines: 2, version: 2 }],
    ["a progress line", { lines: 3 }],
  ])(
    "was restored from a backup, and %s shows it: the dossier is told from the start, earlier lines included",
    async (_, next) => {
      const system = open({ name: "usual" });
      await system.push(A, { lines: 2 });
      await system.deliverAll();
      system.simulator.portalRecords.clear();
      system.clock.advance(3_600_000);
      await system.push(A, next);
      await system.deliverAll();
      expect(await system.state(A)).toBe("in-sync");
      const known = system.simulator.portalRecords.get(A);
      expect(known?.progress.map((line) => line["NoiDungXuLy"])).toEqual(
        Array.from({ length: next.lines }, (_line, index) => `Bước ${index + 1} của ${A}`),
      );
      expect(held(system, A)).toBe("version" in next ? 2 : 1);
      expect(await audited("message.sent-again")).toContainEqual({ cause: "portal-forgot" });
      expect(system.heard).toContainEqual({
        name: "dossierForgotten",
        input: { dossierCode: A, destination: "portal" },
      });
    },
  );

  it("only says so when it is asked, and still holds it: nothing is told twice from the start", async () => {
    const system = open({ name: "usual" });
    await system.push(A, { lines: 2 });
    await system.deliverAll();
    system.faults(
      { kind: "drop-after-apply", service: DOSSIERS, times: 1 },
      { kind: "error-code", service: "TraCuuHoSo", message: "Không tìm thấy hồ sơ" },
    );
    await system.push(A, { lines: 3, version: 2 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
    expect(held(system, A)).toBe(2);
    expect(system.applied(A).filter((line) => line.startsWith("progress"))).toEqual([
      "progress 2",
      "progress 4",
      "progress 4",
    ]);
    expect(await audited("message.confirmed-again")).toEqual([
      { cause: "already-exists" },
      { cause: "already-exists" },
    ]);
  });

  it("says so of an unknown dossier with an error: a lost creation is sent", async () => {
    const system = open({ name: "lookup-error-for-unknown" });
    system.faults({ kind: "drop-before-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
    expect(system.applied(A)).toEqual(["create", "progress 2"]);
  });
});

describe("a portal that says of a dossier both that it has it and that it has not", () => {
  it("gets an update, also where several were created at once, and the healthy ones are created", async () => {
    const system = open({ name: "usual" });
    system.simulator.portalRecords.put(A, { MaHoSo: A, TrangThaiHoSo: "1" });
    system.faults({ kind: "error-code", service: "TraCuuHoSo", message: "Không tìm thấy hồ sơ" });
    for (const code of codes(3)) await system.push(code, { lines: 0 });
    await system.deliverAll();
    expect(await Promise.all(codes(3).map(system.state))).toEqual(Array(3).fill("in-sync"));
    expect(codes(3).map((code) => system.applied(code))).toEqual([["update"], ["create"], ["create"]]);
  });
});
