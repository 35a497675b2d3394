import type { Severity } from "#core/dossier/issue.ts";
import type { Finding } from "#core/dossier/rule.ts";
import { CIVIL_STATUS_LAW } from "./law-dates.ts";
import { POLL_LIMIT, readMinistryAnswer, type MinistryAnswer } from "./ministry-answer.ts";
import {
  INTERLINKED_STATUSES,
  MINISTRY_STATUSES,
  readInterlinkedStatus,
  readMinistryStatus,
} from "./status-bridges.ts";

/** One piece of the exchange with the ministry (BTP) or the interlinking software (DVCLT), as it goes over the wire. */
export type Exchange =
  | { readonly kind: "answer"; readonly body: MinistryAnswer }
  | { readonly kind: "poll"; readonly body: { readonly maDinhDanhHoSo: readonly string[] } }
  | { readonly kind: "status"; readonly of: "BTP" | "DVCLT"; readonly body: { readonly trangThai: unknown } };

/** A rule of the catalogue that judges the exchange and not a dossier. Pointers are into the exchanged body. */
export interface ExchangeRule {
  readonly id: string;
  readonly severity: Severity;
  readonly from: string;
  readonly to: string | null;
  readonly source: string;
  readonly message: string;
  readonly messageEn: string;
  check(exchange: Exchange): readonly Finding[];
}

const SETS = {
  BTP: { name: "Bộ Tư pháp", nameEn: "the ministry", read: readMinistryStatus, all: MINISTRY_STATUSES },
  DVCLT: {
    name: "phần mềm liên thông",
    nameEn: "the interlinking software",
    read: readInterlinkedStatus,
    all: INTERLINKED_STATUSES,
  },
} as const;

export const exchangeRules: readonly ExchangeRule[] = [
  {
    id: "HT-R20",
    severity: "warning",
    from: CIVIL_STATUS_LAW,
    to: null,
    source: "Định dạng DataHoTich của Bộ Tư pháp, quan sát ở phần mềm một cửa",
    message: "Bộ Tư pháp đã có hồ sơ này từ lần gửi trước; coi như đã tiếp nhận, không gửi lại.",
    messageEn: "The ministry has this dossier from an earlier call; it counts as accepted and is not sent again.",
    check: (exchange) => {
      if (exchange.kind === "answer")
        return readMinistryAnswer(exchange.body) === "accepted-before" ? [{ pointer: "/errorDescription" }] : [];
      const asked = exchange.kind === "poll" ? exchange.body.maDinhDanhHoSo.length : 0;
      if (asked <= POLL_LIMIT) return [];
      return [
        {
          pointer: "/maDinhDanhHoSo",
          severity: "error",
          message: `Mỗi lần chỉ hỏi trạng thái nhiều nhất ${POLL_LIMIT} hồ sơ; câu hỏi này có ${asked}.`,
          messageEn: `At most ${POLL_LIMIT} dossiers are asked after in one call; this one has ${asked}.`,
        },
      ];
    },
  },
  {
    id: "HT-R21",
    severity: "error",
    from: CIVIL_STATUS_LAW,
    to: null,
    source: "Bộ mã trạng thái của Bộ Tư pháp và của phần mềm liên thông, quan sát ở phần mềm một cửa",
    message: "Trạng thái không có trong bộ mã của hệ thống gửi; hai hệ thống đánh số khác nhau, không dùng lẫn.",
    messageEn: "The sending system has no such status; the two systems number differently and are never mixed.",
    check: (exchange) => {
      if (exchange.kind !== "status") return [];
      const { name, nameEn, read, all } = SETS[exchange.of];
      if (read(exchange.body.trangThai) !== null) return [];
      const raw = JSON.stringify(exchange.body.trangThai ?? null);
      const codes = all.map(({ code }) => code).join(", ");
      return [
        {
          pointer: "/trangThai",
          message: `Trạng thái ${raw} không có trong bộ mã của ${name} (${codes}); không dùng mã của hệ thống khác.`,
          messageEn: `Status ${raw} is not in the set of ${nameEn} (${codes}); never take another system's number.`,
        },
      ];
    },
  },
];
