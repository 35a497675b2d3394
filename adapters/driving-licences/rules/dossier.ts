import { unknownPapers } from "#core/dossier/named-papers.ts";
import { recordOfProcedure } from "#core/sector/record-of-procedure.ts";
import { procedures } from "../procedures.ts";
import type { LicenceRecord } from "../record.ts";
import { ROAD_LAW_2008, applicationDay, when, type LicenceRule } from "./licence-rule.ts";
import { receivingUnit } from "../ho-so-gplx/receiving-unit.ts";

const papersAreThere: LicenceRule = {
  id: "GPLX-D01",
  severity: "error",
  from: ROAD_LAW_2008,
  to: null,
  source: "Định dạng hoSoDinhKem; quy ước của cổng kết nối",
  message: "Giấy tờ này trỏ tới tệp không có trong attachments của hồ sơ, hoặc tệp đã xóa.",
  messageEn: "This names a file that is not among the dossier's attachments, or was removed.",
  check: ({ dossier, record }) => {
    const { documents, photoAttachmentId } = record.exchange;
    const photo = photoAttachmentId === null ? [] : [{ attachmentId: photoAttachmentId }];
    return [
      ...unknownPapers(dossier, photo, "").map(() => ({ pointer: "/record/exchange/photoAttachmentId" })),
      ...unknownPapers(dossier, documents, "/record/exchange/documents"),
    ];
  },
};

const unitIsKnown: LicenceRule = {
  id: "GPLX-D02",
  severity: "error",
  from: ROAD_LAW_2008,
  to: null,
  source: "Định dạng HoSoGPLX (maDonVi); quy ước của cổng kết nối",
  message: "Chưa biết mã đơn vị nhận hồ sơ; khai receivingUnitCode (bắt buộc trước ngày 01/03/2025).",
  messageEn: "The receiving unit is not known; give receivingUnitCode (needed before 2025-03-01).",
  check: ({ dossier, record }) =>
    when(receivingUnit(record.exchange, applicationDay(dossier)) === null, {
      pointer: "/record/exchange/receivingUnitCode",
    }),
};

const procedureFits = recordOfProcedure<LicenceRecord>({
  id: "GPLX-P01",
  from: ROAD_LAW_2008,
  source: "Danh mục thủ tục của ngành Giao thông vận tải đến 28/02/2025 và của ngành Công an từ 01/03/2025",
  procedures,
  names: {
    DOI: { vi: "đổi giấy phép", en: "exchange" },
    CAP_LAI: { vi: "cấp lại", en: "reissue" },
    DOI_NUOC_NGOAI: { vi: "đổi giấy phép nước ngoài", en: "exchange of a foreign licence" },
    DOI_QUAN_SU: { vi: "đổi giấy phép quân sự", en: "exchange of a military licence" },
    DOI_CAND: { vi: "đổi giấy phép ngành Công an", en: "exchange of a police licence" },
  },
  kindOf: ({ exchange: { requestKind } }) => ({ kind: requestKind, pointer: "/record/exchange/requestKind" }),
});

export const dossierRules: readonly LicenceRule[] = [papersAreThere, unitIsKnown, procedureFits];
