import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEMO_PORTAL } from "../../../src/simulator/demo-account.ts";
import { Faults } from "../../../src/simulator/faults/faults.ts";
import { seededRandom } from "../../../src/simulator/seeded-random.ts";
import { ConnectionDropped } from "../../../src/simulator/wire.ts";
import { FORWARD, openPortal, read, type OpenPortal } from "../open-portal.ts";
import { CODE, dossier2022, entry } from "../portal-samples.ts";

const send = (portal: OpenPortal, dossier: object = dossier2022): Promise<Response> =>
  portal.call("DongBoHoSoMC", { isUpdating: "False", data: [dossier] });

/** How often the dossier was applied by then. */
const applied = async ({ ledger }: OpenPortal): Promise<number> => (await ledger()).length;

describe("a fault of the kind", () => {
  it("slow applies at once and answers late", async () => {
    const portal = await openPortal();
    await portal.faults({ kind: "slow", times: 1 }, { kind: "slow", delayMs: 12 });
    expect(await read(await send(portal))).toMatchObject({ error_code: "0" });
    await send(portal);
    expect(portal.waits).toEqual([7_000, 12]);
    expect(await applied(portal)).toBe(1);
  });

  it.each([
    [{ kind: "hang" }, 0],
    [{ kind: "hang", afterApply: true }, 1],
    [{ kind: "drop-before-apply" }, 0],
    [{ kind: "drop-after-apply" }, 1],
  ])("%o never answers", async (rule, times) => {
    const portal = await openPortal();
    await portal.faults(rule);
    await expect(send(portal)).rejects.toThrow(ConnectionDropped);
    expect(await applied(portal)).toBe(times);
    expect(portal.waits).toEqual(rule.kind === "hang" ? [600_000] : []);
  });

  it.each([
    ["http-500", 500, /^text\/html/],
    ["html-200", 200, /^text\/html/],
    ["bad-json", 200, /^application\/json/],
  ])("%s answers what is no JSON, before or after applying", async (kind, status, type) => {
    for (const [afterApply, times] of [
      [undefined, 0],
      [true, 1],
    ] as const) {
      const portal = await openPortal();
      await portal.faults({ kind, afterApply });
      const response = await send(portal);
      expect([response.status, response.headers.get("content-type")]).toEqual([status, expect.stringMatching(type)]);
      await expect(response.json()).rejects.toThrow(SyntaxError);
      expect(await applied(portal)).toBe(times);
    }
  });

  it("error-code refuses with the code and message it is given", async () => {
    const portal = await openPortal();
    await portal.faults(
      { kind: "error-code", times: 1 },
      { kind: "error-code", errorCode: "0", message: "Hồ sơ đã tồn tại" },
    );
    expect(await read(await send(portal))).toEqual({ error_code: "-1", message: "Lỗi xử lý dữ liệu" });
    expect(await read(await send(portal))).toEqual({ error_code: "0", message: "Hồ sơ đã tồn tại" });
    expect(await applied(portal)).toBe(0);
  });

  it("already-exists makes the portal hold the dossier from elsewhere, for an update to replace", async () => {
    const portal = await openPortal();
    await portal.faults({ kind: "already-exists", times: 1 });
    expect(await portal.ask("TraCuuHoSo", { mahoso: CODE })).toMatchObject({ result: [] });
    expect(await read(await send(portal))).toEqual({ error_code: "-3", message: `Hồ sơ ${CODE} đã tồn tại` });
    expect(await portal.ask("TraCuuHoSo", { mahoso: CODE })).toMatchObject({
      result: [{ MaHoSo: CODE, TrangThaiHoSo: "1" }],
    });
    expect(await applied(portal)).toBe(0);
    expect(await portal.update(dossier2022)).toMatchObject({ error_code: "0" });
    expect((await portal.ledger()).map(({ isUpdating }) => isUpdating)).toEqual([true]);
  });

  it("already-exists after applying tells of the call's own dossier", async () => {
    const portal = await openPortal();
    await portal.faults({ kind: "already-exists", afterApply: true, times: 1 });
    expect(await read(await send(portal))).toMatchObject({ error_code: "-3" });
    expect((await portal.ask("TraCuuHoSo", { mahoso: CODE })).result).toEqual([dossier2022]);
    expect(await applied(portal)).toBe(1);
  });

  it("session-expired ends the session for good", async () => {
    const portal = await openPortal();
    await portal.faults({ kind: "session-expired", times: 1 });
    const refused = { error_code: "-2", message: "Phiên làm việc không hợp lệ hoặc đã hết hạn" };
    expect(await read(await send(portal))).toEqual(refused);
    expect(await read(await send(portal))).toEqual(refused);
    expect(await applied(portal)).toBe(0);
  });

  it.each([
    ["rate-limit", 429, "2"],
    ["maintenance", 503, "30"],
  ])("%s asks to come back later", async (kind, status, retryAfter) => {
    const portal = await openPortal();
    await portal.faults({ kind, times: 1 }, { kind, retryAfterSeconds: 5 });
    const first = await send(portal);
    const second = await send(portal);
    expect([first.status, first.headers.get("retry-after")]).toEqual([status, retryAfter]);
    expect([second.status, second.headers.get("retry-after")]).toEqual([status, "5"]);
    expect(await applied(portal)).toBe(0);
  });

  it("number-codes answers numbers, where text is usual", async () => {
    const portal = await openPortal();
    await portal.faults({ kind: "number-codes" });
    expect(await read(await send(portal))).toMatchObject({ error_code: 0 });
    expect(await read(await send(portal))).toMatchObject({ error_code: -3 });
    const numbers = await openPortal({ profile: { errorCodesAs: "number" } });
    expect(await read(await send(numbers))).toMatchObject({ error_code: 0 });
  });
});

describe("a fault strikes", () => {
  it("the service and dossier it names, as often as it says", async () => {
    const portal = await openPortal();
    await portal.faults({ kind: "http-500", service: "CapNhatTienDoHoSoMC", dossierCode: CODE, times: 1 });
    const otherDossier = { ...dossier2022, MaHoSo: "H26.107-260518-0124" };
    expect((await send(portal)).status).toBe(200);
    expect((await send(portal, otherDossier)).status).toBe(200);
    const progress = (MaHoSo: string): Promise<Response> =>
      portal.call("CapNhatTienDoHoSoMC", { data: [{ ...entry, MaHoSo }] });
    expect((await progress(otherDossier.MaHoSo)).status).toBe(200);
    expect((await progress(CODE)).status).toBe(500);
    expect((await progress(CODE)).status).toBe(200);
  });

  it("a login only by name, and reads not when it speaks of applying", async () => {
    const portal = await openPortal();
    const { username, password } = DEMO_PORTAL;
    const login = (): Promise<Response> => portal.post(`${FORWARD}/mapi/login`, { username, password });
    await portal.faults({ kind: "http-500" });
    expect((await login()).status).toBe(200);
    await portal.faults({ kind: "error-code", service: "login" });
    expect(await read(await login())).toEqual({ error_code: "-1", message: "Lỗi xử lý dữ liệu" });
    await portal.faults({ kind: "drop-after-apply", times: 1 });
    expect((await portal.call("TraCuuHoSo", { mahoso: CODE })).status).toBe(200);
    await portal.faults({ kind: "drop-before-apply", service: "TraCuuHoSo" });
    await expect(portal.call("TraCuuHoSo", { mahoso: CODE })).rejects.toThrow(ConnectionDropped);
  });

  it("in the order of the list, the first that is meant", async () => {
    const portal = await openPortal();
    await portal.faults(
      { kind: "rate-limit", probability: 0 },
      { kind: "maintenance", times: 1 },
      { kind: "http-500" },
    );
    expect([(await send(portal)).status, (await send(portal)).status]).toEqual([503, 500]);
    const listed = await (await portal.simulator.app.request("/faults")).json();
    expect(listed).toEqual([
      { kind: "rate-limit", probability: 0, fired: 0 },
      { kind: "maintenance", times: 1, fired: 1 },
      { kind: "http-500", fired: 1 },
    ]);
  });
});

describe("chance", () => {
  const codes = Array.from({ length: 60 }, (_, index) => `H26.107-260518-${String(index).padStart(4, "0")}`);
  const strikes = (faults: Faults, code: string): boolean =>
    faults.take({ service: "DongBoHoSoMC", dossierCodes: [code], effect: "create" }) !== null;
  const fates = (seed: string, order: readonly string[]): Map<string, boolean> => {
    const faults = new Faults(seededRandom(seed));
    faults.set([{ kind: "http-500", probability: 0.5 }]);
    return new Map(order.map((code) => [code, strikes(faults, code)]));
  };

  it("is settled by the seed, in whatever order the calls arrive", () => {
    fc.assert(
      fc.property(fc.string(), fc.shuffledSubarray(codes, { minLength: codes.length }), (seed, order) => {
        const expected = fates(seed, codes);
        const shuffled = fates(seed, order);
        expect(codes.map((code) => shuffled.get(code))).toEqual(codes.map((code) => expected.get(code)));
      }),
      { numRuns: 30 },
    );
  });

  it("is another with another seed, and near the probability", () => {
    const struck = (seed: string): string[] => [...fates(seed, codes)].filter(([, yes]) => yes).map(([code]) => code);
    expect(struck("1")).not.toEqual(struck("2"));
    expect(struck("1").length).toBeGreaterThan(15);
    expect(struck("1").length).toBeLessThan(45);
  });

  it("is drawn anew for a repeat, and from the start for a new list", () => {
    const faults = new Faults(seededRandom("1"));
    const twenty = (): boolean[] => Array.from({ length: 20 }, () => strikes(faults, CODE));
    faults.set([{ kind: "http-500", probability: 0.5 }]);
    const first = twenty();
    expect(new Set(first).size).toBe(2);
    faults.set([{ kind: "http-500", probability: 0.5 }]);
    expect(twenty()).toEqual(first);
  });
});
