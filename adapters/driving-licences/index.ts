import { defineSector } from "#core/sector/sector.ts";
import { codeNotes } from "./codes.ts";
import { inquiry } from "./inquiry.ts";
import { demands } from "./demands.ts";
import { classLists } from "./classes/licence-classes.ts";
import { licenceSystem } from "./hearer.ts";
import { notSent } from "./not-sent.ts";
import { procedures } from "./procedures.ts";
import { licenceRecord, type LicenceRecord } from "./record.ts";
import { rules } from "./rules.ts";
import { simulatorDesk } from "./simulator-desk.ts";
import { dossierKeys, toSectorMessages } from "./sector-messages.ts";

export default defineSector<LicenceRecord>({
  sector: "driving-licences",
  title: "Giấy phép lái xe",
  titleEn: "Driving licences",
  version: "3",
  procedures,
  record: licenceRecord,
  rules,
  demands,
  codeLists: classLists,
  codeNotes,
  notSent,
  toSectorMessages,
  hearers: [licenceSystem],
  dossierKeys,
  inquiry,
  simulatorDesk,
});
