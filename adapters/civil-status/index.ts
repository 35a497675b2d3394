import { defineSector } from "#core/sector.ts";
import { inquiry } from "./inquiry.ts";
import { notSent } from "./not-sent.ts";
import { procedures } from "./procedures.ts";
import { civilStatusRecord, type CivilStatusRecord } from "./record.ts";
import { rules } from "./rules.ts";
import { toSectorMessages } from "./to-portal.ts";

export default defineSector<CivilStatusRecord>({
  sector: "civil-status",
  title: "Hộ tịch",
  titleEn: "Civil status",
  version: "2",
  procedures,
  record: civilStatusRecord,
  rules,
  notSent,
  toSectorMessages,
  inquiry,
});
