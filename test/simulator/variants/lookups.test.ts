import { describe, expect, it } from "vitest";
import { CODE, dossier2022, entry } from "../portal-samples.ts";
import type { OpenPortal } from "../open-portal.ts";
import { openVariant } from "./open-variant.ts";

const DOSSIER = { ...dossier2022, GhiChu: "  hai  dòng\nghi chú ", ChuHoSo: "Nguyễn Văn Mẫu" };

/** A portal of the variant that holds the dossier. */
async function holding(name: string, settings: object = {}): Promise<OpenPortal> {
  const portal = await openVariant(name, settings);
  await portal.create(DOSSIER);
  return portal;
}

const lookUp = (portal: OpenPortal, mahoso = CODE) => portal.ask("TraCuuHoSo", { mahoso });

/** What is told of the dossier. */
async function told(name: string, settings: object = {}): Promise<Record<string, unknown>> {
  const { result = [] } = await lookUp(await holding(name, settings));
  return result.at(-1) ?? {};
}

describe("lookup-broken", () => {
  it("answers look-ups HTTP 500 and all else as always", async () => {
    const portal = await holding("lookup-broken");
    expect((await portal.call("TraCuuHoSo", { mahoso: CODE })).status).toBe(500);
    expect(await portal.update(DOSSIER)).toMatchObject({ error_code: "0" });
    expect(await portal.ask("LayDanhSachTTHC")).toMatchObject({ error_code: "0" });
  });
});

describe("lookup-reduced", () => {
  it("tells five fields, and keeps the whole record", async () => {
    const portal = await holding("lookup-reduced");
    const { result } = await lookUp(portal);
    const { MaHoSo, MaTTHC, TrangThaiHoSo, NgayTiepNhan, ChuHoSo } = DOSSIER;
    expect(result).toEqual([{ MaHoSo, MaTTHC, TrangThaiHoSo, NgayTiepNhan, ChuHoSo }]);
    expect(portal.simulator.portalRecords.get(CODE)?.record).toEqual(DOSSIER);
  });
});

describe("lookup-stale", () => {
  it("shows what stood lagMs ago, absent included", async () => {
    const portal = await holding("lookup-stale", { lagMs: 1000 });
    const status = async () => (await lookUp(portal)).result?.[0]?.["TrangThaiHoSo"];
    expect(await status()).toBeUndefined();
    portal.clock.advance(1000);
    expect(await status()).toBe("2");
    await portal.update({ ...DOSSIER, TrangThaiHoSo: "4" });
    portal.clock.advance(999);
    expect(await status()).toBe("2");
    portal.clock.advance(1);
    expect(await status()).toBe("4");
  });
});

describe("lookup-error-for-unknown", () => {
  it("refuses where others tell an empty list", async () => {
    const portal = await holding("lookup-error-for-unknown");
    expect(await lookUp(portal, "H26.107-260518-9999")).toEqual({
      error_code: "-1",
      message: "Không tìm thấy hồ sơ",
    });
    expect(await lookUp(portal)).toMatchObject({ result: [DOSSIER] });
  });
});

describe("lookup-capital-keys", () => {
  it("writes every key in capitals, inside lists too", async () => {
    const record = await told("lookup-capital-keys");
    expect(record).toMatchObject({ MAHOSO: CODE, TAILIEUNOP: [{ TEPDINHKEMID: "884512" }] });
    expect(record).not.toHaveProperty("MaHoSo");
  });
});

describe("lookup-neighbours", () => {
  it("puts others before the dossier, and tells of others where it is not", async () => {
    const portal = await holding("lookup-neighbours");
    const codesTold = async (code: string) => (await lookUp(portal, code)).result?.map(({ MaHoSo }) => MaHoSo);
    expect(await codesTold(CODE)).toEqual([`${CODE}0`, `${CODE}-01`, CODE]);
    expect(await codesTold("H26.107-260518-9999")).toEqual(["H26.107-260518-99990", "H26.107-260518-9999-01"]);
  });
});

describe("the look-up's form of the record", () => {
  it.each([
    [
      "lookup-normalised",
      { NgayTiepNhan: "18/05/2026 08:30:15", TrangThaiHoSo: 2, NgayTra: null, SoDienThoai: "0912345678" },
    ],
    ["lookup-upper-names", { ChuHoSo: "NGUYỄN VĂN MẪU", TenLinhVuc: "Hộ tịch" }],
    ["lookup-decomposed", { ChuHoSo: "Nguyễn Văn Mẫu".normalize("NFD") }],
    ["lookup-loose-code", { MaHoSo: CODE.toLowerCase() }],
    ["lookup-trimmed", { GhiChu: "hai dòng ghi chú" }],
    ["lookup-padded", { MaHoSo: CODE.padEnd(50), TrangThaiHoSo: "2    " }],
    ["lookup-cut", { TenTTHC: "Thủ tục đăng ký khai sinh", TrichYeuHoSo: "Đăng ký khai sinh cho Nguyễn M" }],
    ["lookup-with-progress", { DanhSachTienDo: [] }],
  ])("%s", async (name, expected) => {
    expect(await told(name)).toMatchObject(expected);
  });

  it("lookup-core-only leaves the extension fields out", async () => {
    const record = await told("lookup-core-only");
    expect(record).toMatchObject({ MaHoSo: CODE, HinhThuc: "0" });
    expect(Object.keys(record)).not.toEqual(expect.arrayContaining(["KenhThucHien"]));
  });

  it("lookup-cut cuts where it is told to", async () => {
    expect(await told("lookup-cut", { maxLength: 4 })).toMatchObject({ MaHoSo: "H26." });
  });

  it("lookup-reordered turns lists round", async () => {
    const portal = await openVariant("lookup-reordered");
    const [paper] = DOSSIER.TaiLieuNop;
    await portal.create({ ...DOSSIER, TaiLieuNop: [paper, { ...paper, TepDinhKemId: "2" }] });
    expect((await lookUp(portal)).result).toMatchObject([
      { TaiLieuNop: [{ TepDinhKemId: "2" }, { TepDinhKemId: "884512" }] },
    ]);
  });

  it("lookup-with-progress tells the lines that were sent", async () => {
    const portal = await holding("lookup-with-progress");
    await portal.ask("CapNhatTienDoHoSoMC", { data: [entry] });
    expect((await lookUp(portal)).result).toMatchObject([{ DanhSachTienDo: [entry] }]);
  });

  it("lookup-loose-code finds a dossier by its code in either case", async () => {
    const { result } = await lookUp(await holding("lookup-loose-code"), CODE.toLowerCase());
    expect(result).toHaveLength(1);
  });
});

describe("the look-up's form of the answer", () => {
  it("lookup-result-object wraps the list", async () => {
    expect(await lookUp(await holding("lookup-result-object"))).toMatchObject({
      error_code: "0",
      result: { data: [{ MaHoSo: CODE }] },
    });
  });

  it("lookup-in-message tells the result as text", async () => {
    const answer = await lookUp(await holding("lookup-in-message"));
    expect(JSON.parse(answer.message)).toMatchObject({ result: [{ MaHoSo: CODE }] });
    expect(answer).not.toHaveProperty("result");
  });
});

describe("status-moves-on", () => {
  it("tells of a received dossier after a while that it is being processed", async () => {
    const portal = await holding("status-moves-on", { afterMs: 100 });
    const status = async () => (await lookUp(portal)).result?.[0]?.["TrangThaiHoSo"];
    portal.clock.advance(99);
    expect(await status()).toBe("2");
    portal.clock.advance(1);
    expect(await status()).toBe("4");
    await portal.update({ ...DOSSIER, TrangThaiHoSo: "9" });
    portal.clock.advance(100);
    expect(await status()).toBe("9");
  });
});
