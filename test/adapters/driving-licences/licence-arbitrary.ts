import fc from "fast-check";
import { PAPER_KINDS, REASONS_OF, type RequestKind } from "../../../adapters/driving-licences/enums.ts";
import { classLists } from "../../../adapters/driving-licences/classes/licence-classes.ts";

/**
 * Applications as a client may push them: sound in shape, but as often as not against a rule. Nothing here is checked
 * yet; the schema and the rules are what the tests put to work.
 */

const SYLLABLES = ["Đặng", "Mẫu", "Phước", "ƯỚC", "H’Bioh", "Łukaszewska-Nguyễn", "Ơ̆", "Żaneta", "Quỳnh", "o'Mẫu"];
const name = fc.array(fc.constantFrom(...SYLLABLES), { minLength: 1, maxLength: 5 }).map((words) => words.join(" "));
const text = fc.constantFrom("Mẫu", "Trung tâm đào tạo lái xe Mẫu, cơ sở 2", "//", "Số 7/3; ngõ Mẫu", "1종 보통");
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const fullDate = fc
  .date({ min: new Date("1960-01-01"), max: new Date("2036-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const partialDate = fc.tuple(fullDate, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length));

const address = fc.oneof(
  fc.record({
    countryCode: fc.constant("VN"),
    scheme: fc.constant("QD19_2025"),
    provinceCode: fc.constantFrom("01", "25", "40", "79"),
    provinceName: fc.constantFrom("Tỉnh Nghệ An", "Thành phố Hồ Chí Minh", "Huế"),
    communeCode: digits(5),
    communeName: fc.constantFrom("Xã Mẫu Một", "Phường Mẫu, phường cũ", "Đặc khu Mẫu"),
    detail: fc.oneof(text, fc.constant("")),
  }),
  fc.record({
    countryCode: fc.constant("VN"),
    scheme: fc.constant("QD124_2004"),
    provinceCode: fc.constantFrom("17", "40", "64"),
    districtCode: fc.constantFrom("001", "412"),
    communeCode: digits(5),
    detail: text,
  }),
);
const anywhere = fc.oneof(
  address,
  fc.record({ countryCode: fc.constantFrom("KR", "PL"), detail: fc.oneof(text, fc.constant("")) }),
);

const issuing = { serial: orNull(fc.stringMatching(/^[A-Z]{2}\d{6}$/)), issuer: text };
const numberOfLicence = fc.oneof(digits(12), fc.stringMatching(/^[A-Z]{2} \d{6}$/));

/** A civil licence whose classes fit its date of issue. */
const civilLicence = (number: fc.Arbitrary<string | null>) =>
  fc.constantFrom(...classLists).chain(({ scheme, items }) =>
    fc.record({
      ...issuing,
      number,
      issuedOn: fc.constantFrom(...(scheme === "2008" ? ["2014-06-06", "2011", "2024-12"] : ["2025-01-01", "2026"])),
      classes: fc.array(
        fc.record({
          class: fc.constantFrom(...items.map((item) => item.code)),
          passedOn: partialDate,
          expiresOn: orNull(fullDate),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      points: orNull(fc.integer({ min: 0, max: 12 })),
    }),
  );

const otherLicence = fc.record({
  ...issuing,
  number: numberOfLicence,
  issuedOn: partialDate,
  classes: fc.array(
    fc.record({ class: text, passedOn: orNull(partialDate), expiresOn: orNull(fullDate) }).map((held) => ({
      ...held,
      class: held.class.slice(0, 20).trim(),
    })),
    { minLength: 1, maxLength: 2 },
  ),
});

const licencesOf: Readonly<Record<RequestKind, fc.Arbitrary<object>>> = {
  DOI: fc.record({
    currentLicence: civilLicence(numberOfLicence),
    otherLicences: fc.array(civilLicence(numberOfLicence), { maxLength: 2 }),
  }),
  CAP_LAI: fc.record({ currentLicence: civilLicence(orNull(numberOfLicence)) }),
  DOI_NUOC_NGOAI: otherLicence.map((currentLicence) => ({ currentLicence, issuingCountry: "KR" })),
  DOI_QUAN_SU: otherLicence.map((currentLicence) => ({ currentLicence })),
  DOI_CAND: otherLicence.map((currentLicence) => ({ currentLicence })),
};

const newClassCodes = classLists.flatMap(({ items }) => items.map((item) => item.code));

const common = {
  reasonText: orNull(text),
  fullName: name,
  gender: fc.integer({ min: 1, max: 3 }),
  birthDate: partialDate,
  nationality: fc.constantFrom("VN", "PL", "XXA"),
  identity: fc.oneof(
    fc.record({
      type: fc.constant("CCCD"),
      number: digits(12),
      issueDate: orNull(partialDate),
      issuePlace: orNull(text),
    }),
    fc.record({
      type: fc.constant("HO_CHIEU"),
      number: fc.stringMatching(/^[A-Z]\d{7}$/),
      expiryDate: orNull(fullDate),
    }),
  ),
  oldIdentityNumber: orNull(digits(9)),
  residentCard: orNull(fc.constant({ kind: "THE_TAM_TRU", number: "TT1", expiresOn: "2030-01-01" })),
  permanentResidence: orNull(anywhere),
  residence: address,
  receivingUnitCode: orNull(fc.constantFrom("CSGT40", "MAU-01")),
  photoAttachmentId: orNull(fc.constantFrom("anh", "vang")),
  training: orNull(
    fc.record({
      school: orNull(text),
      year: orNull(fc.integer({ min: 1970, max: 2026 })),
      className: orNull(fc.constantFrom("B2", "C")),
      yearsDriving: orNull(fc.integer({ min: 0, max: 60 })),
      safeKilometres: orNull(fc.integer({ min: 0, max: 999_999 })),
    }),
  ),
  requestedClasses: fc.uniqueArray(fc.constantFrom(...new Set(newClassCodes)), { minLength: 1, maxLength: 3 }),
  integrateUnlimited: fc.boolean(),
  administrativeViolation: fc.constantFrom(false, false, false, true),
  health: orNull(
    fc.record({
      certNumber: fc.constant("00087/GKSKLX/99001/26"),
      concludedOn: fc.constantFrom("2026-10-30", "2026-01-02", "2024-01-01"),
      className: fc.constantFrom("B", "C", "DE", "FE"),
      conclusionCode: fc.integer({ min: 1, max: 3 }),
      doctor: text,
      facilityCode: fc.constant("99001"),
      facilityName: text,
    }),
  ),
  documents: fc.array(
    fc.record({ attachmentId: fc.constantFrom("anh", "tep"), kind: fc.constantFrom(...PAPER_KINDS), title: text }),
    { maxLength: 3 },
  ),
};

/** An application of any kind. */
export const anyExchange: fc.Arbitrary<object> = fc
  .constantFrom(...(Object.keys(REASONS_OF) as RequestKind[]))
  .chain((requestKind) =>
    fc
      .tuple(
        fc.record({
          requestKind: fc.constant(requestKind),
          reasonCode: fc.constantFrom(...REASONS_OF[requestKind]),
          ...common,
        }),
        licencesOf[requestKind],
      )
      .map(([application, licences]) => ({ ...application, ...licences })),
  );

const paper = (id: string, content: string | null) => ({
  id,
  name: `${id}.pdf`,
  url: `https://mot-cua.example.vn/tai-tep/${id}`,
  content,
});

/** A whole dossier with such an application, received on some day of the years in question. */
export const anyPush: fc.Arbitrary<object> = fc
  .record({
    exchange: anyExchange,
    day: fc.constantFrom("2024-12-30", "2025-01-02", "2025-06-30", "2026-11-16"),
    status: fc.integer({ min: 1, max: 10 }),
    due: fc.boolean(),
    content: orNull(fc.constant("JVBERi0xLjQKJU1hdQo=")),
    fee: fc.constantFrom(135_000, 135_000, 115_000),
  })
  .map(({ exchange, day, status, due, content, fee }) => ({
    dossierCode: `G01.40-${day.slice(2).replaceAll("-", "")}-0001`,
    sector: "driving-licences",
    procedureCode: "3.000347",
    agencyCode: "G01.40",
    agencyName: "Phòng Cảnh sát giao thông Mẫu",
    status,
    channel: "direct",
    returnMethod: "direct",
    summary: "Đổi giấy phép lái xe",
    applicant: { type: "citizen", name: "Đặng Mẫu" },
    receivedAt: `${day}T08:00:00+07:00`,
    dueAt: due ? `${day}T17:00:00+07:00` : null,
    attachments: [paper("anh", content), paper("tep", null)],
    record: { exchange, payment: { fee } },
  }));
