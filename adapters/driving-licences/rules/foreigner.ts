import type { RuleViolation } from "#core/dossier/rule.ts";
import type { Exchange } from "../exchange-record.ts";
import { ROAD_LAW_2008, applicationDay, when, type LicenceRule } from "./licence-rule.ts";

/** Nationality of a stateless person (ICAO Doc 9303): somebody without a passport to show. */
const STATELESS = "XXA";

const foreigner: LicenceRule = {
  id: "GPLX-R08",
  severity: "error",
  from: ROAD_LAW_2008,
  to: null,
  source: "Thông tư 12/2025/TT-BCA: người nước ngoài nộp hộ chiếu và thẻ thường trú hoặc thẻ tạm trú",
  message: "Người nước ngoài phải có thẻ thường trú, thẻ tạm trú hoặc giấy tờ cư trú khác.",
  messageEn: "A foreigner needs a permanent or temporary resident card.",
  check: ({ dossier, record }) => {
    const { exchange, result } = record;
    if (exchange.nationality === "VN") return [];
    const day = applicationDay(dossier);
    const cardEnds = exchange.residentCard?.expiresOn ?? null;
    return [
      ...(exchange.nationality === STATELESS ? [] : passport(exchange, day)),
      ...when(exchange.residentCard === null, { pointer: "/record/exchange/residentCard" }),
      ...when(cardEnds !== null && day !== null && cardEnds < day, {
        pointer: "/record/exchange/residentCard/expiresOn",
        message: "Thẻ cư trú đã hết hạn trước ngày tiếp nhận hồ sơ.",
        messageEn: "The resident card ended before the day of receipt.",
      }),
      ...(result?.classes ?? []).flatMap(({ expiresOn }, index) =>
        when(cardEnds !== null && expiresOn !== null && expiresOn > cardEnds, {
          pointer: `/record/result/classes/${index}/expiresOn`,
          severity: "warning",
          message: "Thời hạn giấy phép mới dài hơn thời hạn thẻ cư trú; đề nghị kiểm tra.",
          messageEn: "The new licence is valid for longer than the resident card; check it.",
        }),
      ),
    ];
  },
};

function passport({ identity }: Exchange, day: string | null): readonly RuleViolation[] {
  if (identity.type !== "HO_CHIEU") {
    return [
      {
        pointer: "/record/exchange/identity/type",
        message: "Người nước ngoài khai hộ chiếu (HO_CHIEU) làm giấy tờ tùy thân.",
        messageEn: "A foreigner's identity paper is the passport (HO_CHIEU).",
      },
    ];
  }
  const ended = identity.expiryDate !== null && day !== null && identity.expiryDate < day;
  return [
    ...when(identity.expiryDate === null, {
      pointer: "/record/exchange/identity/expiryDate",
      severity: "warning",
      message: "Chưa khai ngày hết hạn hộ chiếu nên không rõ hộ chiếu còn giá trị hay không.",
      messageEn: "Without its last day nobody can tell whether the passport is valid.",
    }),
    ...when(ended, {
      pointer: "/record/exchange/identity/expiryDate",
      message: "Hộ chiếu đã hết hạn trước ngày tiếp nhận hồ sơ.",
      messageEn: "The passport ended before the day of receipt.",
    }),
  ];
}

export const foreignerRules: readonly LicenceRule[] = [foreigner];
