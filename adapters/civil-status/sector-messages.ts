import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage } from "#core/message/message.ts";
import { interlinkedMessages } from "./interlinked/messages.ts";
import { ministryMessages } from "./ministry/messages.ts";
import type { CivilStatusRecord } from "./record.ts";

/** The messages for the ministry, and for the interlinking software where a birth or death came from there. */
export function toSectorMessages(input: {
  readonly dossier: Dossier;
  readonly record: CivilStatusRecord;
}): readonly SectorMessage[] {
  return [...ministryMessages(input), ...interlinkedMessages(input.dossier, input.record)];
}
