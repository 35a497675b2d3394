import type { ProcedureHearer } from "#core/sector/procedure.ts";
import { INTERLINKED_SERVICES } from "./interlinked/hearer.ts";
import { CIVIL_STATUS_LAW } from "./law-dates.ts";
import { REGISTER } from "./ministry/hearer.ts";
import type { Module } from "./record.ts";

/** Which form each procedure known by code is for. Guardianship (1.004837) has none here. */
const PROCEDURES_OF: Readonly<Record<Module, readonly string[]>> = {
  KS: [
    "1.001193",
    "1.003583",
    "2.000528",
    "1.000689",
    "1.001695",
    "1.004772",
    "1.000893",
    "1.000110",
    "1.004884",
    "2.002621",
    "2.000986",
  ],
  KT: ["1.000656", "2.002622", "1.005461"],
  KH: ["1.000894", "2.000806", "1.000593", "1.000094", "1.004746"],
  // A birth registered together with a recognition has both forms; a push carries one of them.
  CMC: ["1.001022", "1.000689", "1.001695"],
  TDCC: ["1.004859", "2.000748"],
  XNTTHN: ["1.004873"],
  TL: ["2.000635"],
};

/** Forms that the ministry was seen to take. */
const TOLD_TO_MINISTRY: readonly Module[] = ["KS", "KT", "KH"];

/** Procedures that come from the interlinking software, which waits to hear where they stand. */
const INTERLINKED: readonly string[] = ["2.002621", "2.000986", "2.002622"];

const SINCE = { from: CIVIL_STATUS_LAW, to: null } as const;

/** Modules of the record that fit a procedure. */
export function recordsOf(code: string): readonly Module[] {
  return Object.entries(PROCEDURES_OF).flatMap(([module, codes]) => (codes.includes(code) ? [module as Module] : []));
}

/** Who has to hear of a procedure's dossiers besides the portal. */
export function hearersOf(code: string): readonly ProcedureHearer[] {
  return [
    ...(recordsOf(code).some((module) => TOLD_TO_MINISTRY.includes(module))
      ? [
          {
            destination: REGISTER,
            ...SINCE,
            source:
              "Luật Hộ tịch 60/2014/QH13, Điều 57 đến Điều 60 (Cơ sở dữ liệu hộ tịch điện tử); thông điệp dangKyHoTich",
            doubt: "Điều khoản theo hiểu biết chung; ngoài khai sinh, khai tử, kết hôn chưa thấy thông điệp nào.",
          },
        ]
      : []),
    ...(INTERLINKED.includes(code)
      ? [
          {
            destination: INTERLINKED_SERVICES,
            ...SINCE,
            source:
              "Phần mềm liên thông đến 31/12/2026; từ 01/01/2027 Cổng DVCQG điều phối (Nghị định 301/2026/NĐ-CP), địa chỉ đổi theo cấu hình",
          },
        ]
      : []),
  ];
}
