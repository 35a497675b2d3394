import { describe, expect, it } from "vitest";
import { openPortal } from "../open-portal.ts";
import { CODE, dossier2020, dossier2022, dossierOf16Keys } from "../portal-samples.ts";

const other = { ...dossier2022, MaHoSo: "H26.107-260518-0124" };

describe("DongBoHoSoMC", () => {
  it.each([
    ["the 2022 generation", dossier2022],
    ["the 2020 generation", dossier2020],
    ["one province's sixteen keys", dossierOf16Keys],
  ])("takes %s and gives it back as it came", async (_name, dossier) => {
    const { create, ask } = await openPortal();
    expect(await create(dossier)).toEqual({ error_code: "0", message: "Đồng bộ hồ sơ thành công", result: [] });
    expect(await ask("TraCuuHoSo", { mahoso: CODE })).toMatchObject({ error_code: "0", result: [dossier] });
  });

  it.each(["3", "-3"] as const)("refuses to create what exists, with code %s", async (alreadyExistsCode) => {
    const { create, ledger } = await openPortal({ profile: { alreadyExistsCode } });
    await create(dossier2022);
    expect(await create({ ...dossier2022, GhiChu: "lần hai" })).toEqual({
      error_code: alreadyExistsCode,
      message: `Hồ sơ ${CODE} đã tồn tại`,
    });
    expect(await ledger()).toHaveLength(1);
  });

  it("replaces the whole record on update", async () => {
    const { create, update, ask, ledger } = await openPortal();
    await create(dossier2022);
    expect(await update({ ...dossier2020, TrangThaiHoSo: "10" })).toMatchObject({ error_code: "0" });
    const { result } = await ask("TraCuuHoSo", { mahoso: CODE });
    expect(result).toEqual([{ ...dossier2020, TrangThaiHoSo: "10" }]);
    expect((await ledger()).map(({ isUpdating, status }) => [isUpdating, status])).toEqual([
      [false, "2"],
      [true, "10"],
    ]);
  });

  it("refuses to update what it does not know, unless it is told to take it", async () => {
    const strict = await openPortal();
    expect(await strict.update(dossier2022)).toMatchObject({ error_code: "-1" });
    expect(await strict.ledger()).toEqual([]);
    const lenient = await openPortal({ profile: { unknownDossierUpdate: "upsert" } });
    expect(await lenient.update(dossier2022)).toMatchObject({ error_code: "0" });
    expect(await lenient.ledger()).toHaveLength(1);
  });

  it("applies nothing of a list in which one dossier is refused", async () => {
    const { create, ask, ledger } = await openPortal();
    await create(dossier2022);
    expect(await create(other, dossier2022)).toMatchObject({ error_code: "-3" });
    expect(await create(other, other)).toMatchObject({ error_code: "-3" });
    expect(await create(other, { ...dossier2022, TrangThaiHoSo: "99" })).toMatchObject({ error_code: "-1" });
    expect(await ask("TraCuuHoSo", { mahoso: other.MaHoSo })).toMatchObject({ result: [] });
    expect(await ledger()).toHaveLength(1);
    expect(await create(other)).toMatchObject({ error_code: "0" });
  });

  it("refuses malformed data and says where", async () => {
    const { create, ask, ledger } = await openPortal();
    expect(await create({ ...dossier2022, NgayTiepNhan: "18/05/2026" })).toEqual({
      error_code: "-1",
      message: expect.stringContaining("/data/0/NgayTiepNhan"),
    });
    expect(await create({ ...dossier2022, TenTruongLa: "x" })).toMatchObject({
      message: expect.stringContaining("TenTruongLa"),
    });
    expect(await ask("DongBoHoSoMC", { isUpdating: true, data: [dossier2022] })).toMatchObject({ error_code: "-1" });
    expect(await ledger()).toEqual([]);
  });

  it("keeps its batch limit", async () => {
    const { create, ledger } = await openPortal({ profile: { batchLimit: 1 } });
    expect(await create(dossier2022, other)).toMatchObject({ error_code: "-1" });
    expect(await ledger()).toEqual([]);
  });

  it("takes unknown procedures unless it is told not to", async () => {
    const strict = await openPortal({ profile: { unknownProcedures: "refuse" } });
    const unknown = { ...dossier2022, MaTTHC: "9.999999" };
    const local = { ...dossier2022, MaTTHC: "1.001193.000.00.00.H26" };
    expect(await strict.create(unknown)).toEqual({ error_code: "-1", message: "Mã thủ tục không hợp lệ" });
    expect(await strict.create(local)).toMatchObject({ error_code: "0" });
    expect(await (await openPortal()).create(unknown)).toMatchObject({ error_code: "0" });
  });
});

describe("reading", () => {
  it("LayThuTuc and LayDanhSachTTHC answer in capitals", async () => {
    const procedures = [{ code: "1.000001", name: "Thủ tục Mẫu", fieldCode: "G15-01", fieldName: "Lĩnh vực Mẫu" }];
    const { ask } = await openPortal({ procedures });
    expect((await ask("LayThuTuc", { maTTHC: "1.000001" })).result).toEqual([
      {
        MATTHC: "1.000001",
        TENTTHC: "Thủ tục Mẫu",
        LINHVUCTHUCHIEN: [{ MALINHVUC: "G15-01", TENLINHVUC: "Lĩnh vực Mẫu" }],
      },
    ]);
    expect((await ask("LayThuTuc", { maTTHC: "1.000002" })).result).toEqual([]);
    expect((await ask("LayDanhSachTTHC")).result).toEqual([{ MATTHC: "1.000001", TENTTHC: "Thủ tục Mẫu" }]);
    expect(await ask("LayThuTuc")).toMatchObject({ error_code: "-1" });
    expect(await ask("TraCuuHoSo")).toMatchObject({ error_code: "-1" });
  });
});
