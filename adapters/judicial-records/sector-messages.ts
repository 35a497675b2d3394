import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage } from "#core/message/message.ts";
import { judgedDay } from "./judicial-rule.ts";
import type { JudicialRecord } from "./record.ts";
import { toNgsp } from "./ngsp/application-message.ts";
import { toStatusFeedback } from "./vneid/status-feedback.ts";

/** Statuses in which nothing is handed over: newly registered, rejected, withdrawn (LLTP-R18). */
const NOT_HANDED_OVER: readonly number[] = [1, 3, 7];
const NEWLY_REGISTERED = 1;

/**
 * The messages for the criminal-records side. Every application a desk has received is handed over to the shared
 * software; a dossier that came from VNeID also has its status, later its certificate, told back there.
 */
export function toSectorMessages(input: {
  readonly dossier: Dossier;
  readonly record: JudicialRecord;
}): readonly SectorMessage[] {
  const { dossier, record } = input;
  const day = judgedDay(dossier);
  const receivedAt = NOT_HANDED_OVER.includes(dossier.status) ? null : dossier.receivedAt;
  const tellBack = record.origin === "VNEID" && dossier.status !== NEWLY_REGISTERED && day !== null;
  return [
    ...(receivedAt === null ? [] : [toNgsp(dossier, record, receivedAt)]),
    ...(tellBack ? [toStatusFeedback(dossier, record, day)] : []),
  ];
}
