import type { Procedure, ProcedureAuthority, ProcedureTime } from "#core/sector/procedure.ts";
import type { RequestKind } from "./enums.ts";
import { LICENCE_FEES } from "./fees.ts";
import { LICENCE_SYSTEM } from "./hearer.ts";

/**
 * Field on the portal, as a provincial list of 2023 names it for the transport sector. Licences moved to the police on
 * 2025-03-01 and the code may have moved with them: check with `LayThuTuc`; a dossier may bring its own.
 */
const FIELD = { code: "G04-GT02", name: "Đường bộ" } as const;

/** Last day the transport departments took licences, and the police's first (Thông tư 12/2025/TT-BCA). */
const TRANSPORT_UNTIL = "2025-02-28";
const POLICE_FROM = "2025-03-01";

const TRANSPORT: readonly ProcedureAuthority[] = [
  {
    level: "province",
    name: "Sở Giao thông vận tải",
    nameEn: "Provincial Department of Transport",
    from: null,
    to: TRANSPORT_UNTIL,
    source: "Thông tư 35/2024/TT-BGTVT; trước đó Thông tư 12/2017/TT-BGTVT",
    doubt: "Ở một số tỉnh là Sở Xây dựng hoặc sở hợp nhất.",
  },
];
const POLICE: readonly ProcedureAuthority[] = [
  {
    level: "province",
    name: "Phòng Cảnh sát giao thông Công an cấp tỉnh",
    nameEn: "Provincial Traffic Police",
    from: POLICE_FROM,
    to: null,
    source: "Thông tư 12/2025/TT-BCA; từ 01/07/2026 Thông tư 108/2026/TT-BCA. Công an xã có thể tiếp nhận.",
  },
];

type Bounds = Pick<ProcedureTime, "from" | "to">;
const IN_TRANSPORT_DAYS: Bounds = { from: null, to: TRANSPORT_UNTIL };
const IN_POLICE_DAYS: Bounds = { from: POLICE_FROM, to: null };
const UNREAD = "Theo hiểu biết chung, chưa đối chiếu văn bản.";
const SHORTENED =
  "Quyết định 1891/QĐ-TTg đặt mục tiêu 3,5 ngày làm việc và Thông tư 108/2026/TT-BCA rút ngắn; khai thời hạn của tỉnh trong tệp cấu hình.";

const fiveDays = (bounds: Bounds, source: string, doubt: string): readonly ProcedureTime[] => [
  { limit: { kind: "working-days", count: 5 }, ...bounds, source, doubt },
];
const AFTER_TEST = (bounds: Bounds): readonly ProcedureTime[] => [
  {
    limit: null,
    note: "7 ngày làm việc kể từ khi kết thúc kỳ sát hạch đạt, không tính từ ngày tiếp nhận; có phương án rút còn 4,5 ngày.",
    noteEn: "7 working days after the test is passed, not after the receipt; a plan shortens them to 4.5.",
    ...bounds,
    source: "Danh mục của ngành Công an 2025–2026",
  },
];
const NOT_FOUND: readonly ProcedureTime[] = [
  {
    limit: null,
    note: "Chưa tìm thấy thời hạn trong nguồn đã đọc.",
    noteEn: "No limit was found in what was read.",
    ...IN_TRANSPORT_DAYS,
    source: "Thông tư 12/2017/TT-BGTVT",
  },
];
const TRANSPORT_DAYS = fiveDays(IN_TRANSPORT_DAYS, "Thông tư 12/2017/TT-BGTVT, Điều 38", UNREAD);
const POLICE_DAYS = fiveDays(IN_POLICE_DAYS, "Thông tư 12/2025/TT-BCA", SHORTENED);

const OTHER_LICENCES = fiveDays(IN_POLICE_DAYS, "Thông tư 12/2025/TT-BCA", `${UNREAD} ${SHORTENED}`);

const COMMON = { field: FIELD, fees: LICENCE_FEES } as const;
const OF_TRANSPORT = {
  ...COMMON,
  from: null,
  to: TRANSPORT_UNTIL,
  authorities: TRANSPORT,
  timeLimits: TRANSPORT_DAYS,
  online: "partial",
} as const;
const OF_POLICE = {
  ...COMMON,
  from: POLICE_FROM,
  to: null,
  authorities: POLICE,
  timeLimits: POLICE_DAYS,
  online: "full",
} as const;

/** Which request a procedure is for; the licence system hears of it. */
const application = (kind: RequestKind) => ({
  records: [kind],
  hearers: [
    {
      destination: LICENCE_SYSTEM,
      from: null,
      to: null,
      source:
        "Thông tư 12/2025/TT-BCA từ 01/03/2025, trước đó Thông tư 12/2017/TT-BGTVT: hồ sơ đổi, cấp lại xử lý trên hệ thống giấy phép lái xe",
      doubt: "Tên dịch vụ nhận hồ sơ chưa được ngành Công an xác nhận.",
    },
  ],
});
/** A first issue follows a test that its examiners keep; no record and no message for it are known. */
const FIRST_ISSUE = { records: [], hearers: [] } as const;
const SIBLING = "Mã thời ngành Giao thông vận tải theo hiểu biết chung; tên thủ tục và mã lĩnh vực chưa kiểm chứng.";

/** Driving-licence procedures before and after the move from the transport departments to the police. */
export const procedures: readonly Procedure[] = [
  {
    code: "1.002809",
    name: "Đổi giấy phép lái xe do ngành Giao thông vận tải cấp",
    nameEn: "Exchange of a driving licence issued by the transport sector",
    ...OF_TRANSPORT,
    ...application("DOI"),
    source: "Mã đã gặp trong phần mềm một cửa cấp tỉnh; thay bằng 3.000347. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "1.002835",
    name: "Cấp mới giấy phép lái xe",
    nameEn: "First issue of a driving licence",
    ...OF_TRANSPORT,
    ...FIRST_ISSUE,
    timeLimits: AFTER_TEST(IN_TRANSPORT_DAYS),
    source: "Mã đã gặp trong cấu hình phần mềm một cửa; tên thủ tục và mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "1.002820",
    name: "Cấp lại giấy phép lái xe",
    nameEn: "Reissue of a driving licence",
    ...OF_TRANSPORT,
    ...application("CAP_LAI"),
    timeLimits: NOT_FOUND,
    source: SIBLING,
  },
  {
    code: "1.002804",
    name: "Đổi giấy phép lái xe quân sự do Bộ Quốc phòng cấp",
    nameEn: "Exchange of a military driving licence",
    ...OF_TRANSPORT,
    ...application("DOI_QUAN_SU"),
    source: SIBLING,
  },
  {
    code: "1.002801",
    name: "Đổi giấy phép lái xe do ngành Công an cấp",
    nameEn: "Exchange of a driving licence issued by the police",
    ...OF_TRANSPORT,
    ...application("DOI_CAND"),
    source: SIBLING,
  },
  {
    code: "1.002796",
    name: "Đổi giấy phép lái xe hoặc bằng lái xe của nước ngoài cấp",
    nameEn: "Exchange of a foreign driving licence",
    ...OF_TRANSPORT,
    ...application("DOI_NUOC_NGOAI"),
    source: SIBLING,
  },
  {
    code: "3.000346",
    name: "Sát hạch, cấp giấy phép lái xe",
    nameEn: "Driving test and issue of a licence",
    ...OF_POLICE,
    ...FIRST_ISSUE,
    timeLimits: AFTER_TEST(IN_POLICE_DAYS),
    online: "partial",
    source:
      "Danh mục của ngành Công an 2025–2026; ngày bắt đầu lấy theo ngày chuyển giao. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "3.000347",
    name: "Cấp đổi giấy phép lái xe",
    nameEn: "Exchange of a driving licence",
    ...OF_POLICE,
    ...application("DOI"),
    source:
      "Nghị quyết 66.22/2026/NQ-CP; danh mục của ngành Công an. Thời hạn 5 ngày làm việc, có văn bản rút ngắn. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "3.000348",
    name: "Cấp lại giấy phép lái xe",
    nameEn: "Reissue of a driving licence",
    ...OF_POLICE,
    ...application("CAP_LAI"),
    source: "Nghị quyết 66.22/2026/NQ-CP. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "3.000349",
    name: "Đổi giấy phép lái xe quân sự do Bộ Quốc phòng cấp",
    nameEn: "Exchange of a military driving licence",
    ...OF_POLICE,
    ...application("DOI_QUAN_SU"),
    timeLimits: OTHER_LICENCES,
    online: "partial",
    source: "Nghị quyết 66.22/2026/NQ-CP. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "3.000350",
    name: "Đổi giấy phép lái xe do ngành Công an cấp",
    nameEn: "Exchange of a driving licence issued by the police",
    ...OF_POLICE,
    ...application("DOI_CAND"),
    timeLimits: OTHER_LICENCES,
    online: "partial",
    source: "Nghị quyết 66.22/2026/NQ-CP. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "3.000351",
    name: "Đổi giấy phép lái xe hoặc bằng lái xe của nước ngoài cấp",
    nameEn: "Exchange of a foreign driving licence",
    ...OF_POLICE,
    ...application("DOI_NUOC_NGOAI"),
    timeLimits: OTHER_LICENCES,
    online: "partial",
    source: "Nghị quyết 66.22/2026/NQ-CP. Mã lĩnh vực chưa kiểm chứng.",
  },
];
