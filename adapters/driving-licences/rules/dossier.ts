import { unknownPapers } from "#core/dossier/named-papers.ts";
import { nationalProcedureCode } from "#schemas/common/procedure-code.ts";
import { REQUEST_OF_PROCEDURE } from "../enums.ts";
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

const procedureFits: LicenceRule = {
  id: "GPLX-P01",
  severity: "warning",
  from: ROAD_LAW_2008,
  to: null,
  source: "Danh mục thủ tục của ngành Giao thông vận tải đến 28/02/2025 và của ngành Công an từ 01/03/2025",
  message: "Mã thủ tục không phải của loại yêu cầu này; đề nghị kiểm tra.",
  messageEn: "The procedure is not for this kind of request; check it.",
  check: ({ dossier, record }) => {
    const request = REQUEST_OF_PROCEDURE[nationalProcedureCode(dossier.procedureCode)];
    return when(request !== undefined && request !== record.exchange.requestKind, { pointer: "/procedureCode" });
  },
};

export const dossierRules: readonly LicenceRule[] = [papersAreThere, unitIsKnown, procedureFits];
