import type { Client } from "#core/client.ts";
import type { DossierDetail, DossierSummary, TimelineEntry } from "#core/ports/status-reads.ts";
import { SYNC_STATES } from "#core/message/message.ts";
import { formatInstant } from "#schemas/common/timestamp.ts";

/** Invented dossiers, as the store would give them. */

const NAMES = [
  "Nguyễn Văn Mẫu",
  "Trần Thị Mẫu",
  "Công ty TNHH Thương mại Mẫu",
  "Lê Hoàng Mẫu",
  "Đặng Ngọc Ánh Mẫu",
  "Phạm Mẫu",
  "Vũ Đức Mẫu",
];
const SECTORS = ["civil-status", "judicial-records", "promotions", "driving-licences"];
const AGENCIES = ["H26.107", "H26.33", "H26.14", "H26.21.4"];
const STATES = [0, 1, 1, 1, 2, 1, 1, 3, 1, 1, 0, 1, 4, 1, 1] as const;
const START = Date.parse("2026-05-18T08:30:02+07:00");

/** Sixty dossiers, newest change first. */
export const SUMMARIES: readonly DossierSummary[] = Array.from({ length: 60 }, (_, index) => ({
  dossierCode: `${AGENCIES[index % 4]}-260518-${String(180 - index).padStart(4, "0")}`,
  sector: SECTORS[index % 4] ?? "",
  procedureCode: "1.001193",
  agencyCode: AGENCIES[index % 4] ?? "",
  applicantName: NAMES[index % NAMES.length] ?? "",
  status: [2, 4, 9, 10, 5][index % 5] ?? 2,
  syncState: SYNC_STATES[STATES[index % STATES.length] ?? 1] ?? "in-sync",
  revision: 1 + (index % 3),
  receivedAt: "2026-05-18T08:00:00+07:00",
  dueAt: "2026-05-20T17:00:00+07:00",
  changedAt: formatInstant(START - index * 47_000),
}));

const ENVELOPE = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

const attempt = (entry: Partial<Extract<TimelineEntry, { kind: "attempt" }>>): TimelineEntry => ({
  at: "2026-05-18T08:21:05+07:00",
  kind: "attempt",
  attempt: "send",
  envelopeId: ENVELOPE,
  numbers: [1],
  outcome: "delivered",
  party: null,
  cause: "accepted",
  message: "Cổng đã nhận.",
  messageEn: "The portal took it.",
  httpStatus: 200,
  errorCode: "0",
  issues: [],
  receipt: null,
  durationMs: 184,
  ...entry,
});

const message = (entry: Partial<Extract<TimelineEntry, { kind: "message" }>>): TimelineEntry => ({
  at: "2026-05-18T08:21:04+07:00",
  kind: "message",
  standing: null,
  messageId: "0196e0a2-5b1c-7f3a-9d55-2f6f2c1f0a01",
  number: 1,
  destination: "portal",
  messageKind: "dossier",
  service: "DongBoHoSoMC",
  state: "delivered",
  attempts: 2,
  settledAt: "2026-05-18T08:23:40+07:00",
  ...entry,
});

/** A dossier whose answer was lost once, and whose sector message was refused. It carries personal data to be hidden. */
export const REFUSED_DOSSIER: DossierDetail = {
  dossierCode: "H26.107-260518-0123",
  clientId: "vendor",
  syncState: "refused",
  revision: 2,
  feedbackResults: [],
  dossier: {
    dossierCode: "H26.107-260518-0123",
    sector: "civil-status",
    procedureCode: "1.001193.H26",
    agencyCode: "H26.107",
    agencyName: "UBND phường Ba Đình",
    status: 2,
    summary: "Đăng ký khai sinh cho Nguyễn Minh Mẫu",
    applicant: {
      type: "citizen",
      name: "Nguyễn Văn Mẫu",
      identifiers: [{ type: "cccd", number: "001099012345" }],
      email: "mau@example.vn",
      phone: "0912345678",
    },
    receivedAt: "2026-05-18T08:20:15+07:00",
    dueAt: "2026-05-18T17:00:00+07:00",
  },
  warnings: [
    {
      pointer: "/applicant/identifiers/0/number",
      code: "ID-04",
      rule: "ID-04",
      message: "Số định danh 001099012345 của Nguyễn Văn Mẫu không khớp năm sinh đã khai.",
      messageEn: "The number does not match the year of birth.",
      severity: "warning",
    },
  ],
  timeline: [
    { at: "2026-05-18T08:21:04+07:00", kind: "accepted", revision: 1, messages: 2, by: "client:vendor" },
    message({}),
    message({ number: 2, messageKind: "progress", service: "CapNhatTienDoHoSoMC", attempts: 1 }),
    attempt({
      outcome: "unknown",
      party: "network",
      cause: "timeout",
      message: "Quá thời gian chờ câu trả lời của Cổng. Hệ thống sẽ hỏi lại Cổng trước khi gửi lại.",
      httpStatus: null,
      errorCode: null,
      durationMs: 10_004,
    }),
    attempt({
      at: "2026-05-18T08:21:40+07:00",
      attempt: "lookup",
      envelopeId: null,
      outcome: "unavailable",
      party: "network",
      cause: "absent-by-lookup",
      message: "Cổng chưa cho thấy hồ sơ này.",
      httpStatus: null,
      errorCode: null,
      durationMs: 96,
    }),
    attempt({ at: "2026-05-18T08:23:40+07:00", numbers: [1, 2] }),
    { at: "2026-05-18T08:27:10+07:00", kind: "accepted", revision: 2, messages: 1, by: "client:vendor" },
    message({
      at: "2026-05-18T08:27:10+07:00",
      number: 3,
      messageKind: "sector",
      service: "NhanHoSoDangKyHoTich",
      state: "refused",
      attempts: 1,
      settledAt: "2026-05-18T08:27:11+07:00",
      standing: {
        party: "vendor-data",
        cause: "error-code",
        message:
          "Cổng từ chối dữ liệu (mã lỗi 102): “Số định danh 001 099 012 345 của Nguyễn Văn Mẫu, hộ chiếu C1234567, không đúng”. " +
          "Người phải xử lý: cán bộ và đơn vị phần mềm một cửa, sửa dữ liệu theo thông báo trên.",
        messageEn: "The portal refused the data.",
        dueAt: null,
      },
    }),
    attempt({
      at: "2026-05-18T08:27:11+07:00",
      envelopeId: "f47ac10b-58cc-4372-a567-0e02b2c3d479",
      numbers: [3],
      outcome: "refused",
      party: "vendor-data",
      cause: "error-code",
      message:
        "Cổng từ chối dữ liệu (mã lỗi 102): “Số định danh 001 099 012 345 của Nguyễn Văn Mẫu, hộ chiếu C1234567, không đúng”. " +
        "Hãy sửa dữ liệu ở phần mềm một cửa theo thông báo này rồi gửi lại hồ sơ.",
      errorCode: "102",
      durationMs: 231,
    }),
  ],
};

export const OPERATOR: Client = {
  id: "ops",
  name: "Trung tâm CNTT",
  rights: new Set(["read", "operate"]),
  agencies: null,
};
/** Sees one agency only. Its id needs encoding in a cookie. */
export const WARD: Client = {
  id: "phường.1",
  name: "Phường Ba Đình",
  rights: new Set(["read"]),
  agencies: ["H26.107"],
};
/** May push, not read. */
export const VENDOR: Client = { id: "vendor", name: "Phần mềm một cửa Mẫu", rights: new Set(["push"]), agencies: null };
