/** What the calls of the API are about, in the order of the documentation. */
export const AREAS = {
  dossiers: { vi: "Hồ sơ", en: "Dossiers: pushing and reading them" },
  changes: { vi: "Thay đổi", en: "What changed since, for software that follows" },
  applications: { vi: "Hồ sơ nộp từ nơi khác", en: "Applications made elsewhere" },
  sync: { vi: "Tình trạng đồng bộ", en: "How the sync stands" },
  messages: { vi: "Thông điệp", en: "Messages, and what operators do to those that stopped" },
  pauses: { vi: "Tạm ngừng gửi", en: "Announced pauses" },
  reconciliation: { vi: "Đối soát với Cổng", en: "Comparing with the portal" },
  evidence: { vi: "Bằng chứng", en: "Evidence and envelopes" },
  audit: { vi: "Nhật ký kiểm toán", en: "Audit log" },
  clients: { vi: "Phần mềm và khóa", en: "Clients and their keys" },
  webhooks: { vi: "Webhook", en: "Webhooks" },
  sectors: { vi: "Lĩnh vực", en: "Sectors: schemas, samples, rules" },
  codes: { vi: "Danh mục mã", en: "Code lists" },
  service: { vi: "Vận hành", en: "Service: health, metrics, documentation" },
} as const;

export type Area = keyof typeof AREAS;
