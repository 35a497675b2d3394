import type { RuleViolation } from "#core/dossier/rule.ts";
import { addMonths } from "../calendar.ts";
import { correspondingClasses, restrictionOn } from "../classes/conversions.ts";
import type { Exchange } from "../exchange-record.ts";
import { broughtClasses } from "../classes/held-classes.ts";
import { findClass, schemeOn } from "../classes/licence-classes.ts";
import { ROAD_LAW_2008, applicationDay, when, type LicenceRule } from "./licence-rule.ts";
import type { ResultRecord } from "../result-record.ts";

type GivenClass = ResultRecord["classes"][number];

const cardIsRight: LicenceRule = {
  id: "GPLX-R11",
  severity: "error",
  from: ROAD_LAW_2008,
  to: null,
  source:
    "Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15, Điều 57 khoản 5; trước 01/01/2025: Thông tư 12/2017/TT-BGTVT, Điều 17",
  message: "Thời hạn ghi trên giấy phép mới không đúng quy định của hạng.",
  messageEn: "The validity on the new licence is not what the class has.",
  check: ({ record }) =>
    (record.result?.classes ?? []).flatMap((given, index) => {
      const pointer = `/record/result/classes/${index}`;
      return [...validity(pointer, given, record.exchange), ...passing(pointer, given, record.exchange)];
    }),
};

function validity(pointer: string, given: GivenClass, exchange: Exchange): readonly RuleViolation[] {
  const years = findClass(schemeOn(given.issuedOn), given.class)?.validYears;
  if (years === undefined || years === "age-bound") return [];
  const at = `${pointer}/expiresOn`;
  if (years === null) {
    return when(given.expiresOn !== null, {
      pointer: at,
      message: `Hạng ${given.class} không có thời hạn; expiresOn phải là null.`,
      messageEn: `Class ${given.class} has no end; expiresOn must be null.`,
    });
  }
  const until = [
    // A card given on 29 February may be counted to the last of February or to the first of March.
    addMonths(given.issuedOn, years * 12),
    ...(given.issuedOn.endsWith("-02-29") ? [`${Number(given.issuedOn.slice(0, 4)) + years}-03-01`] : []),
    exchange.residentCard?.expiresOn,
    ...(exchange.requestKind === "CAP_LAI" ? broughtClasses(exchange).map(({ expiresOn }) => expiresOn) : []),
  ];
  return when(given.expiresOn === null || !until.includes(given.expiresOn), {
    pointer: at,
    message: `Hạng ${given.class} có thời hạn ${years} năm kể từ ngày cấp.`,
    messageEn: `Class ${given.class} is valid for ${years} years from its issue.`,
  });
}

/** The day of passing goes from the old card to the new one. */
function passing(pointer: string, given: GivenClass, exchange: Exchange): readonly RuleViolation[] {
  const carried = broughtClasses(exchange).filter(({ held }) =>
    correspondingClasses(held, given.issuedOn).includes(findClass(schemeOn(given.issuedOn), given.class)?.code ?? ""),
  );
  return when(carried.length > 0 && !carried.some(({ passedOn }) => passedOn === given.passedOn), {
    pointer: `${pointer}/passedOn`,
    message: "Ngày trúng tuyển trên giấy phép mới phải là ngày trúng tuyển của giấy phép cũ.",
    messageEn: "The day of passing on the new licence must be that of the old one.",
  });
}

const oneCardForAll: LicenceRule = {
  id: "GPLX-R12",
  severity: "warning",
  from: ROAD_LAW_2008,
  to: null,
  source: "Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15, Điều 89; Thông tư 12/2025/TT-BCA, Phụ lục XII",
  message: "Thẻ tích hợp phải có cả hạng không thời hạn và hạng có thời hạn.",
  messageEn: "An integrated card holds both unlimited and limited classes.",
  check: ({ dossier, record }) => {
    const day = applicationDay(dossier);
    if (day === null) return [];
    return [...integration(record.exchange, record.result, day), ...restrictions(record.exchange, record.result)];
  },
};

function integration(exchange: Exchange, result: ResultRecord | null, day: string): readonly RuleViolation[] {
  const { reasonCode, integrateUnlimited, requestedClasses } = exchange;
  if (!integrateUnlimited) {
    return when(reasonCode === "TICH_HOP", {
      pointer: "/record/exchange/integrateUnlimited",
      message: "Lý do là tích hợp nhưng chưa chọn tích hợp giấy phép.",
      messageEn: "The reason is integration, but integration is not chosen.",
    });
  }
  const unlimited = requestedClasses.map((code) => findClass(schemeOn(day), code)?.validYears === null);
  const given = result?.classes.map((each) => each.class);
  return [
    ...when(!unlimited.includes(true) || !unlimited.includes(false), { pointer: "/record/exchange/requestedClasses" }),
    ...when(given !== undefined && !requestedClasses.every((code) => given.includes(code)), {
      pointer: "/record/result/classes",
      message: "Thẻ tích hợp phải ghi đủ các hạng đã đề nghị.",
      messageEn: "The integrated card must show every class asked for.",
    }),
  ];
}

/** The restriction of an exchanged class has to be on the new card, unless another held class gives the class in full. */
function restrictions(exchange: Exchange, result: ResultRecord | null): readonly RuleViolation[] {
  return (result?.classes ?? []).flatMap((given, index) => {
    const leading = broughtClasses(exchange)
      .map(({ held }) => held)
      .filter((held) => correspondingClasses(held, given.issuedOn).includes(given.class));
    const needed = leading.map((held) => restrictionOn(held, given.class, given.issuedOn));
    const [restriction] = needed;
    if (restriction === undefined || needed.includes(undefined)) return [];
    return when(!restriction.says.test(given.restriction ?? ""), {
      pointer: `/record/result/classes/${index}/restriction`,
      message: `Giấy phép mới phải ghi điều kiện hạn chế: «${restriction.text}».`,
      messageEn: `The new licence must carry the restriction: ${restriction.textEn}.`,
    });
  });
}

export const resultRules: readonly LicenceRule[] = [cardIsRight, oneCardForAll];
