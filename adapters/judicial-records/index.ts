import { defineSector } from "#core/sector/sector.ts";
import { answerPatterns } from "./ministry-answers.ts";
import { codeNotes } from "./codes.ts";
import { demands } from "./demands.ts";
import { hearers, VNEID } from "./hearers.ts";
import { inboundCalls } from "./vneid/inbound.ts";
import { inquiry } from "./ngsp/inquiry.ts";
import { notSent } from "./not-sent.ts";
import { procedures } from "./procedures.ts";
import { judicialRecord, type JudicialRecord } from "./record.ts";
import { rules } from "./rules.ts";
import { settings } from "./settings.ts";
import { simulatorDesk } from "./simulator-desk.ts";
import { limitOf } from "./time-limits.ts";
import { dossierKeys, toSectorMessages } from "./sector-messages.ts";

export default defineSector<JudicialRecord>({
  sector: "judicial-records",
  title: "Lý lịch tư pháp",
  titleEn: "Judicial records",
  version: "3",
  procedures,
  record: judicialRecord,
  rules,
  demands,
  limitOf,
  judgesDueDate: true,
  settings,
  codeNotes,
  notSent,
  toSectorMessages,
  hearers,
  dossierKeys,
  furtherDestinations: [VNEID],
  inquiry,
  answerPatterns,
  simulatorDesk,
  inbound: inboundCalls(),
});
