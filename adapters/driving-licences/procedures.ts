import type { Procedure } from "#core/sector.ts";

/**
 * Field on the portal, as a provincial list of 2023 names it for the transport sector. Licences moved to the police on
 * 2025-03-01 and the code may have moved with them: check with `LayThuTuc`; a dossier may bring its own.
 */
const FIELD = { code: "G04-GT02", name: "Đường bộ" } as const;

/** Last day the transport departments took licences, and the police's first (Thông tư 12/2025/TT-BCA). */
const TRANSPORT_UNTIL = "2025-02-28";
const POLICE_FROM = "2025-03-01";

const OF_TRANSPORT = { field: FIELD, from: null, to: TRANSPORT_UNTIL } as const;
const OF_POLICE = { field: FIELD, from: POLICE_FROM, to: null } as const;
const SIBLING = "Mã thời ngành Giao thông vận tải theo hiểu biết chung; tên thủ tục và mã lĩnh vực chưa kiểm chứng.";

/** Driving-licence procedures before and after the move from the transport departments to the police. */
export const procedures: readonly Procedure[] = [
  {
    code: "1.002809",
    name: "Đổi giấy phép lái xe do ngành Giao thông vận tải cấp",
    nameEn: "Exchange of a driving licence issued by the transport sector",
    ...OF_TRANSPORT,
    source: "Mã đã gặp trong phần mềm một cửa cấp tỉnh; thay bằng 3.000347. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "1.002835",
    name: "Cấp mới giấy phép lái xe",
    nameEn: "First issue of a driving licence",
    ...OF_TRANSPORT,
    source: "Mã đã gặp trong cấu hình phần mềm một cửa; tên thủ tục và mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "1.002820",
    name: "Cấp lại giấy phép lái xe",
    nameEn: "Reissue of a driving licence",
    ...OF_TRANSPORT,
    source: SIBLING,
  },
  {
    code: "1.002804",
    name: "Đổi giấy phép lái xe quân sự do Bộ Quốc phòng cấp",
    nameEn: "Exchange of a military driving licence",
    ...OF_TRANSPORT,
    source: SIBLING,
  },
  {
    code: "1.002801",
    name: "Đổi giấy phép lái xe do ngành Công an cấp",
    nameEn: "Exchange of a driving licence issued by the police",
    ...OF_TRANSPORT,
    source: SIBLING,
  },
  {
    code: "1.002796",
    name: "Đổi giấy phép lái xe hoặc bằng lái xe của nước ngoài cấp",
    nameEn: "Exchange of a foreign driving licence",
    ...OF_TRANSPORT,
    source: SIBLING,
  },
  {
    code: "3.000346",
    name: "Sát hạch, cấp giấy phép lái xe",
    nameEn: "Driving test and issue of a licence",
    ...OF_POLICE,
    source:
      "Danh mục của ngành Công an 2025–2026; ngày bắt đầu lấy theo ngày chuyển giao. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "3.000347",
    name: "Cấp đổi giấy phép lái xe",
    nameEn: "Exchange of a driving licence",
    ...OF_POLICE,
    source:
      "Nghị quyết 66.22/2026/NQ-CP; danh mục của ngành Công an. Thời hạn 5 ngày làm việc, có văn bản rút ngắn. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "3.000348",
    name: "Cấp lại giấy phép lái xe",
    nameEn: "Reissue of a driving licence",
    ...OF_POLICE,
    source: "Nghị quyết 66.22/2026/NQ-CP. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "3.000349",
    name: "Đổi giấy phép lái xe quân sự do Bộ Quốc phòng cấp",
    nameEn: "Exchange of a military driving licence",
    ...OF_POLICE,
    source: "Nghị quyết 66.22/2026/NQ-CP. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "3.000350",
    name: "Đổi giấy phép lái xe do ngành Công an cấp",
    nameEn: "Exchange of a driving licence issued by the police",
    ...OF_POLICE,
    source: "Nghị quyết 66.22/2026/NQ-CP. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "3.000351",
    name: "Đổi giấy phép lái xe hoặc bằng lái xe của nước ngoài cấp",
    nameEn: "Exchange of a foreign driving licence",
    ...OF_POLICE,
    source: "Nghị quyết 66.22/2026/NQ-CP. Mã lĩnh vực chưa kiểm chứng.",
  },
];
