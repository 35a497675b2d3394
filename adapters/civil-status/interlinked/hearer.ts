import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { Hearer } from "#core/sector/hearer.ts";
import type { CivilStatusRecord } from "../record.ts";
import { portalToInterlinked, readPortalStatus, type InterlinkedStatus } from "../status-bridges.ts";

/** The interlinking software, from which interlinked births and deaths come; a system apart from the ministry's. */
export const INTERLINKED_SERVICES = "interlinked-services";

const REGISTERED = 4;

/**
 * What the interlinking software is told of a dossier that stands like this; null where that software has no such
 * station, and for a registration before its register entry is known.
 */
export function stationOf(dossier: Dossier, record: CivilStatusRecord | undefined): InterlinkedStatus | null {
  const current = readPortalStatus(dossier.status);
  const status = current === null ? null : portalToInterlinked(current);
  return Number(status) === REGISTERED && (record?.result ?? null) === null ? null : status;
}

/** It follows the births and deaths that came from it, by the code it gave them. */
export const interlinkedServices: Hearer<CivilStatusRecord> = {
  destination: INTERLINKED_SERVICES,
  name: { vi: "phần mềm dịch vụ công liên thông", en: "the interlinking software" },
  follows: "status",
  hearsAt: (dossier, record) => dossier.receivedAt !== null && stationOf(dossier, record) !== null,
  takes: ({ module }) => module === "KS" || module === "KT",
  namedBy: (record) => codeOf(record) !== null,
  needs: [
    {
      code: "not-told-interlinked-code-missing",
      pointer: "/record/interlinkedDossierCode",
      because: {
        vi: "tờ khai không có mã hồ sơ liên thông (interlinkedDossierCode)",
        en: "the record has no interlinkedDossierCode",
      },
      advice: {
        vi: "Gửi lại hồ sơ kèm mã mà phần mềm liên thông đã cấp.",
        en: "Push the dossier again with the code that software gave it.",
      },
      isMissing: (_dossier, record) => codeOf(record) === null,
    },
  ],
};

function codeOf(record: CivilStatusRecord): string | null {
  return record.module === "KS" || record.module === "KT" ? record.interlinkedDossierCode : null;
}
