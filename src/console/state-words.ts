import type { Bilingual } from "#schemas/common/bilingual.ts";
import type { MessageKind, MessageState, SyncState } from "#core/message/message.ts";
import type { OutcomeKind, Party } from "#core/delivery/causes.ts";
import type { FindingKind } from "#core/reconciliation/reconciliation.ts";
import type { IconName } from "./icons.ts";

/** How something is called on the pages: Vietnamese, English beside it, and the sign that goes with its colour. */
export interface Words extends Bilingual {
  /** Names both the colour and the icon, so that colour is never the only sign. */
  readonly tone: IconName;
}

/** Where a dossier stands, with what happens next. */
export const SYNC_WORDS: Readonly<Record<SyncState, Words & { readonly next: string }>> = {
  pending: { vi: "Đang chờ", en: "waiting", tone: "pending", next: "Hệ thống tự gửi theo thứ tự" },
  "in-sync": { vi: "Đã đồng bộ", en: "in sync", tone: "done", next: "Cổng đã xác nhận đủ" },
  unknown: {
    vi: "Chưa rõ kết quả",
    en: "outcome unknown",
    tone: "unknown",
    next: "Mất câu trả lời, đang hỏi lại Cổng",
  },
  parked: { vi: "Cần xử lý", en: "needs a person", tone: "parked", next: "Hết lượt tự gửi, cần người xem" },
  refused: { vi: "Bị từ chối", en: "refused", tone: "refused", next: "Cổng không nhận, cần sửa dữ liệu" },
};

/** The mark of a dossier that somebody has to hear of and cannot be told, whatever the portal knows. */
export const NOT_TOLD_WORDS: Words & { readonly next: string } = {
  vi: "Chưa báo được bộ, ngành",
  en: "a ministry could not be told",
  tone: "parked",
  next: "Cổng có thể đã đồng bộ nhưng bộ, ngành chưa biết hồ sơ; phần mềm một cửa cần gửi lại kèm phần còn thiếu",
};

export const MESSAGE_WORDS: Readonly<Record<MessageState, Words>> = {
  waiting: { vi: "Đang chờ gửi", en: "waiting", tone: "pending" },
  sending: { vi: "Đang gửi", en: "sending", tone: "pending" },
  unknown: { vi: "Chưa rõ kết quả", en: "outcome unknown", tone: "unknown" },
  delivered: { vi: "Đã gửi xong", en: "delivered", tone: "done" },
  refused: { vi: "Bị từ chối", en: "refused", tone: "refused" },
  parked: { vi: "Cần xử lý", en: "needs a person", tone: "parked" },
  skipped: { vi: "Đã bỏ qua", en: "skipped", tone: "replaced" },
  superseded: { vi: "Đã được thay thế", en: "superseded", tone: "replaced" },
};

/** How the portal differs from what was delivered. */
export const FINDING_WORDS: Readonly<Record<FindingKind, Words>> = {
  missing: { vi: "Cổng không có", en: "missing at the portal", tone: "refused" },
  extra: { vi: "Cổng có thêm", en: "extra at the portal", tone: "unknown" },
  different: { vi: "Khác nội dung", en: "different content", tone: "parked" },
};

export const KIND_WORDS: Readonly<Record<MessageKind, Bilingual>> = {
  dossier: { vi: "Toàn bộ hồ sơ", en: "dossier" },
  progress: { vi: "Tiến độ xử lý", en: "progress" },
  sector: { vi: "Dữ liệu chuyên ngành", en: "sector" },
};

export const PARTY_WORDS: Readonly<Record<Party, Bilingual>> = {
  "vendor-data": { vi: "Dữ liệu từ phần mềm một cửa", en: "one-stop software's data" },
  gateway: { vi: "Gateway Liên Thông", en: "this gateway" },
  network: { vi: "Đường truyền", en: "network" },
  portal: { vi: "Cổng Dịch vụ công quốc gia", en: "national portal" },
};

const OUTCOME_WORDS: Readonly<Record<OutcomeKind, Words>> = {
  delivered: { vi: "Cổng đã nhận", en: "delivered", tone: "done" },
  "already-exists": { vi: "Cổng đã có hồ sơ", en: "already exists", tone: "unknown" },
  refused: { vi: "Cổng từ chối", en: "refused", tone: "refused" },
  "dossier-unknown": { vi: "Cổng báo không biết hồ sơ", en: "dossier unknown", tone: "unknown" },
  "session-refused": { vi: "Phiên làm việc không còn hiệu lực", en: "session refused", tone: "parked" },
  unavailable: { vi: "Chưa gửi được", en: "unavailable", tone: "parked" },
  unknown: { vi: "Chưa rõ kết quả", en: "outcome unknown", tone: "unknown" },
};

/** What the answer to a question means differs from what the same outcome means after sending. */
const LOOKUP_WORDS: Readonly<Record<string, Words>> = {
  "found-by-lookup": { vi: "Cổng đã có đúng nội dung", en: "found", tone: "done" },
  "absent-by-lookup": { vi: "Cổng chưa có", en: "absent", tone: "pending" },
  "held-differs": { vi: "Cổng giữ nội dung khác", en: "held differs", tone: "unknown" },
};

/** Words for the outcome of an attempt; a kind this version does not know is shown as it is. */
export function outcomeWords(outcome: string, cause: string): Words {
  const known: Readonly<Record<string, Words>> = OUTCOME_WORDS;
  return LOOKUP_WORDS[cause] ?? known[outcome] ?? { vi: outcome, en: outcome, tone: "unknown" };
}
