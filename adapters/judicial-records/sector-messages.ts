import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage } from "#core/message/message.ts";
import type { DossierKeys } from "#core/sector/dossier-keys.ts";
import { intakeOf, isToldBack } from "./hearers.ts";
import { judgedDay } from "./judicial-rule.ts";
import type { JudicialRecord } from "./record.ts";
import { HAND_OVER_SERVICE, toNgsp } from "./ngsp/application-message.ts";
import { FEEDBACK_SERVICE, toStatusFeedback } from "./vneid/status-feedback.ts";

/** How the messages name their dossier. */
export const dossierKeys: DossierKeys = {
  [HAND_OVER_SERVICE]: ["idReceivedDec"],
  [FEEDBACK_SERVICE]: ["maHoSoMCDT"],
};

/**
 * The messages for the criminal-records side. Every application past intake is handed over to the shared software, so
 * none that is newly registered, refused or withdrawn (LLTP-R18); a dossier that came from VNeID also has its status,
 * later its certificate, told back there.
 */
export function toSectorMessages(input: {
  readonly dossier: Dossier;
  readonly record: JudicialRecord;
}): readonly SectorMessage[] {
  const { dossier, record } = input;
  const day = judgedDay(dossier);
  const receivedAt = intakeOf(dossier);
  return [
    ...(receivedAt === null ? [] : [toNgsp(dossier, record, receivedAt)]),
    ...(isToldBack(dossier, record) && day !== null ? [toStatusFeedback(dossier, record, day)] : []),
  ];
}
