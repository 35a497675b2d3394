import { describe, expect, it } from "vitest";
import { openPortal } from "../open-portal.ts";
import { civilStatusItem, CODE } from "../portal-samples.ts";

const corrected = { ...civilStatusItem, data: '{"nksHoTen":"NGUYỄN MẪU KHÁNG"}' };

describe("a sector service", () => {
  it("takes a message once; the same again is «đã được tiếp nhận» and not applied", async () => {
    const { ask, ledger } = await openPortal();
    expect(await ask("dangKyHoTich", { data: civilStatusItem })).toMatchObject({
      error_code: "0",
      message: expect.stringContaining("thành công"),
    });
    expect(await ask("dangKyHoTich", { data: civilStatusItem })).toEqual({
      error_code: "1",
      message: expect.stringContaining("đã được tiếp nhận"),
    });
    expect(await ledger()).toEqual([
      expect.objectContaining({ seq: 1, service: "dangKyHoTich", isUpdating: null, dossierCode: CODE, status: null }),
    ]);
  });

  it("knows the message in a data object, in a list and in a flat body", async () => {
    for (const rest of [{ data: civilStatusItem }, { data: [civilStatusItem] }, civilStatusItem]) {
      const { ask, ledger, simulator } = await openPortal();
      expect(await ask("dangKyHoTich", rest)).toMatchObject({ error_code: "0" });
      expect((await ledger()).map(({ dossierCode }) => dossierCode)).toEqual([CODE]);
      expect([...(simulator.portalRecords.get(CODE)?.sector ?? [])]).toEqual([["dangKyHoTich/LTKS", civilStatusItem]]);
    }
  });

  it("replaces what changed, or refuses to when told so", async () => {
    const { ask, ledger } = await openPortal();
    await ask("dangKyHoTich", { data: civilStatusItem });
    expect(await ask("dangKyHoTich", { data: corrected })).toMatchObject({ error_code: "0" });
    expect(await ledger()).toHaveLength(2);
    const strict = await openPortal({ profile: { sectorCorrection: "refuse" } });
    await strict.ask("dangKyHoTich", { data: civilStatusItem });
    expect(await strict.ask("dangKyHoTich", { data: corrected })).toMatchObject({
      error_code: "-1",
      message: expect.stringContaining("đã được tiếp nhận, không thể cập nhật"),
    });
    expect(await strict.ledger()).toHaveLength(1);
  });

  it("counts another module or service as another message, and the province's code as the dossier's", async () => {
    const { ask, ledger } = await openPortal();
    await ask("dangKyHoTich", { data: civilStatusItem });
    await ask("dangKyHoTich", { data: { ...civilStatusItem, module: "LTKT" } });
    const status = { MaHoSo: "000.00.00.G02-260518-0001", MaHoSoDonVi: CODE, TrangThai: "2" };
    await ask("DongBoTrangThaiHoSo", { type: "2", data: status });
    expect((await ledger()).map(({ service, dossierCode }) => [service, dossierCode])).toEqual([
      ["dangKyHoTich", CODE],
      ["dangKyHoTich", CODE],
      ["DongBoTrangThaiHoSo", CODE],
    ]);
  });

  it("does not make the dossier itself exist", async () => {
    const { ask, simulator } = await openPortal();
    await ask("dangKyHoTich", { data: civilStatusItem });
    expect(await ask("TraCuuHoSo", { mahoso: CODE })).toMatchObject({ result: [] });
    expect(simulator.portalRecords.has(CODE)).toBe(false);
  });

  it("refuses what names no dossier, the name of an inherited property included", async () => {
    const { ask, ledger } = await openPortal();
    for (const service of ["khongCo", "toString", "__proto__", ""]) {
      expect(await ask(service, { data: { x: "1" } })).toMatchObject({ error_code: "-1" });
    }
    expect(await ask("dangKyHoTich")).toMatchObject({ error_code: "-1" });
    expect(await ledger()).toEqual([]);
  });
});
