import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { Hearer } from "#core/sector/hearer.ts";
import { dossierStatus } from "#schemas/codes/dossier-statuses.ts";
import { AMENDMENT_FORM, NOTICE_FORM } from "./enums.ts";
import type { PromotionRecord } from "./record.ts";

/** Where the portal takes the status of dossiers it handed over: the destination named like the sector. */
export const STATUS_DESK = "promotions";

/**
 * Whether the portal hands such a form over itself: notices come in as `addtthcKhuyenMai`, amendments as `nhanhsdvcqg`.
 * Registrations filed on the portal take the usual way.
 */
export function isHandedOver({ formNumber }: PromotionRecord): boolean {
  return formNumber === NOTICE_FORM || formNumber === AMENDMENT_FORM;
}

/** Filed on the portal, and a desk has acted: that a dossier is newly registered the portal knows better than anybody. */
export function wasActedOn({ status, submittedVia }: Dossier): boolean {
  return submittedVia === "national-portal" && status !== dossierStatus.newlyRegistered;
}

/** The portal follows the dossiers it handed over by their status only. */
export const statusDesk: Hearer<PromotionRecord> = {
  destination: STATUS_DESK,
  name: {
    vi: "Cổng Dịch vụ công quốc gia (trạng thái hồ sơ do Cổng chuyển tới)",
    en: "the national portal (status of a dossier it handed over)",
  },
  follows: "status",
  hearsAt: wasActedOn,
  takes: isHandedOver,
  namedBy: isHandedOver,
};
