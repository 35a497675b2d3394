import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "#core/message/message.ts";
import type { SimulatorDesk } from "#core/sector/simulator-desk.ts";
import { adapters, patched, readSample } from "../adapters/adapter-folders.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openFlowUnderTest, type FlowUnderTest, type MinistryCall } from "./flow-under-test.ts";

const place = sharedDatabase();
const SERVICE = "dangKyHoTich";

const trouble = (sector: string, name: string): ((item: JsonObject) => JsonObject) => {
  const desk: SimulatorDesk = adapters.get(sector)?.simulatorDesk ?? {};
  const words = desk.troubles?.[name];
  if (words === undefined) throw new Error(`${sector} has no ${name}`);
  return words;
};

/** Pushes a birth, or a changed one, and delivers all there is. */
async function push(system: FlowUnderTest, copies = 1): Promise<string> {
  const sample = readSample("civil-status", "birth-both-parents") as { readonly dossierCode: string };
  const dossier = patched(sample, [{ op: "replace", path: "/record/copies", value: copies }]);
  expect(await system.pushAsIs(dossier)).toMatchObject({ outcome: "accepted" });
  return sample.dossierCode;
}

const sent = async (system: FlowUnderTest, code: string) => {
  const timeline = await system.timeline(code);
  const numbers = timeline.flatMap((one) => (one.kind === "message" && one.service === SERVICE ? [one.number] : []));
  return timeline.flatMap((one) =>
    one.kind === "attempt" && one.numbers.some((number) => numbers.includes(number)) ? [one] : [],
  );
};

const message = async (system: FlowUnderTest, code: string) => {
  const { items } = await system.place.store.reads.messages({ dossierCode: code }, { limit: 50 }, null);
  return items.filter(({ service }) => service === SERVICE).toSorted((a, b) => b.number - a.number)[0];
};

describe("a vendor whose form the ministry refuses in one run-together line", () => {
  it("finds in the dossier and in the list of messages which fields of the record it pushed are meant", async () => {
    const words = trouble("civil-status", "ministry-run-together");
    const system = openFlowUnderTest(place(), {
      ministry: ({ service, data }) => (service === SERVICE ? words(data) : undefined),
    });
    const code = await push(system);
    await system.deliverAll();
    const [attempt, ...others] = await sent(system, code);
    expect(others).toEqual([]);
    expect(attempt).toMatchObject({ outcome: "refused", party: "vendor-data", cause: "error-code", errorCode: "500" });
    const numbers = [
      "/record/mother/identity/number",
      "/record/father/personalId",
      "/record/declarant/identity/number",
    ];
    const kinds = ["mother", "father", "declarant"].map((person) => `/record/${person}/identity/type`);
    expect(attempt?.issues.map(({ pointer }) => pointer)).toEqual([
      ...numbers.flatMap((number) => [number, number]),
      ...kinds,
    ]);
    expect(attempt?.issues[0]).toEqual({
      pointer: "/record/mother/identity/number",
      code: "refused-by-receiver",
      message: "Hệ thống nhận báo: “meSoDDCN có độ dài vượt quá số lượng cho phép. Vui lòng kiểm tra lại thông tin.”",
      messageEn:
        "The receiving system says: “meSoDDCN có độ dài vượt quá số lượng cho phép. Vui lòng kiểm tra lại thông tin.”",
      severity: "error",
    });
    const listed = await message(system, code);
    expect(listed).toMatchObject({ state: "refused", fault: "vendor-data" });
    expect(listed?.message).toMatch(/Trường trong hồ sơ đã gửi: \/record\/mother\/identity\/number, \/record\/father/);
    expect(listed?.messageEn).toMatch(/Fields of the pushed dossier: \/record\/mother\/identity\/number, /);
  });

  it("keeps nothing of what the ministry repeats of the declaration, wherever it stands", async () => {
    const words = trouble("civil-status", "ministry-run-together");
    const system = openFlowUnderTest(place(), {
      ministry: ({ service, data }) => (service === SERVICE ? { inputSend: data, ...words(data) } : undefined),
    });
    const code = await push(system);
    await system.deliverAll();
    const { rows } = await sql`select excerpt, message, issues from attempts`.execute(system.place.database.db);
    const kept = JSON.stringify([rows, await system.timeline(code), system.heard]);
    expect(kept).toContain("meSoDDCN");
    expect(kept).not.toContain("inputSend");
    expect(kept).not.toContain("meHoTen");
  });
});

describe("a dossier that meets a fault of the gateway's account at the ministry", () => {
  it("asks for a new session once, waits without losing a try, and goes through when the account is mended", async () => {
    const words = trouble("civil-status", "ministry-auth-fault");
    let isMended = false;
    const sessions: string[] = [];
    const system = openFlowUnderTest(place(), {
      policy: { retry: { firstDelayMs: 1000, longestDelayMs: 60_000, maxAttempts: 2 } },
      ministry: ({ service, session, data }) => {
        if (service !== SERVICE || isMended) return undefined;
        sessions.push(session);
        return words(data);
      },
    });
    const code = await push(system);
    for (let round = 0; round < 6; round += 1) {
      while (await system.deliver());
      system.clock.advance(120_000);
      await system.place.hurry();
    }
    expect(await message(system, code)).toMatchObject({
      state: "waiting",
      fault: "gateway",
      cause: "ministry-account-refused",
    });
    expect(sessions.length).toBeGreaterThan(4);
    expect(sessions[0]).not.toBe(sessions[1]);
    const attempts = await sent(system, code);
    expect(attempts.slice(0, 2).map(({ outcome }) => outcome)).toEqual(["session-refused", "session-refused"]);
    isMended = true;
    await system.deliverAll();
    expect(await system.state(code)).toBe("in-sync");
  });

  it.each(["IP_DISALLOWED", "AGENCY_ID_INCORRECT"])("waits as well while it is %s", async (name) => {
    let isMended = false;
    const system = openFlowUnderTest(place(), {
      policy: { retry: { firstDelayMs: 1000, longestDelayMs: 60_000, maxAttempts: 2 } },
      ministry: ({ service }) =>
        service !== SERVICE || isMended
          ? undefined
          : { status: 0, errorCode: "", errorDescription: `${name} - Không được phép` },
    });
    const code = await push(system);
    for (let round = 0; round < 6; round += 1) {
      system.clock.advance(system.breaker.msUntilProbe());
      while (await system.deliver());
      system.clock.advance(120_000);
      await system.place.hurry();
    }
    expect(await message(system, code)).toMatchObject({ state: "waiting" });
    isMended = true;
    await system.deliverAll();
    expect(await system.state(code)).toBe("in-sync");
  });
});

describe("a ministry that says that it has the dossier already", () => {
  const hasItFrom = (isFrom: (call: MinistryCall, count: number) => boolean) => {
    const words = trouble("civil-status", "ministry-duplicate");
    let count = 0;
    return (call: MinistryCall) =>
      call.service === SERVICE && isFrom(call, (count += 1)) ? words(call.data) : undefined;
  };

  it("is believed about a dossier it had from elsewhere", async () => {
    const system = openFlowUnderTest(place(), { ministry: hasItFrom(() => true) });
    const code = await push(system);
    await system.deliverAll();
    expect(await system.state(code)).toBe("in-sync");
    expect(await message(system, code)).toMatchObject({ state: "delivered", cause: "already-received" });
  });

  it("is not believed to have a correction it was never sent: that would be lost in silence", async () => {
    const system = openFlowUnderTest(place(), { ministry: hasItFrom((_, count) => count > 1) });
    const code = await push(system);
    await system.deliverAll();
    system.clock.advance(120_000);
    await push(system, 2);
    await system.deliverAll();
    expect(await message(system, code)).toMatchObject({
      state: "refused",
      cause: "received-not-updatable",
      message: expect.stringContaining("chưa được ghi nhận") as string,
    });
  });

  it("is believed about a correction whose first answer was lost", async () => {
    const system = openFlowUnderTest(place(), { ministry: hasItFrom((_, count) => count > 2) });
    const code = await push(system);
    await system.deliverAll();
    await push(system, 2);
    system.faults({ kind: "drop-after-apply", service: SERVICE, times: 1 });
    await system.deliverAll();
    expect(await system.state(code)).toBe("in-sync");
    expect(await message(system, code)).toMatchObject({ state: "delivered", cause: "already-received" });
  });
});
