import { describe, expect, it } from "vitest";
import { openPortal, read } from "./open-portal.ts";
import { CODE, dossier2022, dossierOf16Keys, entry } from "./portal-samples.ts";

const unit = "MaDinhDanhDV=000.00.00.H26";

describe("a provincial wrapper", () => {
  it("takes the bare list, unit and isUpdating in the query, and needs no session", async () => {
    const { post, ledger } = await openPortal();
    const create = await post(`/api/SynsTTHCC/DongBoHoSoMC?${unit}&isUpdating=False`, [dossierOf16Keys]);
    const update = await post(`/api/SynsTTHCC/DongBoHoSoMC?${unit}&isUpdating=True`, [dossier2022]);
    const progress = await post(`/api/SynsTTHCC/CapNhatTienDoHoSoMC?${unit}`, [entry]);
    for (const response of [create, update, progress]) expect(await read(response)).toMatchObject({ error_code: "0" });
    expect((await ledger()).map(({ dossierCode, isUpdating }) => [dossierCode, isUpdating])).toEqual([
      [CODE, false],
      [CODE, true],
      [CODE, null],
    ]);
  });

  it("refuses an unknown unit", async () => {
    const { post, ledger } = await openPortal();
    const refused = await post("/api/SynsTTHCC/DongBoHoSoMC?MaDinhDanhDV=000.00.00.H01&isUpdating=False", [
      dossier2022,
    ]);
    expect(await read(refused)).toMatchObject({ error_code: "-1" });
    expect(await ledger()).toEqual([]);
  });
});
