import { defineSector } from "#core/sector/sector.ts";
import { answerPatterns } from "./ministry-answers.ts";
import { codeNotes } from "./codes.ts";
import { inquiry } from "./ministry/inquiry.ts";
import { limitOf } from "./time-limit.ts";
import { INTERLINKED_SERVICES, interlinkedServices } from "./interlinked/hearer.ts";
import { register } from "./ministry/hearer.ts";
import { notSent } from "./not-sent.ts";
import { procedures } from "./procedures.ts";
import { civilStatusRecord, type CivilStatusRecord } from "./record.ts";
import { rules } from "./rules.ts";
import { settings } from "./settings.ts";
import { simulatorDesk } from "./simulator-desk.ts";
import { dossierKeys, toSectorMessages } from "./sector-messages.ts";

export default defineSector<CivilStatusRecord>({
  sector: "civil-status",
  title: "Hộ tịch",
  titleEn: "Civil status",
  version: "4",
  procedures,
  record: civilStatusRecord,
  rules,
  limitOf,
  settings,
  codeNotes,
  notSent,
  toSectorMessages,
  hearers: [register, interlinkedServices],
  dossierKeys,
  furtherDestinations: [INTERLINKED_SERVICES],
  inquiry,
  answerPatterns,
  simulatorDesk,
});
