import type { Hearer } from "#core/sector/hearer.ts";
import type { CivilStatusRecord } from "../record.ts";
import { takenAt } from "../registration-day.ts";

/** The Ministry of Justice's civil-status system: the destination named like the sector. */
export const REGISTER = "civil-status";

/** The ministry hears of births, deaths and marriages once a desk has taken them. */
export const register: Hearer<CivilStatusRecord> = {
  destination: REGISTER,
  name: { vi: "Bộ Tư pháp (hệ thống hộ tịch)", en: "the Ministry of Justice (civil-status system)" },
  follows: "application",
  hearsAt: (dossier) => takenAt(dossier) !== null,
  takes: ({ module }) => module === "KS" || module === "KT" || module === "KH",
};
