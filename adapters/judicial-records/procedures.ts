import type { Procedure } from "#core/sector.ts";

/**
 * Field on the portal, as a provincial list of 2023 names it. The work moved from the justice departments to the
 * police on 2025-03-01 and the code may have moved with it: check with `LayThuTuc`; a dossier may bring its own.
 */
const FIELD = { code: "G15-TP10", name: "Lý lịch tư pháp" } as const;

/** Judicial-record procedures. Nothing read so far says on which day one code followed the other, so the days stay open. */
export const procedures: readonly Procedure[] = [
  {
    code: "2.000488",
    name: "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam",
    nameEn: "Criminal record certificate for citizens and foreigners residing in Viet Nam",
    field: FIELD,
    from: null,
    to: null,
    source:
      "Mã đã gặp trong phần mềm một cửa cấp tỉnh (thời Sở Tư pháp). Ngày thay bằng 3.000333 chưa rõ; mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "2.001417",
    name: "Cấp Phiếu lý lịch tư pháp cho cơ quan nhà nước, tổ chức chính trị, tổ chức chính trị - xã hội",
    nameEn: "Criminal record certificate for state bodies and political organisations",
    field: FIELD,
    from: null,
    to: null,
    source: "Mã theo hiểu biết chung, chưa kiểm chứng; mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "2.000505",
    name: "Cấp Phiếu lý lịch tư pháp cho cơ quan tiến hành tố tụng",
    nameEn: "Criminal record certificate for prosecution bodies (form 2)",
    field: FIELD,
    from: null,
    to: null,
    source: "Mã theo hiểu biết chung, chưa kiểm chứng; mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "3.000333",
    name: "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam",
    nameEn: "Criminal record certificate for citizens and foreigners residing in Viet Nam (police)",
    field: FIELD,
    from: null,
    to: null,
    source:
      "Nghị quyết 66.22/2026/NQ-CP và danh mục của Công an tỉnh (2026); ngày bắt đầu và mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "3.000330",
    name: "Cấp Phiếu lý lịch tư pháp cho người không xác định được nơi thường trú, tạm trú; người nước ngoài đã cư trú tại Việt Nam",
    nameEn: "Criminal record certificate where residence cannot be determined, or for foreigners who resided before",
    field: FIELD,
    from: null,
    to: null,
    source:
      "Nghị quyết 66.22/2026/NQ-CP; Nghị định 216/2026/NĐ-CP, Điều 22. Ngày bắt đầu và mã lĩnh vực chưa kiểm chứng.",
  },
];
