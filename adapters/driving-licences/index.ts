import { defineSector } from "#core/sector.ts";
import { procedures } from "./procedures.ts";

/** The common dossier and its progress only; no record of its own yet, so a pushed `record` is refused. */
export default defineSector<never>({
  sector: "driving-licences",
  title: "Giấy phép lái xe",
  titleEn: "Driving licences",
  version: "1",
  procedures,
  rules: [],
});
