import { inForce } from "#schemas/codes/code-list.ts";
import { provincesOf } from "#schemas/codes/provinces.ts";
import { daysBetween } from "#schemas/common/partial-date.ts";
import { foldForCompare } from "#schemas/common/text.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import type { Address } from "#schemas/common/address.ts";
import { JUDICIAL_RECORDS_LAW, type JudicialRule } from "./judicial-rule.ts";
import { addressLine } from "./native-names.ts";
import { applicationOf, type JudicialRecord } from "./record.ts";

/**
 * Days (calendar days, not working days) between receipt and result. The count under Luật 107/2025/QH15, article 48, was
 * not found, so the older law's days are kept without an end.
 */
const DEADLINES = [
  { from: JUDICIAL_RECORDS_LAW, to: null, days: 10, manyPlaces: 15, source: "Luật 28/2009/QH12, Điều 48 khoản 1" },
] as const;

export const deadlineRules: readonly JudicialRule[] = [
  {
    id: "LLTP-R10",
    severity: "warning",
    from: JUDICIAL_RECORDS_LAW,
    to: null,
    source: "Luật Lý lịch tư pháp 28/2009/QH12, Điều 48; thời hạn theo Luật 107/2025/QH15 chưa kiểm chứng",
    message: "Ngày hẹn trả quá thời hạn giải quyết.",
    messageEn: "The due date is later than the law allows.",
    check: ({ dossier, record }) => {
      if (dossier.receivedAt === null || dossier.dueAt === null) return [];
      const day = dayOf(dossier.receivedAt);
      const deadline = DEADLINES.find((known) => inForce(known, day));
      if (deadline === undefined) return [];
      const days = livedInManyPlaces(record, day) ? deadline.manyPlaces : deadline.days;
      if (daysBetween(day, dayOf(dossier.dueAt)) <= days) return [];
      return [
        {
          pointer: "/dueAt",
          message: `Ngày hẹn trả quá ${days} ngày kể từ ngày tiếp nhận.`,
          messageEn: `The due date is more than ${days} days after the receipt.`,
        },
      ];
    },
  },
];

/** A foreigner, a stay abroad, or two provinces: the longer time. What cannot be told from the text counts as one place. */
function livedInManyPlaces(record: JudicialRecord, day: string): boolean {
  const { person } = applicationOf(record);
  const rows = record.declaration?.residenceHistory ?? [];
  if (person.nationality !== "VN" || rows.some(({ kind }) => kind === "NUOC_NGOAI")) return true;
  const homes = [person.permanentResidence, person.temporaryResidence].filter((home): home is Address => home !== null);
  const places = [...homes.map((home) => addressLine(home, day)), ...rows.map(({ address }) => address)];
  return new Set(places.flatMap((place) => provinceIn(place) ?? [])).size > 1;
}

const bare = (name: string): string => foldForCompare(name).replace(/^(?:tỉnh|thành phố) /u, "");
const PROVINCE_NAMES = new Set(
  [...provincesOf("QD19_2025"), ...provincesOf("QD124_2004")].map(({ name }) => bare(name)),
);

/** The province a written address ends with, without "tỉnh" or "thành phố"; null when its last part is no province. */
function provinceIn(address: string): string | null {
  const last = bare((address.split(",").at(-1) ?? "").trim());
  return PROVINCE_NAMES.has(last) ? last : null;
}
