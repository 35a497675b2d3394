import { recordOfProcedure } from "#core/sector/record-of-procedure.ts";
import { CIVIL_STATUS_LAW } from "../law-dates.ts";
import { procedures } from "../procedures.ts";
import type { CivilStatusRecord } from "../record.ts";

/** The form has to be of the procedure: the ministry would register a birth that the portal knows as something else. */
export const formOfProcedure = recordOfProcedure<CivilStatusRecord>({
  id: "HT-D07",
  from: CIVIL_STATUS_LAW,
  source:
    "Thông tư 04/2024/TT-BTP từ 06/06/2024, trước đó 04/2020/TT-BTP: biểu mẫu theo thủ tục; danh mục thủ tục hộ tịch",
  procedures,
  names: {
    KS: { vi: "khai sinh", en: "birth" },
    KT: { vi: "khai tử", en: "death" },
    KH: { vi: "kết hôn", en: "marriage" },
    CMC: { vi: "nhận cha, mẹ, con", en: "recognition" },
    XNTTHN: { vi: "xác nhận tình trạng hôn nhân", en: "marital status" },
    TDCC: { vi: "thay đổi, cải chính", en: "change" },
    TL: { vi: "bản sao trích lục", en: "extract" },
  },
  kindOf: ({ module }) => ({ kind: module, pointer: "/record/module" }),
});
