import type { CodeList } from "./code-list.ts";

/**
 * What the gateway asks of a status. A status has a property or has it not; nobody outside this file lists statuses.
 *
 * - `isUnreceived`: no desk has received the dossier. A withdrawn one may or may not have been received, which its
 *   `receivedAt` says.
 * - `isPastIntake`: a desk must have received the dossier, so a date of receipt has to be there (NgayTiepNhan;
 *   NĐ 61/2018/NĐ-CP) and other systems may hear of it.
 * - `needsDueDate`: the dossier is being worked on, so that being on time is measured by its due date (QĐ 766/QĐ-TTg).
 * - `asksForSupplement`: papers have been asked for and corrections are awaited. A second request makes the dossier
 *   late (QĐ 766/QĐ-TTg).
 * - `isHalted`: nobody is working on the dossier and there is no result: it was refused, withdrawn or stopped, or waits for
 *   papers. The desk knows what is wrong with it.
 * - `isRefused`: the dossier was refused; `rejectedAt` is its day.
 * - `hasResult`: the case is decided and its result may be there.
 * - `stopsClock`: the portal takes the log entry with this status for the end of processing (description of the
 *   indicators of QĐ 766/QĐ-TTg). A single request for supplements counts so, too, but only while no such entry is there.
 * - `isFinal`: little changes any more: nothing is to be learnt about the dossier elsewhere, and it is compared rarely.
 */
export type StatusProperty =
  | "isUnreceived"
  | "isPastIntake"
  | "needsDueDate"
  | "asksForSupplement"
  | "isHalted"
  | "isRefused"
  | "hasResult"
  | "stopsClock"
  | "isFinal";

interface StatusRow {
  /** `TrangThaiHoSo` of the portal. */
  readonly number: number;
  readonly name: string;
  readonly nameEn: string;
  readonly has: readonly StatusProperty[];
}

/**
 * THE TABLE: the portal's statuses by the word the code has for each. All else here, and everything that is said or
 * decided about a status elsewhere, follows from it: a status is added by adding a row. Numbers run from 1 without a gap.
 */
const TABLE = {
  newlyRegistered: { number: 1, name: "Mới đăng ký", nameEn: "newly registered", has: ["isUnreceived"] },
  received: { number: 2, name: "Được tiếp nhận", nameEn: "received", has: ["isPastIntake", "needsDueDate"] },
  notAccepted: {
    number: 3,
    name: "Không được tiếp nhận",
    nameEn: "not accepted",
    has: ["isUnreceived", "isHalted", "isRefused", "stopsClock", "isFinal"],
  },
  inProcessing: { number: 4, name: "Đang xử lý", nameEn: "in processing", has: ["isPastIntake", "needsDueDate"] },
  supplementRequested: {
    number: 5,
    name: "Yêu cầu bổ sung giấy tờ",
    nameEn: "supplement requested",
    has: ["isPastIntake", "needsDueDate", "asksForSupplement", "isHalted"],
  },
  paymentRequested: {
    number: 6,
    name: "Yêu cầu thực hiện nghĩa vụ tài chính",
    nameEn: "financial obligation requested",
    has: ["isPastIntake", "needsDueDate"],
  },
  withdrawn: {
    number: 7,
    name: "Công dân yêu cầu rút hồ sơ",
    nameEn: "withdrawn by the citizen",
    has: ["isHalted", "stopsClock", "isFinal"],
  },
  stopped: {
    number: 8,
    name: "Dừng xử lý",
    nameEn: "processing stopped",
    has: ["isPastIntake", "isHalted", "stopsClock"],
  },
  finished: {
    number: 9,
    name: "Đã xử lý xong",
    nameEn: "processing finished",
    has: ["isPastIntake", "hasResult", "stopsClock"],
  },
  resultReturned: {
    number: 10,
    name: "Đã trả kết quả",
    nameEn: "result returned",
    has: ["isPastIntake", "hasResult", "stopsClock", "isFinal"],
  },
} as const satisfies Readonly<Record<string, StatusRow>>;

type StatusWord = keyof typeof TABLE;

/** A status as a dossier carries it. */
export type DossierStatus = (typeof TABLE)[StatusWord]["number"];

const ROWS: readonly StatusRow[] = Object.values(TABLE);

/** The number of each status, so that code says a word where it means one status: `dossierStatus.withdrawn`. */
export const dossierStatus = Object.fromEntries(
  Object.entries(TABLE).map(([word, { number }]) => [word, number]),
) as unknown as { readonly [Word in StatusWord]: (typeof TABLE)[Word]["number"] };

/** The lowest and the highest number of a status. */
export const dossierStatusRange = { first: 1, last: ROWS.length } as const;

/** A row of the published list. */
export interface ListedStatus {
  /** `TrangThaiHoSo` of the portal. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** Whether the portal's clock stops here. */
  readonly end: boolean;
}

/** Dossier statuses as the portal counts them, for `GET /v1/codes/dossier-statuses`. */
export const dossierStatuses: CodeList<ListedStatus> = {
  list: "dossier-statuses",
  title: "Trạng thái hồ sơ",
  titleEn: "Dossier statuses",
  source: "Cổng Dịch vụ công quốc gia, trường TrangThaiHoSo; three one-stop clients agree on 1-10",
  from: null,
  to: null,
  items: ROWS.map(({ number, name, nameEn, has }) => ({
    code: String(number),
    name,
    nameEn,
    end: has.includes("stopsClock"),
  })),
};

/** The status with this code; accepts the number too. */
export function findDossierStatus(code: string | number): ListedStatus | undefined {
  return dossierStatuses.items.find((status) => status.code === String(code));
}

/** Whether this number is a status of the table. */
export function isDossierStatus(value: unknown): value is DossierStatus {
  return ROWS.some(({ number }) => number === value);
}

/** Whether a status has a property. A number that is no status has none. */
export function statusHas(status: number, property: StatusProperty): boolean {
  return ROWS.some(({ number, has }) => number === status && has.includes(property));
}

/** All statuses with a property, lowest first, e.g. as a parameter of a query. */
export function statusesThat(property: StatusProperty): readonly DossierStatus[] {
  return ROWS.flatMap(({ number, has }) => (has.includes(property) && isDossierStatus(number) ? [number] : []));
}
