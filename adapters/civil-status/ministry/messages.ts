import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage } from "#core/message/message.ts";
import { birthToMinistry } from "./birth-message.ts";
import { deathToMinistry } from "./death-message.ts";
import { marriageToMinistry } from "./marriage-message.ts";
import type { CivilStatusRecord } from "../record.ts";
import { takenAt } from "../registration-day.ts";

/**
 * The messages for the Ministry of Justice's civil-status system; none until a desk has received the dossier. Of the
 * modules only birth, death and marriage were seen to have a push; recognitions, certificates of marital status,
 * changes and extracts reach the portal as dossiers and have no message of their own until one is known.
 */
export function ministryMessages({
  dossier,
  record,
}: {
  readonly dossier: Dossier;
  readonly record: CivilStatusRecord;
}): readonly SectorMessage[] {
  const receivedAt = takenAt(dossier);
  if (receivedAt === null) return [];
  switch (record.module) {
    case "KS":
      return [birthToMinistry(dossier, record, receivedAt)];
    case "KT":
      return [deathToMinistry(dossier, record, receivedAt)];
    case "KH":
      return [marriageToMinistry(dossier, record, receivedAt)];
    case "CMC":
    case "XNTTHN":
    case "TDCC":
    case "TL":
      return [];
  }
}
