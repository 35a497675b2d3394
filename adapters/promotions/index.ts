import { defineSector } from "#core/sector.ts";
import { procedures } from "./procedures.ts";

/** The common dossier and its progress only; no record of its own yet, so a pushed `record` is refused. */
export default defineSector<never>({
  sector: "promotions",
  title: "Khuyến mại",
  titleEn: "Promotions",
  version: "1",
  procedures,
  rules: [],
});
