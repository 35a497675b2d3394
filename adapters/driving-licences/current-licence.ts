import { fullDate, isPartialDate, partialDate } from "#schemas/common/partial-date.ts";
import { refused } from "#schemas/common/refused.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { LICENCE_STATES } from "./enums.ts";
import { licenceClass } from "./classes/licence-class.ts";
import { CLASS_CODES, SCHEMES, findClass, schemeGivenOn } from "./classes/licence-classes.ts";

const number = text(20).describe(
  "Số giấy phép lái xe; thẻ mới 12 chữ số. Licence number, at most 20 characters (sogplx).",
);
const issuer = text(255).describe("Cơ quan cấp. Issuing authority (noicapgplx).");
const issuedOn = partialDate.describe("Ngày cấp. Date of issue, partial allowed (ngaycapgplx).");
const serial = text(20)
  .nullable()
  .default(null)
  .describe("Số sê-ri phôi. Number of the card blank, at most 20 characters (soserigplx).");
const passedOn = partialDate.describe("Ngày trúng tuyển, có thể chỉ có năm. Day of passing (ngaytrungtuyen).");
const expiresOn = fullDate
  .nullable()
  .describe("Ngày hết hạn; null là không thời hạn. Last day of validity; null: no end (ngayhethangplx).");

const civilClass = z.strictObject({
  class: licenceClass({
    vi: "Hạng giấy phép không có trong danh mục; A1 cũ viết A1_OLD, B1 số tự động viết B1_AUTO.",
    en: "There is no such licence class; the old A1 is A1_OLD, the automatic B1 is B1_AUTO.",
  }).describe("Hạng. Class, e.g. B2; the A1 of before 2025 is A1_OLD (hanggplxgplx)."),
  scheme: z
    .enum(SCHEMES)
    .nullable()
    .default(null)
    .describe("Bảng hạng: 2008 hoặc 2024; null thì theo ngày cấp. Which numbering; null: by the date of issue."),
  passedOn,
  expiresOn,
});

/** A licence of the transport departments or, since 2025-03-01, the police for civilians. */
function civilLicence<T extends z.ZodType<string | null>>(numberField: T) {
  return z
    .strictObject({
      number: numberField,
      serial,
      classes: z.array(civilClass).min(1).max(15).describe("Các hạng trên giấy phép. The classes on the card."),
      issuedOn,
      issuer,
      holderIdentityNumber: text(20)
        .nullable()
        .default(null)
        .describe("Số giấy tờ ghi trong dữ liệu giấy phép. Identity number the licence carries; null when unknown."),
      points: z
        .int()
        .min(0)
        .max(12)
        .nullable()
        .default(null)
        .describe("Điểm còn lại, 0–12. Points left; null when not known."),
      status: z
        .enum(LICENCE_STATES)
        .nullable()
        .default(null)
        .describe("Tình trạng trong hệ thống CSGT. Standing in the police's system; null when not known."),
    })
    .check((context) => {
      const { classes, issuedOn: issued } = context.value;
      for (const [index, held] of classes.entries()) {
        if (!CLASS_CODES.includes(held.class) || !isPartialDate(issued)) continue;
        if (findClass(held.scheme ?? schemeGivenOn(issued), held.class) !== undefined) continue;
        const { error, params } = NOT_IN_SCHEME;
        context.issues.push({
          code: "custom",
          input: held.class,
          message: error,
          params,
          path: ["classes", index, "class"],
        });
      }
    });
}

const NOT_IN_SCHEME = refused({
  code: "licence-class-scheme",
  vi: "Hạng này không có trong bảng hạng của ngày cấp; kiểm tra hạng, ngày cấp hoặc scheme.",
  en: "This class is not in the numbering of the date of issue; check class, date or scheme.",
});

/** A licence to be exchanged. */
export const presentLicence = civilLicence(number);
/** A lost licence: its number may be forgotten. */
export const lostLicence = civilLicence(
  number
    .nullable()
    .default(null)
    .describe("Số giấy phép; null khi không nhớ. Licence number; null when forgotten (sogplx)."),
);

/** Classes of the army, the police or another country: their own letters, converted by the authority. */
const otherClass = z.strictObject({
  class: text(20).describe("Hạng ghi trên giấy phép. Class in its own letters (hanggplxgplx)."),
  passedOn: partialDate
    .nullable()
    .default(null)
    .describe("Ngày trúng tuyển. Day of passing, if known (ngaytrungtuyen)."),
  expiresOn,
});
const otherClasses = z.array(otherClass).min(1).max(15).describe("Các hạng trên giấy phép. The classes on the card.");

/** A licence of the army, of the police for their own drivers, or of another country. */
export const otherLicence = z.strictObject({ number, serial, classes: otherClasses, issuedOn, issuer });

export type CivilLicence = z.infer<typeof lostLicence>;
