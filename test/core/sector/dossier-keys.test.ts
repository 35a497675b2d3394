import { expect, it } from "vitest";
import { dossierKeysOf } from "#core/sector/dossier-keys.ts";
import { DOSSIER_SERVICE, PROGRESS_SERVICE } from "#core/message/plan-messages.ts";

const sectors = [{}, { dossierKeys: { guiHoSo: ["soHoSo", "maSo"] } }];

it("takes the keys of a service from the sector that sends to it", () => {
  expect(dossierKeysOf("guiHoSo", sectors)).toEqual(["soHoSo", "maSo"]);
});

it("knows the portal's own name for the portal's services, and for those of which no sector speaks", () => {
  for (const service of [DOSSIER_SERVICE, PROGRESS_SERVICE, "dichVuKhac"])
    expect(dossierKeysOf(service, sectors)).toEqual(["MaHoSo"]);
});
