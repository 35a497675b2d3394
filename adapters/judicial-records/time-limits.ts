import type { TimeLimit } from "#core/dossier/time-limit.ts";
import type { ProcedureTime } from "#core/sector/procedure.ts";
import type { Address } from "#schemas/common/address.ts";
import { provincesOf } from "#schemas/codes/provinces.ts";
import { foldForCompare } from "#schemas/common/text.ts";
import { JUDICIAL_RECORDS_LAW, LAW_OF_2026 } from "./judicial-rule.ts";
import { addressLine } from "#schemas/common/address-line.ts";
import { applicationOf, type JudicialRecord } from "./record.ts";

/** Plain days, not working days. */
const days = (count: number): TimeLimit => ({ kind: "days", count });

const USUAL = {
  limit: days(10),
  extended: {
    limit: days(15),
    when: "cư trú ở nhiều nơi, ở nước ngoài, là người nước ngoài hoặc phải xác minh đương nhiên xóa án tích",
    whenEn: "several places of residence, abroad, a foreigner, or an automatic expunction to be verified",
  },
} as const;

/**
 * Time limits by date. The count under Luật 107/2025/QH15, article 48, was not found, so the older law's days go on, with
 * a doubt; a province sets its own in the configuration file.
 */
export const CERTIFICATE_TIMES: readonly ProcedureTime[] = [
  { ...USUAL, from: JUDICIAL_RECORDS_LAW, to: "2026-06-30", source: "Luật Lý lịch tư pháp 28/2009/QH12, Điều 48" },
  {
    ...USUAL,
    from: LAW_OF_2026,
    to: null,
    source: "Luật 107/2025/QH15, Điều 48 khoản 2; Nghị định 216/2026/NĐ-CP, Điều 24",
    doubt: "Chưa tìm thấy số ngày của luật mới; tạm giữ 10 và 15 ngày của luật cũ.",
  },
];

/** For prosecution bodies the same, and 24 hours when urgent. */
export const PROSECUTION_TIMES: readonly ProcedureTime[] = CERTIFICATE_TIMES.map((time) => ({
  ...time,
  note: "Trường hợp khẩn cấp: 24 giờ.",
  noteEn: "24 hours when urgent.",
}));

/** The limit a case has: the longer one for a foreigner, a stay abroad or several provinces. */
export function limitOf(input: {
  readonly record: JudicialRecord;
  readonly time: ProcedureTime;
  readonly dossier: { readonly receivedAt: string | null };
}): TimeLimit | null {
  const { limit, extended } = input.time;
  if (extended === undefined) return limit;
  return livedInManyPlaces(input.record, (input.dossier.receivedAt ?? "").slice(0, 10)) ? extended.limit : limit;
}

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
