import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage } from "#core/message/message.ts";
import type { DossierKeys } from "#core/sector/dossier-keys.ts";
import { INTERLINKED_STATUS_SERVICE, interlinkedMessages } from "./interlinked/messages.ts";
import { REGISTER_SERVICE } from "./ministry/envelope.ts";
import { ministryMessages } from "./ministry/messages.ts";
import type { CivilStatusRecord } from "./record.ts";

/** How the messages name their dossier. */
export const dossierKeys: DossierKeys = {
  [REGISTER_SERVICE]: ["maHoSoMCDT"],
  [INTERLINKED_STATUS_SERVICE]: ["maHoSo"],
};

/** The messages for the ministry, and for the interlinking software where a birth or death came from there. */
export function toSectorMessages(input: {
  readonly dossier: Dossier;
  readonly record: CivilStatusRecord;
}): readonly SectorMessage[] {
  return [...ministryMessages(input), ...interlinkedMessages(input.dossier, input.record)];
}
