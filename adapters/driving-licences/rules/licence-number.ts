import { firstDay, lastDay } from "#schemas/common/partial-date.ts";
import { findProvince } from "#schemas/codes/provinces.ts";
import { civilLicences } from "../classes/held-classes.ts";
import { ROAD_LAW_2008, when, type LicenceRule } from "./licence-rule.ts";

const SOURCE = "Cấu trúc số giấy phép lái xe 12 chữ số theo báo chí, chưa đối chiếu văn bản; không có chữ số kiểm tra";

/** Cards with the 12-digit number came with the plastic card; that day is not verified. */
const PLASTIC_CARDS_FROM = "2012-07-01";

/** What the digits of a 12-digit licence number say; null for older numbers with letters or fewer digits. */
export function readLicenceNumber(number: string) {
  const [, province, gender, year] = /^(\d{2})([0-3])(\d{2})\d{7}$/.exec(number) ?? [];
  if (province === undefined || gender === undefined || year === undefined) return null;
  return {
    /** Province of issue in the numbering of 63, also after the mergers. */
    province,
    gender: Number(gender) % 2 === 0 ? 1 : 2,
    /** Century the holder was born in. */
    bornIn: gender < "2" ? 1900 : 2000,
    /** Last two digits of the year of passing. */
    year: Number(year),
  } as const;
}

const numberSpeaks: LicenceRule = {
  id: "GPLX-R01",
  severity: "warning",
  from: ROAD_LAW_2008,
  to: null,
  source: SOURCE,
  message: "Số giấy phép lái xe không đúng cấu trúc 12 chữ số; đề nghị kiểm tra (giấy phép cũ có thể khác).",
  messageEn: "The licence number has not the structure of 12 digits; check it (older licences may differ).",
  check: ({ record }) =>
    civilLicences(record.exchange).flatMap(({ pointer, licence }) => {
      if (licence.number === null) return [];
      const at = `${pointer}/number`;
      const read = readLicenceNumber(licence.number);
      if (read === null) return [{ pointer: at }];
      const years = licence.classes.map(({ passedOn }) => Number(lastDay(passedOn).slice(0, 4)));
      const latest = Math.max(...years);
      return [
        ...when(findProvince("QD124_2004", read.province) === undefined, {
          pointer: at,
          message: `Hai chữ số đầu ${read.province} của số giấy phép không phải mã tỉnh (63 tỉnh cũ).`,
          messageEn: `The first two digits ${read.province} are no province code of the 63 provinces.`,
        }),
        ...when(yearOfPassing(read.year, latest) > latest, {
          pointer: at,
          message: "Hai chữ số năm trong số giấy phép sau năm trúng tuyển đã khai.",
          messageEn: "The year in the licence number is after the declared year of passing.",
        }),
      ];
    }),
};

/** The year the two digits stand for: of the century of the declared year, or of the one before when that is far later. */
function yearOfPassing(digits: number, declared: number): number {
  const year = Math.trunc(declared / 100) * 100 + digits;
  return year - declared > 50 ? year - 100 : year;
}

const numberFitsHolder: LicenceRule = {
  id: "GPLX-R02",
  severity: "warning",
  from: ROAD_LAW_2008,
  to: null,
  source: SOURCE,
  message: "Chữ số thứ 3 của số giấy phép không phù hợp với giới tính hoặc thế kỷ sinh đã khai.",
  messageEn: "The third digit of the licence number does not fit the gender or the century of birth.",
  check: ({ record }) => {
    const { gender, birthDate } = record.exchange;
    const century = Math.trunc(Number(birthDate.slice(0, 4)) / 100) * 100;
    return civilLicences(record.exchange).flatMap(({ pointer, licence }) => {
      const read = licence.number === null ? null : readLicenceNumber(licence.number);
      if (read === null || firstDay(licence.issuedOn) < PLASTIC_CARDS_FROM) return [];
      const fits = (gender === 3 || gender === read.gender) && century === read.bornIn;
      return when(!fits, { pointer: `${pointer}/number` });
    });
  },
};

const identityFits: LicenceRule = {
  id: "GPLX-R09",
  severity: "warning",
  from: ROAD_LAW_2008,
  to: null,
  source: "Thông tư 12/2025/TT-BCA, Phụ lục XII: số định danh và số CMND cũ",
  message: "Giấy phép đang ghi số CMND cũ; cần khai đúng số này ở oldIdentityNumber.",
  messageEn: "The licence carries an old identity card number; give that number in oldIdentityNumber.",
  check: ({ record }) => {
    const { identity, oldIdentityNumber } = record.exchange;
    return civilLicences(record.exchange).flatMap(({ pointer, licence: { holderIdentityNumber: carried } }) => {
      if (carried === null || carried === identity.number) return [];
      if (/^\d{9}$/.test(carried)) {
        return when(carried !== oldIdentityNumber, { pointer: "/record/exchange/oldIdentityNumber" });
      }
      return [
        {
          pointer: `${pointer}/holderIdentityNumber`,
          message: "Số giấy tờ trong dữ liệu giấy phép khác số định danh đã khai; đề nghị đối chiếu.",
          messageEn: "The identity number the licence carries is not the declared one; compare them.",
        },
      ];
    });
  },
};

export const licenceNumberRules: readonly LicenceRule[] = [numberSpeaks, numberFitsHolder, identityFits];
