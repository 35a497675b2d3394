import { text as oneLine } from "#schemas/common/text.ts";
import fc from "fast-check";

/**
 * Pushes of every kind that the gateway takes, up to the limits of each field: Vietnamese text composed and decomposed,
 * times in any zone, numbers with and without separators, optional fields absent, null or filled.
 */

const WORDS = [
  "Nguyễn",
  "Thị",
  "Mẫu",
  "đường",
  "Ễ",
  "khai sinh",
  "Hòa",
  "H’Hen",
  "Y-Mẫu",
  "ơ̆",
  "số 12/3",
  "“A&B” <c>",
  "😀",
];

/** Text that is sound once normalised; `max` counts UTF-16 units of the normalised text. */
function text(max: number): fc.Arbitrary<string> {
  const words = fc
    .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 })
    .map((list) => list.join(" ").slice(0, max));
  const spaced = words.map((value) => ` ${value.replaceAll(" ", " \u00A0 ")}\t`);
  const decomposed = words.map((value) => value.normalize("NFD"));
  const longest = fc.constantFrom("Ễ", "đ", "a").map((letter) => letter.repeat(max));
  const graphemes = fc.string({ unit: "grapheme", minLength: 1, maxLength: Math.min(max, 40) });
  const sound = oneLine(max);
  return fc
    .oneof(words, spaced, decomposed, longest, graphemes)
    .filter((value) => !value.includes("\n") && sound.safeParse(value).success);
}

/** Several lines. */
function longText(max: number): fc.Arbitrary<string> {
  const line = text(Math.floor(max / 4));
  return fc.oneof(
    text(max),
    fc.tuple(line, line).map((pair) => pair.join("\r\n")),
  );
}

/** Absent, null, or there. */
function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> {
  return fc.oneof(value, value, fc.constant(null), fc.constant(undefined));
}

const years = { min: new Date("1900-01-01T00:00:00Z"), max: new Date("2199-12-31T16:59:59Z"), noInvalidDate: true };
const timestamp = fc
  .oneof(
    fc.date(years),
    fc.date({ min: new Date("2018-01-01T00:00:00Z"), max: new Date("2030-01-01T00:00:00Z"), noInvalidDate: true }),
    fc.constantFrom("1900-01-01T00:00:00Z", "2199-12-31T16:59:59Z", "2024-02-29T23:59:59Z").map((at) => new Date(at)),
  )
  .chain((date) => {
    const local = (hours: number) => new Date(date.getTime() + hours * 3_600_000).toISOString().slice(0, 19);
    return fc.constantFrom(date.toISOString(), `${local(7)}+07:00`, `${local(7)}.5+0700`, `${local(0)}Z`);
  });

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(""));

const identifier = fc.oneof(
  digits(12).map((number) => ({ type: "cccd", number })),
  digits(9).map((number) => ({ type: "cmnd", number })),
  digits(7).map((number) => ({ type: "passport", number: `b${number}` })),
  fc.constantFrom("0100109106", "0100109106-001", "0100109106001", "001099012345").map((number) => ({
    type: "tax-code",
    number,
  })),
  text(40).map((number) => ({ type: "other", number })),
);

const phone = fc.oneof(
  digits(7).map((rest) => `+84 91${rest}`),
  digits(7).map((rest) => `091.${rest}`),
  digits(14).map((rest) => `+1${rest}`),
);

const email = fc.oneof(
  fc.constantFrom("Mau@Example.VN", "người@ví-dụ.vn"),
  fc.constant(`${"a".repeat(64)}@${"b".repeat(32)}.vn`),
);

const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constant(`https://mot-cua.example.vn/tệp/${"a".repeat(1960)}`),
);

const paper = fc.record(
  {
    id: text(100),
    name: text(4000),
    componentCode: maybe(text(100)),
    url,
    deleted: fc.boolean(),
    digitised: fc.boolean(),
    reused: fc.constantFrom("no", "component", "result"),
    fromNationalStore: fc.boolean(),
    replacementResultCode: maybe(text(50)),
    content: maybe(fc.constant("SGVsbG8=")),
  },
  { requiredKeys: ["id", "name", "url"] },
);

const fee = fc.record(
  {
    name: text(500),
    code: text(100),
    collection: fc.integer({ min: 1, max: 9 }),
    amount: fc.oneof(fc.integer({ min: 0, max: 10_000_000_000 }), fc.constant(10_000_000_000)),
    kind: fc.integer({ min: 1, max: 9 }),
    paid: fc.boolean(),
    paidVia: maybe(fc.constantFrom("national-portal", "local-gateway", "counter")),
  },
  { requiredKeys: ["name", "code", "collection", "amount", "kind", "paid"] },
);

const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 });

const supplement = fc.record(
  {
    id: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(Number.MAX_SAFE_INTEGER)),
    requestedBy: text(200),
    content: longText(2000),
    requestedAt: timestamp,
    receivedBy: maybe(text(200)),
    receivedNote: maybe(longText(2000)),
    receivedAt: maybe(timestamp),
    completed: fc.boolean(),
    papers: few(paper),
    fees: few(fee),
    dueBefore: maybe(timestamp),
    dueAfter: maybe(timestamp),
  },
  { requiredKeys: ["id", "requestedBy", "content", "requestedAt", "completed"] },
);

const result = fc.record(
  { id: text(100), name: text(2000), componentCode: maybe(text(100)), resultCode: maybe(text(50)), url },
  { requiredKeys: ["id", "name", "url"] },
);

const otherPaper = fc.record({
  name: text(500),
  quantity: fc.integer({ min: 1, max: 1000 }),
  kind: fc.integer({ min: 0, max: 9 }),
});

const progressEntry = fc.record(
  {
    id: text(100),
    at: timestamp,
    actor: text(50),
    title: maybe(text(200)),
    department: maybe(text(500)),
    note: longText(2000),
    status: fc.integer({ min: 1, max: 10 }),
    startedAt: maybe(timestamp),
    dueAt: maybe(timestamp),
  },
  { requiredKeys: ["id", "at", "actor", "note", "status"] },
);

const applicant = fc.record(
  {
    type: fc.constantFrom("citizen", "business", "state-agency", "organisation"),
    name: text(500),
    identifiers: fc.array(identifier, { maxLength: 10 }),
    portalAccountId: maybe(fc.uuid()),
    identityVerified: fc.boolean(),
    email: maybe(email),
    phone: maybe(phone),
    fax: maybe(phone),
  },
  { requiredKeys: ["type", "name"] },
);

export const pushes: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    dossierCode: fc.constantFrom(
      "H26.107-260518-0123",
      "000.00.53.H48-20260518-0000123",
      " H26.1234.ABCD.12.3.4567-240229-0001 ",
    ),
    sector: fc.constant("births"),
    procedureCode: fc.constantFrom("1.001193", "1.001193.H26", "1.001193.000.00.00.H26"),
    procedureName: text(1000),
    fieldCode: text(50),
    fieldName: text(150),
    agencyCode: fc.constantFrom("H26.107", "000.00.53.H48", "G01"),
    agencyName: text(500),
    status: fc.integer({ min: 1, max: 10 }),
    channel: fc.constantFrom("direct", "online", "postal"),
    submittedVia: fc.constantFrom("national-portal", "local"),
    returnMethod: fc.constantFrom("direct", "postal"),
    summary: text(1000),
    receiptNumber: maybe(text(100)),
    note: maybe(longText(500)),
    applicant,
    submittedAt: maybe(timestamp),
    receivedAt: maybe(timestamp),
    dueAt: maybe(timestamp),
    completedAt: maybe(timestamp),
    returnedAt: maybe(timestamp),
    rejectedAt: maybe(timestamp),
    connectedDatabases: fc.array(text(10), { maxLength: 3 }),
    attachments: few(paper),
    otherPapers: few(otherPaper),
    fees: few(fee),
    supplements: few(supplement),
    results: few(result),
    progress: few(progressEntry),
  },
  {
    requiredKeys: [
      "dossierCode",
      "sector",
      "procedureCode",
      "procedureName",
      "fieldCode",
      "fieldName",
      "agencyCode",
      "agencyName",
      "status",
      "channel",
      "returnMethod",
      "summary",
      "applicant",
    ],
  },
);
