import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { Hearer } from "#core/sector/hearer.ts";
import { dossierStatus, statusHas } from "#schemas/codes/dossier-statuses.ts";
import { judgedDay } from "./judicial-rule.ts";
import type { JudicialRecord } from "./record.ts";

/** The shared criminal-records software: the destination named like the sector. */
export const SHARED_SOFTWARE = "judicial-records";

/** The system behind the VNeID channel, apart from the shared criminal-records software. */
export const VNEID = "vneid";

/** When an application past intake was received: none that is newly registered, refused or withdrawn (LLTP-R18). */
export function intakeOf({ status, receivedAt }: Dossier): string | null {
  return statusHas(status, "isPastIntake") ? receivedAt : null;
}

/** That a dossier is newly registered VNeID knows better than anybody. */
export function isToldBack({ status }: Dossier, record: JudicialRecord | undefined): boolean {
  return (record === undefined || record.origin === "VNEID") && status !== dossierStatus.newlyRegistered;
}

/** Who hears of judicial records: the shared software of every application, VNeID of its own. */
export const hearers: readonly Hearer<JudicialRecord>[] = [
  {
    destination: SHARED_SOFTWARE,
    name: {
      vi: "Bộ Công an (phần mềm lý lịch tư pháp dùng chung)",
      en: "the Ministry of Public Security (shared criminal-records software)",
    },
    follows: "application",
    hearsAt: (dossier) => intakeOf(dossier) !== null,
  },
  {
    destination: VNEID,
    name: { vi: "VNeID", en: "VNeID" },
    follows: "status",
    hearsAt: isToldBack,
    namedBy: ({ origin }) => origin === "VNEID",
    needs: [
      {
        code: "not-told-day-missing",
        pointer: "/submittedAt",
        because: {
          vi: "hồ sơ không có ngày nộp (submittedAt) và ngày tiếp nhận (receivedAt)",
          en: "the dossier has neither a day of submission (submittedAt) nor of receipt (receivedAt)",
        },
        advice: {
          vi: "Gửi lại hồ sơ kèm một trong hai ngày.",
          en: "Push the dossier again with one of the two.",
        },
        isMissing: (dossier) => judgedDay(dossier) === null,
      },
    ],
  },
];
