import type {
  Procedure,
  ProcedureAuthority,
  ProcedureFee,
  ProcedureHearer,
  ProcedureTime,
} from "#core/sector/procedure.ts";
import { AMENDMENT_FORM, NOTICE_FORM, REGISTRATION_FORM, REPORT_FORM } from "./enums.ts";
import { STATUS_DESK } from "./hearer.ts";
import { PROMOTION_DECREE } from "./promotion-law.ts";

/** Field on the portal, as a provincial list of 2023 names it; not checked against `LayThuTuc`. */
const FIELD = { code: "G02-CT23", name: "Xúc tiến thương mại" } as const;

const SINCE = { from: PROMOTION_DECREE, to: null } as const;

const DEPARTMENTS: readonly ProcedureAuthority[] = [
  {
    level: "province",
    name: "Sở Công Thương",
    nameEn: "Provincial Department of Industry and Trade",
    from: PROMOTION_DECREE,
    to: "2025-06-30",
    source: "Nghị định 81/2018/NĐ-CP, Điều 17 và Điều 19: sở của 63 tỉnh, thành phố",
  },
  {
    level: "province",
    name: "Sở Công Thương",
    nameEn: "Provincial Department of Industry and Trade",
    from: "2025-07-01",
    to: null,
    source: "Nghị định 81/2018/NĐ-CP, Điều 17 và Điều 19; Nghị quyết 202/2025/QH15: sở của 34 tỉnh, thành phố",
    doubt:
      "Chương trình trên hai tỉnh trở lên do Bộ Công Thương xác nhận; việc phân cấp theo Nghị định 146/2025/NĐ-CP chưa kiểm chứng.",
  },
];
const NOTICE: readonly ProcedureTime[] = [
  {
    limit: null,
    note: "Thủ tục không có kết quả; hồ sơ phải gửi trước khi thực hiện ít nhất 3 ngày làm việc.",
    noteEn: "No decision is made; the notice comes at least 3 working days before the programme.",
    ...SINCE,
    source: "Nghị định 81/2018/NĐ-CP, Điều 17",
  },
];
const REGISTRATION: readonly ProcedureTime[] = [
  { limit: { kind: "working-days", count: 5 }, ...SINCE, source: "Nghị định 81/2018/NĐ-CP, Điều 19 khoản 6" },
];
const FREE: readonly ProcedureFee[] = [
  { amount: 0, note: "Không thu phí.", noteEn: "Free.", ...SINCE, source: "Nghị định 81/2018/NĐ-CP" },
];
/** Only of what the portal handed over itself; see the hearer. */
const STATUS_ONLY: readonly ProcedureHearer[] = [
  {
    destination: STATUS_DESK,
    ...SINCE,
    source: "DongBoTrangThaiHoSo quan sát ở phần mềm một cửa: trạng thái của thông báo, sửa đổi nộp trên Cổng",
  },
];
const COMMON = { field: FIELD, authorities: DEPARTMENTS, fees: FREE, online: "full" } as const;

/**
 * Trade-promotion procedures at the provincial trade departments, since Nghị định 81/2018/NĐ-CP (2018-07-15). Lucky draws
 * over two provinces or more go to the ministry, whose code is not known; such a dossier names its procedure itself. A report
 * on the results follows the registration it is about.
 */
export const procedures: readonly Procedure[] = [
  {
    code: "2.000033",
    name: "Thông báo hoạt động khuyến mại",
    nameEn: "Notice of a sales promotion",
    ...COMMON,
    records: [NOTICE_FORM],
    hearers: STATUS_ONLY,
    timeLimits: NOTICE,
    from: PROMOTION_DECREE,
    to: null,
    source: "Nghị định 81/2018/NĐ-CP, Điều 17, sửa đổi bởi 128/2024/NĐ-CP. Mã thủ tục và mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "2.000004",
    name: "Đăng ký hoạt động khuyến mại đối với chương trình khuyến mại mang tính may rủi trên địa bàn một tỉnh, thành phố",
    nameEn: "Registration of a lucky-draw promotion in one province",
    ...COMMON,
    records: [REGISTRATION_FORM, REPORT_FORM],
    hearers: [],
    timeLimits: REGISTRATION,
    from: PROMOTION_DECREE,
    to: null,
    source: "Cổng dịch vụ công tỉnh Lâm Đồng: 5 ngày làm việc, Sở Công Thương. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "2.001474",
    name: "Thông báo sửa đổi, bổ sung nội dung chương trình khuyến mại",
    nameEn: "Notice of changes to a sales promotion",
    ...COMMON,
    records: [AMENDMENT_FORM],
    hearers: STATUS_ONLY,
    timeLimits: NOTICE,
    from: PROMOTION_DECREE,
    to: null,
    source: "Mã thủ tục theo hiểu biết chung, chưa kiểm chứng; mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "2.000002",
    name: "Đăng ký sửa đổi, bổ sung nội dung chương trình khuyến mại mang tính may rủi trên địa bàn một tỉnh, thành phố",
    nameEn: "Registration of changes to a lucky-draw promotion in one province",
    ...COMMON,
    records: [AMENDMENT_FORM],
    hearers: STATUS_ONLY,
    timeLimits: REGISTRATION,
    from: PROMOTION_DECREE,
    to: null,
    source: "Mã thủ tục theo hiểu biết chung, chưa kiểm chứng; mã lĩnh vực chưa kiểm chứng.",
  },
];
