import { dossierStatus, isDossierStatus, type DossierStatus } from "#schemas/codes/dossier-statuses.ts";

/**
 * Three systems number the stations of a civil-status dossier, each in its own way: the national portal, the
 * Ministry of Justice (BTP) and the interlinking software (DVCLT). A 4 is "in processing" at the first and "registered" at
 * the other two, a 6 "pay" at the first and "refused" at the others. So each set has a type of its own: a number enters
 * through its reader and leaves through a bridge, and the compiler refuses to take one for another (HT-R21).
 */

declare const numberedBy: unique symbol;
type StatusOf<System extends string> = number & { readonly [numberedBy]: System };

/** `trangThai` of the ministry. */
export type MinistryStatus = StatusOf<"BTP">;
/** `trangThai` of the interlinking software. */
export type InterlinkedStatus = StatusOf<"DVCLT">;
/** `TrangThaiHoSo` of the national portal, which is also the gateway's own. */
export type PortalStatus = StatusOf<"DVCQG">;

/** One status with where it leads; `null` where the other system has no station for it. */
interface Station<Status> {
  readonly code: Status;
  readonly name: string;
  readonly nameEn: string;
  readonly portal: PortalStatus | null;
  /** Whether the way to the portal was seen in one-stop clients, or follows from the meaning only. */
  readonly evidence: "observed" | "by meaning";
}

const portal = (code: DossierStatus) => code as number as PortalStatus;
const ministry = (code: number) => code as MinistryStatus;
const interlinked = (code: number) => code as InterlinkedStatus;

/** The ministry's statuses. There is no 5. */
export const MINISTRY_STATUSES: readonly Station<MinistryStatus>[] = [
  {
    code: ministry(1),
    name: "Chờ tiếp nhận",
    nameEn: "waiting to be taken",
    portal: null,
    evidence: "by meaning",
  },
  {
    code: ministry(2),
    name: "Yêu cầu bổ sung",
    nameEn: "supplement requested",
    portal: portal(dossierStatus.supplementRequested),
    evidence: "observed",
  },
  {
    code: ministry(3),
    name: "Đang xử lý, đủ điều kiện",
    nameEn: "being processed, conditions met",
    portal: portal(dossierStatus.inProcessing),
    evidence: "by meaning",
  },
  {
    code: ministry(4),
    name: "Hoàn thành đăng ký",
    nameEn: "registered",
    portal: portal(dossierStatus.finished),
    evidence: "observed",
  },
  {
    code: ministry(6),
    name: "Từ chối",
    nameEn: "refused",
    portal: portal(dossierStatus.notAccepted),
    evidence: "observed",
  },
];

/** The interlinking software's statuses. */
export const INTERLINKED_STATUSES: readonly Station<InterlinkedStatus>[] = [
  {
    code: interlinked(1),
    name: "Nhận",
    nameEn: "taken over",
    portal: portal(dossierStatus.newlyRegistered),
    evidence: "by meaning",
  },
  {
    code: interlinked(2),
    name: "Yêu cầu bổ sung",
    nameEn: "supplement requested",
    portal: portal(dossierStatus.supplementRequested),
    evidence: "by meaning",
  },
  {
    code: interlinked(3),
    name: "Một cửa tiếp nhận",
    nameEn: "received at the desk",
    portal: portal(dossierStatus.received),
    evidence: "by meaning",
  },
  {
    code: interlinked(4),
    name: "Hoàn thành đăng ký",
    nameEn: "registered",
    portal: portal(dossierStatus.finished),
    evidence: "by meaning",
  },
  {
    code: interlinked(5),
    name: "Trả kết quả",
    nameEn: "result returned",
    portal: portal(dossierStatus.resultReturned),
    evidence: "by meaning",
  },
  {
    code: interlinked(6),
    name: "Từ chối",
    nameEn: "refused",
    portal: portal(dossierStatus.notAccepted),
    evidence: "by meaning",
  },
  {
    code: interlinked(7),
    name: "Gửi Bộ Tư pháp",
    nameEn: "sent to the ministry",
    portal: portal(dossierStatus.inProcessing),
    evidence: "by meaning",
  },
];

/** A ministry's status as it came, number or text; null for a number the ministry does not have. */
export function readMinistryStatus(raw: unknown): MinistryStatus | null {
  return find(MINISTRY_STATUSES, raw)?.code ?? null;
}

/** A status of the portal; null for any other number. */
export function readPortalStatus(raw: unknown): PortalStatus | null {
  const code = numberIn(raw);
  return isDossierStatus(code) ? portal(code) : null;
}

/** What the ministry's status makes of the dossier; null where it stays as it is. */
export function ministryToPortal(status: MinistryStatus): PortalStatus | null {
  return find(MINISTRY_STATUSES, status)?.portal ?? null;
}

/** What the interlinking software is told about a dossier; null for stations it does not have (6 pay, 7 withdrawn, 8 stopped). */
export function portalToInterlinked(status: PortalStatus): InterlinkedStatus | null {
  return INTERLINKED_STATUSES.find((station) => station.portal === status)?.code ?? null;
}

function find<S extends { readonly code: number }>(stations: readonly S[], raw: unknown): S | undefined {
  const code = numberIn(raw);
  return stations.find((station) => station.code === code);
}

/** Clients and ministries write these numbers as numbers or as text. */
function numberIn(raw: unknown): number | null {
  if (typeof raw === "string" && /^\d{1,2}$/.test(raw.trim())) return Number(raw);
  return typeof raw === "number" && Number.isInteger(raw) ? raw : null;
}
