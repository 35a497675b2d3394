import { describe, expect, it } from "vitest";
import { ConnectionDropped } from "../../../src/simulator/wire.ts";
import { openPortal } from "../open-portal.ts";
import { CODE, dossier2022, entry } from "../portal-samples.ts";
import { choose, codes, openVariant } from "./open-variant.ts";

const [A = "", B = "", C = ""] = codes(3);
const dossier = (MaHoSo: string, more: object = {}) => ({ ...dossier2022, MaHoSo, ...more });
const lines = (code: string, ...notes: string[]) =>
  notes.map((NoiDungXuLy) => ({ ...entry, MaHoSo: code, NoiDungXuLy }));

/** A wait that ends when it is told to. */
function heldWait() {
  const waits: { readonly milliseconds: number; readonly end: () => void }[] = [];
  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      waits.push({ milliseconds, end: resolve });
    });
  return { waits, wait };
}

describe("late-apply", () => {
  it("cuts the connection and applies the write later, over what came since", async () => {
    const { waits, wait } = heldWait();
    const portal = await openVariant("late-apply", { probability: 1, delayMs: 700 }, { wait });
    const old = dossier(CODE, { TrangThaiHoSo: "2" });
    const late = portal.call("DongBoHoSoMC", { isUpdating: "False", data: [old] });
    await expect(late).rejects.toThrow(ConnectionDropped);
    expect(waits).toMatchObject([{ milliseconds: 700 }]);
    await choose(portal, { name: "usual" });
    await portal.create(dossier(CODE, { TrangThaiHoSo: "4" }));
    waits[0]?.end();
    await expect.poll(() => portal.simulator.portalRecords.get(CODE)?.record).toEqual(old);
    expect((await portal.ledger()).map(({ status, late: isLate }) => [status, isLate])).toEqual([
      ["4", undefined],
      ["2", true],
    ]);
  });

  it("forgets what it has not applied yet when all is reset", async () => {
    const { waits, wait } = heldWait();
    const portal = await openVariant("late-apply", { probability: 1 }, { wait });
    await expect(portal.create(dossier2022)).rejects.toThrow(ConnectionDropped);
    portal.simulator.reset();
    waits[0]?.end();
    await new Promise(setImmediate);
    expect(await portal.ledger()).toEqual([]);
  });

  it("lets faults strike first, which then find it in the way", async () => {
    const { waits, wait } = heldWait();
    const portal = await openVariant("late-apply", { probability: 1 }, { wait });
    await portal.faults({ kind: "http-500", times: 1 }, { kind: "number-codes" });
    expect((await portal.call("DongBoHoSoMC", { isUpdating: "False", data: [dossier2022] })).status).toBe(500);
    expect(waits).toEqual([]);
    await expect(portal.create(dossier2022)).rejects.toThrow(ConnectionDropped);
    expect(waits).toHaveLength(1);
  });

  it("is drawn alike by the same seed", async () => {
    const draws = async (seed: string) => {
      const portal = await openVariant("late-apply", { probability: 0.5 }, { seed });
      const answered = await Promise.allSettled(codes(12).map((code) => portal.create(dossier(code))));
      return answered.map(({ status }) => status);
    };
    expect(await draws("7")).toEqual(await draws("7"));
    expect(new Set(await draws("7")).size).toBe(2);
  });
});

describe("item-refusals", () => {
  it("says yes, and of each element what became of it", async () => {
    const portal = await openVariant("item-refusals", { every: 2 });
    const answer = await portal.create(dossier(A), dossier(B), dossier(C));
    expect(answer).toMatchObject({
      error_code: "0",
      result: [
        { MaHoSo: A, error_code: "0" },
        { MaHoSo: B, error_code: "-1", message: "Mã lĩnh vực không thuộc thủ tục" },
        { MaHoSo: C, error_code: "0" },
      ],
    });
    expect((await portal.ledger()).map(({ dossierCode }) => dossierCode)).toEqual([A, C]);
  });

  it("refuses the same content again, and takes another", async () => {
    const portal = await openVariant("item-refusals", { every: 1 });
    await portal.create(dossier(A));
    expect((await portal.create(dossier(A))).result).toMatchObject([{ error_code: "-1" }]);
    expect((await portal.create(dossier(A, { GhiChu: "đã sửa" }))).result).toMatchObject([{ error_code: "0" }]);
  });

  it("says of a known dossier in a list that it exists", async () => {
    const portal = await openVariant("item-refusals", { probability: 0 });
    await portal.create(dossier(A));
    expect((await portal.create(dossier(A), dossier(B))).result).toMatchObject([
      { error_code: "-3", message: `Hồ sơ ${A} đã tồn tại` },
      { error_code: "0" },
    ]);
  });
});

describe("items-left-out", () => {
  it("names what it applied, and is silent about the rest", async () => {
    const portal = await openVariant("items-left-out", { every: 2 });
    const answer = await portal.create(dossier(A), dossier(B), dossier(C));
    expect(answer).toMatchObject({ error_code: "0", result: [{ MaHoSo: A }, { MaHoSo: C }] });
    expect((await portal.ledger()).map(({ dossierCode }) => dossierCode)).toEqual([A, C]);
    expect(await portal.create(dossier(A))).toMatchObject({ error_code: "-3" });
  });
});

describe("partial-apply", () => {
  it("applies the first k and refuses the whole", async () => {
    const portal = await openVariant("partial-apply", { k: 2, probability: 1 });
    expect(await portal.create(dossier(A), dossier(B), dossier(C))).toMatchObject({ error_code: "-1" });
    expect((await portal.ledger()).map(({ dossierCode }) => dossierCode)).toEqual([A, B]);
    expect(await portal.create(dossier(C))).toMatchObject({ error_code: "0" });
  });

  it("stops at an element it refuses", async () => {
    const portal = await openVariant("partial-apply", { k: 3, probability: 1 });
    await portal.create(dossier(B));
    expect(await portal.create(dossier(A), dossier(B), dossier(C))).toMatchObject({ error_code: "-3" });
    expect((await portal.ledger()).map(({ dossierCode }) => dossierCode)).toEqual([B, A]);
  });
});

describe("unknown-after-create", () => {
  it("does not know a young dossier, in updates and progress", async () => {
    const portal = await openVariant("unknown-after-create", { lagMs: 500 });
    await portal.create(dossier2022);
    const refused = { error_code: "-1", message: `Hồ sơ ${CODE} không tồn tại` };
    const progress = () => portal.ask("CapNhatTienDoHoSoMC", { data: [entry] });
    portal.clock.advance(499);
    expect([await portal.update(dossier2022), await progress()]).toEqual([refused, refused]);
    portal.clock.advance(1);
    expect([await portal.update(dossier2022), await progress()]).toMatchObject([
      { error_code: "0" },
      { error_code: "0" },
    ]);
  });
});

describe("restored-backup", () => {
  it("goes back once, after so many writes, and the ledger says what was undone", async () => {
    const portal = await openVariant("restored-backup", { forgetMs: 50, afterWrites: 3 });
    await portal.create(dossier(A));
    portal.clock.advance(100);
    await portal.update(dossier(A, { TrangThaiHoSo: "4" }));
    await portal.create(dossier(B));
    const { portalRecords } = portal.simulator;
    expect([portalRecords.get(A)?.record, portalRecords.get(B)]).toEqual([dossier(A), undefined]);
    const ledger = await portal.ledger();
    expect(ledger.map(({ undoneAt }) => undoneAt !== undefined)).toEqual([false, true, true]);
    await portal.create(dossier(B));
    expect((await portal.ledger()).at(-1)).not.toHaveProperty("undoneAt");
  });

  it("is also done by hand", async () => {
    const portal = await openPortal();
    await portal.create(dossier(A));
    portal.clock.advance(2000);
    await portal.ask("CapNhatTienDoHoSoMC", { data: lines(A, "một") });
    const restore = (body: unknown) =>
      portal.simulator.app.request("/restore", { method: "POST", body: JSON.stringify(body) });
    expect((await restore({ hours: 1 })).status).toBe(422);
    expect(await (await restore({ seconds: 1 })).json()).toEqual({ undone: 1 });
    expect(portal.simulator.portalRecords.get(A)).toMatchObject({ record: dossier(A), progress: [] });
    expect(await (await restore({ seconds: 10 })).json()).toEqual({ undone: 1 });
    expect(portal.simulator.portalRecords.get(A)).toBeUndefined();
  });
});

describe("create-upserts", () => {
  it("replaces a known dossier by a create and says yes", async () => {
    const portal = await openVariant("create-upserts");
    await portal.create(dossier(A));
    expect(await portal.create(dossier(A, { GhiChu: "mới" }))).toMatchObject({ error_code: "0" });
    expect(portal.simulator.portalRecords.get(A)?.record).toMatchObject({ GhiChu: "mới" });
  });
});

describe("update-unknown-yes", () => {
  it("says yes to what meets no dossier, and applies nothing", async () => {
    const portal = await openVariant("update-unknown-yes");
    expect(await portal.update(dossier(A))).toMatchObject({ error_code: "0" });
    expect(await portal.ask("CapNhatTienDoHoSoMC", { data: lines(A, "một") })).toMatchObject({ error_code: "0" });
    expect(await portal.ledger()).toEqual([]);
    expect(portal.simulator.portalRecords.get(A)).toBeUndefined();
  });
});

describe("silent-yes", () => {
  it("says yes and does not apply some", async () => {
    const portal = await openVariant("silent-yes", { every: 2 });
    expect(await portal.create(dossier(A), dossier(B))).toEqual({
      error_code: "0",
      message: "Đồng bộ hồ sơ thành công",
      result: [],
    });
    expect((await portal.ledger()).map(({ dossierCode }) => dossierCode)).toEqual([A]);
  });
});

describe("progress-deduplicated", () => {
  it("adds a line once", async () => {
    const portal = await openVariant("progress-deduplicated");
    await portal.create(dossier(A));
    const add = (...notes: string[]) => portal.ask("CapNhatTienDoHoSoMC", { data: lines(A, ...notes) });
    await add("một");
    expect(await add("một", "hai")).toMatchObject({ error_code: "0" });
    expect(portal.simulator.portalRecords.get(A)?.progress).toEqual(lines(A, "một", "hai"));
  });
});
