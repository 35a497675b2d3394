import type { Bilingual } from "#schemas/common/bilingual.ts";
import type { MarriageRecord, Spouse } from "./record.ts";

/** Husband and wife with where they stand, their gender and how to call them. */
export interface NamedSpouse extends Bilingual {
  readonly pointer: "/record/husband" | "/record/wife";
  readonly gender: 1 | 2;
  readonly vi: "chồng" | "vợ";
  readonly en: "husband" | "wife";
  readonly spouse: Spouse;
}

export function spousesOf(record: MarriageRecord): readonly NamedSpouse[] {
  return [
    { pointer: "/record/husband", gender: 1, vi: "chồng", en: "husband", spouse: record.husband },
    { pointer: "/record/wife", gender: 2, vi: "vợ", en: "wife", spouse: record.wife },
  ];
}

/** Whether somebody lives abroad, as far as the declaration says. */
export function livesAbroad({ residenceAbroad, residence }: Spouse): boolean {
  return residenceAbroad ?? (residence !== null && residence.countryCode !== "VN");
}
