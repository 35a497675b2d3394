import type { Handover, InboundCall } from "#core/sector/inbound-call.ts";
import type { JsonObject } from "#core/message/message.ts";
import { fromNoticeBody } from "./notice.ts";
import { fromAmendmentBody } from "./amendment.ts";
import type { NativeFiling } from "./filing.ts";

/** `service` of the same call for something that is no promotion at all: vouchers of land tax. */
const LAND_TAX_VOUCHER = "NhanChungTuThueDat";

/** What the portal calls at the province when a trader has filed there (observed in one-stop systems). */
export const inbound: readonly InboundCall[] = [
  {
    name: "addtthcKhuyenMai",
    title: "Thông báo thực hiện khuyến mại nộp trên Cổng",
    titleEn: "Notice of a promotion filed at the portal",
    read(body) {
      const read = fromNoticeBody(body);
      return read.ok ? { ok: true, application: toApplication(read.filing), isCorrection: false } : read;
    },
    answer,
  },
  {
    name: "nhanhsdvcqg",
    title: "Sửa đổi, bổ sung thông báo khuyến mại nộp trên Cổng",
    titleEn: "Amendment of a promotion filed at the portal",
    read(body) {
      const read = fromAmendmentBody(body);
      if (!read.ok) return read;
      if (read.filing.service === LAND_TAX_VOUCHER) return { ok: false, issues: [NOT_SERVED] };
      return { ok: true, application: toApplication(read.filing), isCorrection: read.filing.isUpdating };
    },
    answer,
  },
];

function toApplication(filing: NativeFiling<unknown>) {
  const { dossierCode, procedureCode, submittedOn, record, form, papers } = filing;
  // A record is made of strings, numbers, lists and objects only.
  return {
    dossierCode,
    procedureCode,
    submittedOn,
    record: record as JsonObject,
    files: form === null ? papers : [form, ...papers],
  };
}

const NOT_SERVED = {
  pointer: "/service",
  code: "service-not-served",
  message: `Hệ thống này không nhận chứng từ thuế đất (${LAND_TAX_VOUCHER}).`,
  messageEn: `This system takes no vouchers of land tax (${LAND_TAX_VOUCHER}).`,
  severity: "error",
} as const;

/** `error_code` 0 for taken, 1 for a code that is here already, -1 for everything else. */
function answer(handover: Handover): JsonObject {
  switch (handover.kind) {
    case "taken":
    case "unchanged":
    case "replaced":
      return { error_code: "0", message: `${handover.dossierCode}| create dossier success` };
    case "conflict":
      return { error_code: "1", message: `Hồ sơ ${handover.dossierCode} đã tồn tại với nội dung khác` };
    case "invalid":
      return { error_code: "-1", message: handover.issues.map((one) => `${one.pointer}: ${one.message}`).join("; ") };
    case "signature-refused":
      return { error_code: "-1", message: `${handover.code}: ${handover.message}` };
    case "forbidden":
      return { error_code: "-1", message: "Không có quyền gọi dịch vụ này" };
    case "unavailable":
      return { error_code: "-1", message: "Hệ thống tạm thời không nhận được, đề nghị gửi lại sau" };
  }
}
