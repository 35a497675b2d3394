import type { Dossier } from "#core/dossier.ts";
import type { DraftMessage } from "#core/message.ts";
import { birthToMinistry } from "./birth-to-ministry.ts";
import type { CivilStatusRecord } from "./record.ts";

/** Statuses in which no desk has taken the dossier: newly registered, refused at intake. */
const NOT_TAKEN: readonly number[] = [1, 3];

/**
 * The messages for the Ministry of Justice's civil-status system. None until a desk has received the dossier: the
 * ministry would register something nobody has checked.
 */
export function toSectorMessages(input: {
  readonly dossier: Dossier;
  readonly record: CivilStatusRecord;
}): readonly DraftMessage[] {
  const { dossier, record } = input;
  if (dossier.receivedAt === null || NOT_TAKEN.includes(dossier.status)) return [];
  return [birthToMinistry(dossier, record, dossier.receivedAt)];
}
