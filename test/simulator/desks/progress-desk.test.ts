import { describe, expect, it } from "vitest";
import { openPortal } from "../open-portal.ts";
import { CODE, dossier2022, entry } from "../portal-samples.ts";

describe("CapNhatTienDoHoSoMC", () => {
  it("appends entries in order and keeps repeats", async () => {
    const { create, ask, simulator, ledger } = await openPortal();
    await create(dossier2022);
    const later = { ...entry, NoiDungXuLy: "Thẩm định hồ sơ", TrangThai: "4" };
    expect(await ask("CapNhatTienDoHoSoMC", { data: [entry, later] })).toEqual({
      error_code: "0",
      message: "Cập nhật tiến độ thành công",
      result: [],
    });
    await ask("CapNhatTienDoHoSoMC", { data: [entry] });
    const held = await (await simulator.app.request(`/dossiers/${CODE}`)).json();
    expect(held).toEqual({ dossierCode: CODE, record: dossier2022, progress: [entry, later, entry], sector: [] });
    const lines = (await ledger()).slice(1);
    expect(lines.map(({ isUpdating, status }) => [isUpdating, status])).toEqual([
      [null, "2"],
      [null, "4"],
      [null, "2"],
    ]);
    expect(lines[0]?.itemSha256).toBe(lines[2]?.itemSha256);
  });

  it("refuses a whole list that names an unknown dossier or is malformed", async () => {
    const { create, ask, ledger, simulator } = await openPortal();
    await create(dossier2022);
    const stranger = { ...entry, MaHoSo: "H26.107-260518-9999" };
    expect(await ask("CapNhatTienDoHoSoMC", { data: [entry, stranger] })).toMatchObject({ error_code: "-1" });
    expect(await ask("CapNhatTienDoHoSoMC", { data: [entry, { ...entry, ThoiDiemXuLy: "" }] })).toMatchObject({
      error_code: "-1",
      message: expect.stringContaining("/data/1/ThoiDiemXuLy"),
    });
    expect(await ledger()).toHaveLength(1);
    expect(simulator.portalRecords.get(CODE)?.progress).toEqual([]);
  });
});
