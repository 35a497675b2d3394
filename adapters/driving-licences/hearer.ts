import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { Hearer } from "#core/sector/hearer.ts";
import { statusHas } from "#schemas/codes/dossier-statuses.ts";
import type { LicenceRecord } from "./record.ts";

/** The licence system, the police's since 2025-03-01: the destination named like the sector. */
export const LICENCE_SYSTEM = "driving-licences";

/** It hears of an application once a desk has received it; the card needs a day. */
export const licenceSystem: Hearer<LicenceRecord> = {
  destination: LICENCE_SYSTEM,
  name: { vi: "Bộ Công an (hệ thống giấy phép lái xe)", en: "the Ministry of Public Security (licence system)" },
  follows: "application",
  hearsAt: (dossier) => receiptOf(dossier) !== null,
  needs: [
    {
      code: "not-told-due-date-missing",
      pointer: "/dueAt",
      because: {
        vi: "hồ sơ không có ngày hẹn trả (dueAt) và gateway không tính được",
        en: "the dossier has no due date (dueAt) and none could be worked out",
      },
      advice: { vi: "Gửi lại hồ sơ kèm dueAt.", en: "Push the dossier again with dueAt." },
      isMissing: ({ dueAt }) => dueAt === null,
    },
  ],
};

/** When a desk received the dossier; null while none has. */
export function receiptOf({ status, receivedAt }: Dossier): string | null {
  return statusHas(status, "isUnreceived") ? null : receivedAt;
}
