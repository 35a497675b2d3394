import type { Procedure, ProcedureAuthority, ProcedureHearer } from "#core/sector/procedure.ts";
import { DECLARATION_FORMS, REQUEST_FORMS } from "./enums.ts";
import { CERTIFICATE_FEES } from "./fees.ts";
import { SHARED_SOFTWARE } from "./hearers.ts";
import { JUDICIAL_RECORDS_LAW, POLICE_ISSUES_FROM } from "./judicial-rule.ts";
import { CERTIFICATE_TIMES, PROSECUTION_TIMES } from "./time-limits.ts";

/**
 * Field on the portal, as a provincial list of 2023 names it. The work moved from the justice departments to the
 * police on 2025-03-01 and the code may have moved with it: check with `LayThuTuc`; a dossier may bring its own.
 */
const FIELD = { code: "G15-TP10", name: "Lý lịch tư pháp" } as const;

const FIRST_DAY = JUDICIAL_RECORDS_LAW;

const justice: ProcedureAuthority = {
  level: "province",
  name: "Sở Tư pháp",
  nameEn: "Provincial Department of Justice",
  from: FIRST_DAY,
  to: "2025-02-28",
  source: "Luật Lý lịch tư pháp 28/2009/QH12, Điều 44",
};
const police: ProcedureAuthority = {
  level: "province",
  name: "Công an cấp tỉnh (Phòng Hồ sơ nghiệp vụ)",
  nameEn: "Provincial Police",
  from: POLICE_ISSUES_FROM,
  to: null,
  source: "Luật 107/2025/QH15; Nghị định 216/2026/NĐ-CP",
  doubt: "Ngày 01/03/2025 lấy theo trang của ngành Công an, chưa đọc văn bản.",
};
const national: ProcedureAuthority = {
  level: "central",
  name: "Trung tâm Lý lịch tư pháp quốc gia, Bộ Tư pháp",
  nameEn: "National Centre for Judicial Records, Ministry of Justice",
  from: FIRST_DAY,
  to: "2025-02-28",
  source: "Luật Lý lịch tư pháp 28/2009/QH12, Điều 44 khoản 1",
};
const ministry: ProcedureAuthority = {
  level: "central",
  name: "Đơn vị của Bộ Công an",
  nameEn: "Unit of the Ministry of Public Security",
  from: POLICE_ISSUES_FROM,
  to: null,
  source: "Nghị định 216/2026/NĐ-CP, Điều 22",
  doubt: "Ngày bắt đầu lấy theo ngày chuyển giao, chưa kiểm chứng.",
};

/** Every application is handed over to the software in which certificates are made. */
const HEARERS: readonly ProcedureHearer[] = [
  {
    destination: SHARED_SOFTWARE,
    from: FIRST_DAY,
    to: null,
    source: "Luật Lý lịch tư pháp 28/2009/QH12, từ 01/07/2026 Luật 107/2025/QH15; phần mềm lý lịch tư pháp dùng chung",
    doubt: "Việc chuyển phần mềm từ Bộ Tư pháp sang Bộ Công an chưa kiểm chứng.",
  },
];

/** What every procedure of the sector has in common. */
const TERMS = { timeLimits: CERTIFICATE_TIMES, fees: CERTIFICATE_FEES, online: "full", hearers: HEARERS } as const;

/** Judicial-record procedures. Nothing read so far says on which day one code followed the other, so the days stay open. */
export const procedures: readonly Procedure[] = [
  {
    code: "2.000488",
    name: "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam",
    nameEn: "Criminal record certificate for citizens and foreigners residing in Viet Nam",
    field: FIELD,
    ...TERMS,
    records: DECLARATION_FORMS,
    authorities: [justice, police],
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
    ...TERMS,
    records: ["CO_QUAN"],
    authorities: [justice, police],
    online: null,
    from: null,
    to: null,
    source: "Mã theo hiểu biết chung, chưa kiểm chứng; mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "2.000505",
    name: "Cấp Phiếu lý lịch tư pháp cho cơ quan tiến hành tố tụng",
    nameEn: "Criminal record certificate for prosecution bodies (form 2)",
    field: FIELD,
    ...TERMS,
    records: ["TO_TUNG"],
    authorities: [justice, police],
    timeLimits: PROSECUTION_TIMES,
    online: null,
    from: null,
    to: null,
    source: "Mã theo hiểu biết chung, chưa kiểm chứng; mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "3.000333",
    name: "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam",
    nameEn: "Criminal record certificate for citizens and foreigners residing in Viet Nam (police)",
    field: FIELD,
    ...TERMS,
    records: DECLARATION_FORMS,
    authorities: [police],
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
    ...TERMS,
    records: [...DECLARATION_FORMS, ...REQUEST_FORMS],
    authorities: [national, ministry],
    from: null,
    to: null,
    source:
      "Nghị quyết 66.22/2026/NQ-CP; Nghị định 216/2026/NĐ-CP, Điều 22. Ngày bắt đầu và mã lĩnh vực chưa kiểm chứng.",
  },
];
