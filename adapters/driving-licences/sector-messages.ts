import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage } from "#core/message/message.ts";
import type { DossierKeys } from "#core/sector/dossier-keys.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import { receiptOf } from "./hearer.ts";
import type { LicenceRecord } from "./record.ts";
import { toHoSoGplx } from "./ho-so-gplx/writing.ts";

/**
 * Sending to the police's licence system, behind the same kind of door as the portal (`mapi/g`). Only its reading
 * services were seen (`DanhSachHoSo`, `TraCuuHoSo`, `LayTaiLieuHoSo`); this name follows the portal's `DongBoHoSoMC`
 * and has to be confirmed by the police before production.
 */
export const LICENCE_SERVICE = "DongBoHoSoGPLX";

/** How the messages name their dossier. */
export const dossierKeys: DossierKeys = { [LICENCE_SERVICE]: ["maHoSo"] };

/**
 * The messages for the licence system: the application as one `HoSoGPLX` element, once a desk has received it and set
 * a day for the card.
 */
export function toSectorMessages(input: {
  readonly dossier: Dossier;
  readonly record: LicenceRecord;
}): readonly SectorMessage[] {
  const { dossier, record } = input;
  const { dueAt } = dossier;
  const receivedAt = receiptOf(dossier);
  if (receivedAt === null || dueAt === null) return [];
  return [
    {
      kind: "sector",
      service: LICENCE_SERVICE,
      payload: toHoSoGplx(dossier, record.exchange, dayOf(receivedAt), dayOf(dueAt)),
    },
  ];
}
