import { defineSector, type SectorAdapter } from "#core/sector/sector.ts";
import { forMinistry } from "./ministry/ethnic-codes.ts";
import { inquiry } from "./ministry/inquiry.ts";
import { limitOf } from "./time-limit.ts";
import { INTERLINKED_SERVICES } from "./interlinked/messages.ts";
import { notSent } from "./not-sent.ts";
import { procedures } from "./procedures.ts";
import { civilStatusRecord, type CivilStatusRecord } from "./record.ts";
import { rules } from "./rules.ts";
import { toSectorMessages } from "./sector-messages.ts";

const sector: SectorAdapter<CivilStatusRecord> = {
  sector: "civil-status",
  title: "Hộ tịch",
  titleEn: "Civil status",
  version: "3",
  procedures,
  record: civilStatusRecord,
  rules,
  limitOf,
  notSent,
  toSectorMessages,
  furtherDestinations: [INTERLINKED_SERVICES],
  inquiry,
};

export default defineSector<CivilStatusRecord>({
  ...sector,
  configured: ({ ethnicTables }) =>
    defineSector<CivilStatusRecord>({
      ...sector,
      toSectorMessages: ({ dossier, record }) =>
        toSectorMessages({ dossier, record: forMinistry(record, ethnicTables) }),
    }),
});
