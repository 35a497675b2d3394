import { provincesOf } from "#schemas/codes/provinces.ts";
import { IDENTITY_TYPES, type IdentityType } from "#schemas/codes/identity-types.ts";
import fc from "fast-check";
import * as enums from "../../../adapters/judicial-records/enums.ts";
import { judicialRecord, type JudicialRecord } from "../../../adapters/judicial-records/record.ts";

/** Inputs of the record's schema, in all its forms; what the schema refuses all the same is thrown away. */

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);

const WORDS = [
  "xã",
  "Mẫu",
  "tỉnh",
  "Đắk",
  "Lắk",
  "H’Ƀ’lăn",
  "Ơ̆",
  "//",
  "<b>",
  "“x”",
  "&",
  ";",
  "12/3",
  "Công ty",
  "\\",
];
const words = fc.array(oneOf(WORDS), { minLength: 1, maxLength: 5 }).map((list) => list.join(" "));
const name = oneOf(["NGHIÊM THỊ QUỲNH TRÂM", "Y NGƠ̆K ƁUÔN YĂ", "O’CONNOR-MÜLLER SEÁN", "Hoà", "Trần Văn Mẫu"]);
const fullDay = fc.date({ min: new Date("1950-01-01"), max: new Date("2020-12-31"), noInvalidDate: true });
const day = fullDay.map((at) => at.toISOString().slice(0, 10));
const partialDay = fc.tuple(day, oneOf([4, 7, 10])).map(([text, length]) => text.slice(0, length));
const month = fc.tuple(day, oneOf([4, 7])).map(([text, length]) => text.slice(0, length));
const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
const base64 = fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString("base64"));

const atHome = oneOf([...provincesOf("QD19_2025")]).chain(({ code, name: provinceName }) =>
  fc.record({
    countryCode: fc.constant("VN"),
    scheme: fc.constant("QD19_2025"),
    provinceCode: fc.constant(code),
    provinceName: fc.constant(provinceName),
    communeCode: digits(5),
    communeName: words,
    detail: fc.oneof(words, fc.constant("")),
  }),
);
const withDistrict = oneOf([...provincesOf("QD124_2004")]).chain(({ code, name: provinceName }) =>
  fc.record({
    countryCode: fc.constant("VN"),
    scheme: fc.constant("QD124_2004"),
    provinceCode: fc.constant(code),
    provinceName: fc.constant(provinceName),
    districtCode: digits(3),
    detail: words,
  }),
);
const abroad = fc.record({ countryCode: oneOf(["IE", "KR", "XK", "TW"]), detail: fc.oneof(words, fc.constant("")) });
const place = fc.oneof(atHome, withDistrict, abroad);

function numberOf(type: IdentityType): fc.Arbitrary<string> {
  if (type === "CMND") return fc.oneof(digits(9), digits(12));
  if (["CCCD", "CAN_CUOC", "GIAY_CN_CAN_CUOC"].includes(type)) return digits(12);
  return type === "HO_CHIEU" ? fc.stringMatching(/^[A-Z0-9]{5,15}$/) : oneOf(["M-01", "QĐ 12/34"]);
}
const identity = oneOf(IDENTITY_TYPES).chain((type) =>
  fc.record({
    type: fc.constant(type),
    otherKind: type === "KHAC" ? orNull(oneOf(["Giấy thông hành", "Giấy khai sinh"])) : fc.constant(null),
    number: numberOf(type),
    issueDate: orNull(partialDay),
    expiryDate: orNull(day),
    issuePlace: orNull(words),
  }),
);

const gender = oneOf([1, 2]);
const ethnicity = orNull(oneOf(["01", "12", "54"]));
const person = {
  fullName: name,
  otherName: orNull(name),
  gender,
  birthDate: partialDay,
  birthPlace: place,
  nationality: oneOf(["VN", "IE", "XXA", "XK"]),
  ethnicity,
  permanentResidence: orNull(place),
  temporaryResidence: orNull(place),
  identity,
};
const phone = orNull(oneOf(["0900000011", "+353000000000"]));
const email = orNull(fc.constant("tram.mau@example.vn"));
const relative = orNull(fc.record({ fullName: name, birthDate: orNull(partialDay), identity: orNull(identity) }));
const family = { father: relative, mother: relative, spouse: relative };
const copies = fc.integer({ min: 1, max: 100 });

const authorised = fc.record({
  fullName: name,
  gender,
  birthDate: partialDay,
  identity,
  nationality: orNull(oneOf(["VN", "IE"])),
  ethnicity,
  residence: orNull(place),
  phone,
  email,
  relation: oneOf(enums.RELATIONS),
  documentNumber: orNull(words),
  documentDate: orNull(day),
});

const row = fc.record({
  from: month,
  to: fc.oneof(month, fc.constant(enums.OPEN_END)),
  kind: orNull(oneOf(enums.RESIDENCE_KINDS)),
  address: words,
  occupation: orNull(words),
  workplace: orNull(words),
});

const declaration = oneOf(enums.DECLARATION_FORMS).chain((formType) =>
  fc.record({
    formType: fc.constant(formType),
    certificateType: oneOf([1, 2]),
    includeBanInfo: fc.boolean(),
    purposeCode: orNull(fc.integer({ min: 0, max: 99 })),
    purposeName: fc.oneof(words, fc.constant("Khác")),
    purposeOther: orNull(words),
    copies,
    applicant: fc.record({
      ...person,
      phone,
      email,
      feeGroup: oneOf(enums.FEE_GROUPS),
      feeExemption: orNull(oneOf(enums.FEE_EXEMPTIONS)),
    }),
    ...family,
    residenceHistory: fc.array(row, { minLength: 1, maxLength: 4 }),
    residenceGapReason: orNull(words),
    convictionStatement: orNull(fc.oneof(words, fc.constant("dòng một\ndòng hai"))),
    authorization: formType === "UY_QUYEN" ? authorised : fc.constant(null),
    delivery: fc.record({ method: oneOf([1, 2, 3]), address: orNull(words) }),
  }),
);

const request = fc.record({
  formType: oneOf(enums.REQUEST_FORMS),
  certificateType: oneOf([1, 2]),
  includeBanInfo: fc.boolean(),
  purposeName: words,
  copies,
  requester: fc.record({
    organizationName: words,
    identifierCode: orNull(words),
    address: words,
    officialDocNumber: orNull(words),
    officialDocDate: orNull(day),
    contactName: orNull(name),
    contactPhone: phone,
  }),
  subject: fc.record(person),
  ...family,
});

const penalties = fc.array(fc.record({ code: words, name: words, note: orNull(words) }), { maxLength: 2 });
const status = (most: number) => fc.record({ code: fc.integer({ min: 0, max: most }), text: words });

/** A certificate with what the ministry's answer carries of it. */
const issued = fc.record({
  number: words,
  issueDate: day,
  certificateType: oneOf([1, 2]),
  criminalStatus: status(2),
  banStatus: orNull(status(9).map((ban) => ({ ...ban, requested: true }))),
  convictions: fc.array(
    fc.record({
      judgmentNumber: words,
      judgmentDate: orNull(partialDay),
      courtCode: orNull(words),
      courtName: words,
      offences: fc.array(fc.record({ code: words, name: words }), { minLength: 1, maxLength: 2 }),
      mainPenalties: penalties,
      additionalPenalties: penalties,
      lawProvision: orNull(words),
      civilObligation: orNull(words),
      courtFee: orNull(words),
      executionStatus: orNull(words),
      servedDate: orNull(partialDay),
      expungedDate: orNull(partialDay),
    }),
    { maxLength: 2 },
  ),
  bans: fc.array(
    fc.record({
      decisionNumber: words,
      decisionDate: orNull(partialDay),
      courtName: words,
      office: words,
      term: orNull(words),
      startDate: orNull(partialDay),
    }),
    { maxLength: 2 },
  ),
  preparedBy: words,
  signer: words,
  signerTitle: words,
  fileContent: orNull(base64.filter((text) => text !== "")),
});

const revocation = fc.record({
  reason: words,
  decisionNumber: orNull(words),
  decisionDate: orNull(day),
  fileContent: orNull(base64),
});

const amount = fc.integer({ min: 0, max: 1_000_000 });
const common = {
  origin: oneOf(["LOCAL", "VNEID"]),
  receivingUnitId: orNull(words),
  payment: orNull(fc.record({ baseFee: amount, extraCopyFee: amount, total: amount, receiptNumber: orNull(words) })),
  certificate: orNull(issued),
  revocation: orNull(revocation),
};

const accepted = (input: fc.Arbitrary<object>): fc.Arbitrary<JudicialRecord> =>
  input
    .map((value) => judicialRecord.safeParse(value))
    .filter((read) => read.success)
    .map((read) => read.data);

export const anyRecord = fc.oneof(
  accepted(fc.record({ ...common, declaration })),
  accepted(fc.record({ ...common, request })),
);
