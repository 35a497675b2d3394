import type { TimeLimit } from "#core/dossier/time-limit.ts";
import type { Procedure, ProcedureAuthority, ProcedureFee, ProcedureTime } from "#core/sector/procedure.ts";
import { CIVIL_STATUS_LAW, DISTRICTS, LAW_OF_2026 } from "./law-dates.ts";

/** Who registers, how long it takes and what it costs, by date. What no text was read for carries a `doubt`. */
type Terms = Required<Pick<Procedure, "authorities" | "timeLimits" | "fees" | "online">>;

const LAW = "Luật Hộ tịch 60/2014/QH13";
const UNREAD = "Theo hiểu biết chung, chưa đối chiếu văn bản.";

const commune = (from: string | null, to: string | null, source: string): ProcedureAuthority => ({
  level: "commune",
  name: "UBND cấp xã",
  nameEn: "Commune People's Committee",
  from,
  to,
  source,
});

const ANY_COMMUNE: ProcedureAuthority = {
  ...commune(LAW_OF_2026.firstDay, null, "Luật Hộ tịch 03/2026/QH16"),
  name: "UBND cấp xã, không phụ thuộc nơi cư trú",
  nameEn: "Any Commune People's Committee",
};

const COMMUNE_WORK: readonly ProcedureAuthority[] = [
  commune(CIVIL_STATUS_LAW, LAW_OF_2026.lastDayBefore, `${LAW}, Điều 7 khoản 1`),
  ANY_COMMUNE,
];

const DISTRICT_THEN_COMMUNE: readonly ProcedureAuthority[] = [
  {
    level: "district",
    name: "UBND cấp huyện",
    nameEn: "District People's Committee",
    from: CIVIL_STATUS_LAW,
    to: DISTRICTS.lastDay,
    source: `${LAW}, Điều 7 khoản 2`,
  },
  commune(DISTRICTS.firstDayWithout, LAW_OF_2026.lastDayBefore, "Nghị định 120/2025/NĐ-CP"),
  ANY_COMMUNE,
];

const ANY_OFFICE: readonly ProcedureAuthority[] = [
  {
    ...commune(CIVIL_STATUS_LAW, null, `${LAW}, Điều 63 và Điều 64`),
    name: "Cơ quan quản lý Cơ sở dữ liệu hộ tịch bất kỳ",
    nameEn: "Any office that manages the civil-status database",
  },
];

const OPEN = { from: CIVIL_STATUS_LAW, to: null } as const;
const sameDay: TimeLimit = { kind: "same-day", cutOff: "15:00" };
const working = (count: number): TimeLimit => ({ kind: "working-days", count });
const whenVerified = (limit: TimeLimit) => ({
  limit,
  when: "cần xác minh",
  whenEn: "where something has to be verified",
});

const SAME_DAY: readonly ProcedureTime[] = [{ limit: sameDay, ...OPEN, source: `${LAW}, Điều 5 khoản 3` }];
const SAME_DAY_UNREAD = SAME_DAY.map((time) => ({ ...time, doubt: UNREAD }));
const inWorkingDays = (count: number, doubt: string = UNREAD): readonly ProcedureTime[] => [
  { limit: working(count), ...OPEN, source: LAW, doubt },
];
const noLimit = (note: string, noteEn: string): readonly ProcedureTime[] => [
  { limit: null, note, noteEn, ...OPEN, source: "Danh mục thủ tục hộ tịch công bố 2025–2026" },
];
const IN_PARTS = noLimit(
  "Ghép từ thời hạn của từng thủ tục thành phần.",
  "Made up of the limits of the procedures it joins.",
);
const AS_ANNOUNCED = noLimit(
  "Theo kế hoạch đăng ký lưu động đã thông báo.",
  "As announced for the mobile registration.",
);
const REGISTERED_AGAIN: readonly ProcedureTime[] = [
  {
    limit: working(5),
    ...OPEN,
    source: "Nghị định 123/2015/NĐ-CP, Điều 26 đến Điều 28",
    doubt: `${UNREAD} Cộng thời gian xác minh.`,
  },
];

const BY_COUNCIL = { amount: null, note: "HĐND cấp tỉnh quy định.", noteEn: "Set by the provincial council." } as const;
const FEES_SOURCE = "Luật Hộ tịch 60/2014/QH13, Điều 11; Thông tư 85/2019/TT-BTC, 106/2021/TT-BTC";
const COUNCIL_FEE: readonly ProcedureFee[] = [{ ...BY_COUNCIL, ...OPEN, source: FEES_SOURCE }];
const FREE_ON_TIME: readonly ProcedureFee[] = [
  {
    ...BY_COUNCIL,
    note: "Miễn khi đăng ký đúng hạn và cho người được miễn theo Điều 11; còn lại do HĐND cấp tỉnh quy định.",
    noteEn: "Free when on time and for those exempt by article 11; otherwise set by the provincial council.",
    ...OPEN,
    source: FEES_SOURCE,
  },
];
/** Free online for digital citizens, Nghị quyết 66.22/2026/NQ-CP. */
const DIGITAL = { from: "2026-08-15", to: "2027-02-28" } as const;
const freeOnlineForDigitalCitizens = (usual: Pick<ProcedureFee, "amount" | "note" | "noteEn">, source: string) => [
  { ...usual, from: CIVIL_STATUS_LAW, to: "2026-08-14", source },
  {
    ...usual,
    note: `${usual.note ?? ""} 0 đồng khi công dân số nộp trực tuyến.`.trim(),
    noteEn: `${usual.noteEn ?? ""} Free online for digital citizens.`.trim(),
    ...DIGITAL,
    source: `${source}; Nghị quyết 66.22/2026/NQ-CP`,
  },
  { ...usual, from: "2027-03-01", to: null, source },
];
const DIGITAL_FEE = freeOnlineForDigitalCitizens(BY_COUNCIL, FEES_SOURCE);
const COPY_FEE = freeOnlineForDigitalCitizens(
  { amount: 8000, note: "Mỗi bản sao, mỗi sự kiện hộ tịch.", noteEn: "Per copy and event." },
  "Thông tư 281/2016/TT-BTC",
);

/** A marriage of citizens: at once, unless something has to be verified. */
const MARRIAGE: readonly ProcedureTime[] = [
  { limit: sameDay, extended: whenVerified(working(5)), ...OPEN, source: `${LAW}, Điều 18`, doubt: UNREAD },
];
const FOREIGN_MARRIAGE: readonly ProcedureTime[] = [
  { limit: { kind: "days", count: 15 }, from: CIVIL_STATUS_LAW, to: DISTRICTS.lastDay, source: `${LAW}, Điều 38` },
  {
    limit: working(5),
    from: DISTRICTS.firstDayWithout,
    to: null,
    source: "Nghị định 120/2025/NĐ-CP, Phụ lục",
    doubt: "Luật ghi 15 ngày; phụ lục nghị định rút còn 5 ngày làm việc, chưa đọc nguyên văn.",
  },
];
const changes = (article: string): readonly ProcedureTime[] => [
  {
    limit: working(3),
    extended: whenVerified(working(6)),
    note: "Bổ sung thông tin: giải quyết ngay.",
    noteEn: "A supplement is entered at once.",
    ...OPEN,
    source: `${LAW}, ${article}`,
  },
];

const terms = (
  authorities: Terms["authorities"],
  timeLimits: Terms["timeLimits"],
  fees: Terms["fees"],
  online: Terms["online"] = "full",
): Terms => ({ authorities, timeLimits, fees, online });

/** Terms by procedure code. How much can be done online is general knowledge: both parties come for marriage and recognition. */
export const TERMS: Readonly<Record<string, Terms>> = {
  "1.001193": terms(COMMUNE_WORK, SAME_DAY, FREE_ON_TIME),
  "1.003583": terms(COMMUNE_WORK, AS_ANNOUNCED, FREE_ON_TIME, null),
  "2.000528": terms(DISTRICT_THEN_COMMUNE, SAME_DAY_UNREAD, COUNCIL_FEE),
  "1.000689": terms(COMMUNE_WORK, inWorkingDays(3), COUNCIL_FEE, "partial"),
  "1.001695": terms(DISTRICT_THEN_COMMUNE, inWorkingDays(3), COUNCIL_FEE, "partial"),
  "1.004772": terms(COMMUNE_WORK, lateBirth(), DIGITAL_FEE),
  "1.000893": terms(DISTRICT_THEN_COMMUNE, lateBirth(), COUNCIL_FEE),
  "1.000110": terms(COMMUNE_WORK, SAME_DAY_UNREAD, COUNCIL_FEE),
  "1.000656": terms(
    COMMUNE_WORK,
    [{ limit: sameDay, extended: whenVerified(working(3)), ...OPEN, source: `${LAW}, Điều 34` }],
    FREE_ON_TIME,
  ),
  "2.002622": terms(COMMUNE_WORK, IN_PARTS, FREE_ON_TIME),
  "1.000894": terms(COMMUNE_WORK, MARRIAGE, COUNCIL_FEE, "partial"),
  "2.000806": terms(DISTRICT_THEN_COMMUNE, FOREIGN_MARRIAGE, COUNCIL_FEE, "partial"),
  "1.000593": terms(COMMUNE_WORK, AS_ANNOUNCED, COUNCIL_FEE, null),
  "1.000094": terms(
    COMMUNE_WORK,
    noLimit("Chưa tìm thấy thời hạn trong nguồn đã đọc.", "No limit was found in what was read."),
    COUNCIL_FEE,
    "partial",
  ),
  "1.001022": terms(
    COMMUNE_WORK,
    [{ limit: working(3), extended: whenVerified(working(8)), ...OPEN, source: `${LAW}, Điều 25` }],
    COUNCIL_FEE,
    "partial",
  ),
  "1.004859": terms(COMMUNE_WORK, changes("Điều 28"), COUNCIL_FEE),
  "2.000748": terms(DISTRICT_THEN_COMMUNE, changes("Điều 28 và Điều 47"), COUNCIL_FEE),
  "1.004837": terms(COMMUNE_WORK, inWorkingDays(3), COUNCIL_FEE),
  "1.004884": terms(COMMUNE_WORK, REGISTERED_AGAIN, DIGITAL_FEE),
  "1.005461": terms(COMMUNE_WORK, REGISTERED_AGAIN, COUNCIL_FEE),
  "1.004746": terms(COMMUNE_WORK, REGISTERED_AGAIN, DIGITAL_FEE),
  "1.004873": terms(COMMUNE_WORK, inWorkingDays(3, `${UNREAD} Cộng thời gian xác minh.`), DIGITAL_FEE),
  "2.000635": terms(ANY_OFFICE, SAME_DAY, COPY_FEE),
  "2.002621": terms(COMMUNE_WORK, IN_PARTS, FREE_ON_TIME),
  "2.000986": terms(COMMUNE_WORK, IN_PARTS, FREE_ON_TIME),
};

/** A birth of a person who already has papers: 5 working days, up to 10 with verification. */
function lateBirth(): readonly ProcedureTime[] {
  return [
    {
      limit: working(5),
      extended: whenVerified(working(10)),
      ...OPEN,
      source: "Thông tư 04/2020/TT-BTP",
      doubt: "Khoảng 5 đến 10 ngày làm việc theo hiểu biết chung, chưa đối chiếu văn bản.",
    },
  ];
}
