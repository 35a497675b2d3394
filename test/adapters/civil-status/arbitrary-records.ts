import fc from "fast-check";
import { IDENTITY_TYPES, type IdentityType } from "#schemas/codes/identity-types.ts";
import { RELATIONS } from "../../../adapters/civil-status/enums.ts";
import { civilStatusRecord } from "../../../adapters/civil-status/record.ts";

/** Records of every module as clients may push them: shape only, whatever the rules would say. */

const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
const names = fc.constantFrom(
  "H’ƀlan Mlô",
  "Lò Văn Mẫu",
  "D’ALMEIDA JOÃO PAULO",
  "Trịnh Thị Phượng",
  "Y Ơ̆ng Mẫu",
  "Nguyễn Hoà Mẫu-Lan",
);
const words = fc.constantFrom(
  "Thôn 5",
  "Rua de Exemplo 1, Porto",
  "a",
  'Tổ 4; ngõ "Mẫu"',
  '{"maTinh":1}',
  "Tòa án Mẫu",
);
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null, freq: 3 });
const day = fc
  .date({ min: new Date("1930-01-01T00:00:00Z"), max: new Date("2026-11-19T00:00:00Z"), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const partial = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([full, length]) => full.slice(0, length));
const time = orNull(fc.constantFrom("00:00", "03:40", "23:59"));

const NUMBERS: Partial<Record<IdentityType, fc.Arbitrary<string>>> = {
  CMND: digits(9),
  CCCD: digits(12),
  CAN_CUOC: digits(12),
  GIAY_CN_CAN_CUOC: digits(12),
  HO_CHIEU: fc.stringMatching(/^[A-Z0-9]{5,15}$/),
};
const identity = fc.constantFrom(...IDENTITY_TYPES).chain((type) =>
  fc.record({
    type: fc.constant(type),
    otherKind: type === "KHAC" ? orNull(fc.constantFrom("Giấy thông hành", "Thẻ căn cước")) : fc.constant(null),
    number: NUMBERS[type] ?? fc.constantFrom("A-12/b", "QD 77"),
    issueDate: orNull(partial),
    expiryDate: orNull(partial),
    issuePlace: orNull(words),
  }),
);

const address = fc.oneof(
  fc.record({
    countryCode: fc.constant("VN"),
    scheme: fc.constant("QD19_2025"),
    provinceCode: fc.constantFrom("01", "38", "79"),
    communeCode: digits(5),
    communeName: fc.constant("Xã Mẫu"),
    detail: fc.oneof(words, fc.constant("")),
  }),
  fc.record({
    countryCode: fc.constant("VN"),
    scheme: fc.constant("QD124_2004"),
    provinceCode: fc.constantFrom("01", "26", "77"),
    districtCode: digits(3),
    communeCode: digits(5),
    detail: words,
  }),
  fc.record({ countryCode: fc.constantFrom("PT", "KR"), detail: words }),
);

const code = fc.constantFrom("VN", "PT", "XXA");
const ethnicGroup = orNull(fc.constantFrom("01", "12", "55"));
const residenceKind = fc.integer({ min: 0, max: 3 });

const PERSON = {
  fullName: names,
  birthDate: partial,
  ethnicity: ethnicGroup,
  ethnicityOther: orNull(fc.constant("Cao Lan")),
  nationality: code,
  nationalityOther: orNull(fc.constant("Bồ Đào Nha")),
  residenceKind,
  residence: orNull(address),
  identity: orNull(identity),
  personalId: orNull(digits(12)),
  verified: orNull(fc.boolean()),
} as const;
const parent = orNull(fc.record({ ...PERSON, birthDate: orNull(partial) }));
const gender = fc.integer({ min: 1, max: 3 });
const person = fc.record({ ...PERSON, gender });
const declarant = fc.record({
  fullName: names,
  relation: fc.constantFrom(...RELATIONS),
  identity,
  personalId: orNull(digits(12)),
  residenceKind,
  residence: orNull(address),
  phone: orNull(fc.constantFrom("0900000041", "+351000000000")),
  email: orNull(fc.constant("mau@example.vn")),
  verified: orNull(fc.boolean()),
});
const foreignRegistration = fc.record({ number: words, date: partial, office: words, country: code });
const unit = fc.oneof(digits(5), digits(3));
const linked = orNull(fc.constantFrom("LT-MAU-0001", "LT/7"));
const copies = fc.integer({ min: 0, max: 20 });
const note = orNull(fc.constantFrom("trẻ bị bỏ rơi", "dòng một\ndòng hai"));
const document = fc.record({ attachmentId: fc.constant("none"), kind: copies, title: words });
const COMMON = { registeringUnitCode: unit, documents: fc.array(document, { maxLength: 1 }), note } as const;

export const births = fc
  .record({
    ...COMMON,
    module: fc.constant("KS"),
    registrationType: fc.integer({ min: 0, max: 4 }),
    birthKind: fc.integer({ min: 1, max: 5 }),
    birthCertNumber: orNull(fc.constant("00031.GCS.99001.26")),
    birthCertDate: orNull(day),
    interlinkedDossierCode: linked,
    child: fc.record({
      fullName: names,
      gender,
      birthDate: partial,
      birthDateInWords: words,
      birthTime: time,
      birthPlace: address,
      homeTown: address,
      ethnicity: ethnicGroup,
      nationality: code,
    }),
    mother: parent,
    father: parent,
    declarant,
    foreignRegistration,
    copies,
  })
  .map((record) => civilStatusRecord.parse(record));

export const deaths = fc
  .record({
    ...COMMON,
    module: fc.constant("KT"),
    registrationType: fc.integer({ min: 0, max: 4 }),
    interlinkedDossierCode: linked,
    deceased: fc.record({
      ...PERSON,
      gender,
      birthDate: orNull(partial),
      deathDate: partial,
      deathTime: time,
      deathDateInWords: orNull(words),
      deathPlace: address,
      deathCause: orNull(words),
    }),
    deathNotice: fc.record({
      type: fc.integer({ min: 0, max: 7 }),
      number: orNull(fc.constantFrom("00102.GBT.99006.26", "12/GBT")),
      date: orNull(partial),
      issuer: orNull(words),
    }),
    declarant,
    foreignRegistration,
    copies,
  })
  .map((record) => civilStatusRecord.parse(record));

const spouse = fc
  .record({
    ...PERSON,
    marriageCount: fc.integer({ min: 1, max: 20 }),
    maritalStatus: fc.integer({ min: 1, max: 6 }),
    maritalStatusText: orNull(fc.constantFrom("Khác", "Ly hôn tại Porto")),
    priorMarriage: orNull(fc.record({ docNumber: words, docDate: partial, issuer: words })),
    statusCertificate: orNull(fc.record({ requested: fc.boolean(), place: orNull(words), issueDate: orNull(day) })),
    said: fc.boolean(),
  })
  .map(({ said, ...rest }) => ({
    ...rest,
    residenceAbroad: said && rest.residence !== null ? rest.residence.countryCode !== "VN" : null,
  }));

export const marriages = fc
  .record({
    ...COMMON,
    module: fc.constant("KH"),
    registrationType: fc.integer({ min: 1, max: 2 }),
    interlinkedDossierCode: linked,
    establishedOn: orNull(day),
    husband: spouse,
    wife: spouse,
    copies,
  })
  .map((record) => civilStatusRecord.parse(record));

const requester = fc
  .tuple(declarant, fc.boolean())
  .map(([who, self]) => (self ? { ...who, relation: "BAN_THAN", identity: null } : who));

export const others = fc
  .oneof(
    fc.record({
      ...COMMON,
      module: fc.constant("CMC"),
      registrationType: fc.integer({ min: 0, max: 2 }),
      confirmationKind: fc.integer({ min: 1, max: 4 }),
      parent: fc.record(PERSON),
      child: person,
      evidence: fc.array(fc.record({ kind: fc.constantFrom("CAM_DOAN", "KHAC"), description: words }), {
        maxLength: 2,
      }),
      noDispute: fc.boolean(),
      declarant: requester.map((who) => ({ ...who, relationToRecogniser: "KHAC" })),
      foreignRegistration,
    }),
    fc.record({
      ...COMMON,
      module: fc.constant("XNTTHN"),
      subject: person,
      period: fc.record({ place: words, from: partial, to: partial }),
      maritalStatus: fc.integer({ min: 1, max: 6 }),
      maritalDetail: orNull(fc.record({ docNumber: orNull(words), from: orNull(partial) })),
      purposeType: fc.integer({ min: 1, max: 5 }),
      purposeText: orNull(words),
      declarant: requester,
    }),
    fc.record({
      ...COMMON,
      module: fc.constant("TDCC"),
      kind: fc.constantFrom("THAY_DOI", "CAI_CHINH", "BO_SUNG", "XAC_DINH_LAI_DAN_TOC"),
      subject: person,
      original: fc.record({
        module: fc.constantFrom("KS", "KT", "KH", "CMC"),
        number: words,
        registrationDate: partial,
        registrationPlace: words,
      }),
      items: fc.array(
        fc.record({ field: fc.constantFrom("nksHoTen", "nksDanToc", "x"), from: fc.constantFrom("", "a"), to: words }),
        { minLength: 1, maxLength: 3 },
      ),
      reason: words,
      legalBasis: words,
      parentsEthnicity: orNull(fc.record({ mother: orNull(words), father: orNull(words) })),
      declarant: requester,
      copies,
    }),
    fc.record({
      documents: COMMON.documents,
      note,
      module: fc.constant("TL"),
      office: words,
      eventKind: fc.constantFrom("KS", "KT", "GIAM_HO"),
      subject: fc.record({ ...PERSON, gender, birthDate: orNull(partial) }),
      quantity: fc.integer({ min: 1, max: 50 }),
      declarant: requester,
    }),
  )
  .map((record) => civilStatusRecord.parse(record));
