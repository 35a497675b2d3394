import { daysBetween } from "#schemas/common/partial-date.ts";
import type { RuleViolation } from "#core/dossier/rule.ts";
import { classesToAskFor } from "../classes/conversions.ts";
import type { Exchange } from "../exchange-record.ts";
import { broughtClasses, civilLicences } from "../classes/held-classes.ts";
import { NEW_CLASSES_FROM } from "../classes/licence-classes.ts";
import { ROAD_LAW_2008, applicationDay, when, type LicenceRule } from "./licence-rule.ts";
import { overdueRoute, type OverdueRoute } from "./overdue.ts";

const overdue: LicenceRule = {
  id: "GPLX-R06",
  severity: "warning",
  from: "2017-06-01",
  to: null,
  source:
    "Thông tư 108/2026/TT-BCA từ 01/07/2026; Thông tư 12/2025/TT-BCA từ 01/03/2025; trước đó Thông tư 12/2017/TT-BGTVT",
  message: "Giấy phép lái xe quá hạn: phải sát hạch lại.",
  messageEn: "The licence is overdue: its holder has to be tested again.",
  check: ({ dossier, record }) => {
    const day = applicationDay(dossier);
    if (day === null) return [];
    const { exchange } = record;
    const ours = broughtClasses(exchange)
      .filter(({ held }) => classesToAskFor(held, day).some((code) => exchange.requestedClasses.includes(code)))
      .flatMap(({ at, expiresOn }) => {
        const route = expiresOn === null ? null : overdueRoute(expiresOn, day);
        return route === null ? [] : toTest(`${at}/expiresOn`, route, exchange.retest);
      });
    return [...ours, ...endedElsewhere(exchange, day)];
  },
};

function toTest(pointer: string, route: OverdueRoute, retest: Exchange["retest"]): readonly RuleViolation[] {
  const late = `Giấy phép lái xe quá hạn ${route.overdueDays} ngày`;
  const lateEn = `The licence is ${route.overdueDays} days overdue`;
  if (route.excuseNeeded) {
    const message = `${late}: chỉ được miễn sát hạch khi có lý do chính đáng (ốm đau, thiên tai).`;
    return [{ pointer, message, messageEn: `${lateEn}: no test only with a good reason (illness, disaster).` }];
  }
  const theoryMissing = route.needsTheory && (retest?.theoryPassedOn ?? null) === null;
  const practiceMissing = route.needsFullTest && (retest?.practicePassedOn ?? null) === null;
  if (!theoryMissing && !practiceMissing) return [];
  const [test, testEn] = route.needsFullTest ? ["đầy đủ", "theory and practice"] : ["lý thuyết", "theory"];
  return [
    {
      pointer,
      message: `${late}: phải sát hạch lại ${test}.`,
      messageEn: `${lateEn}: to be tested again in ${testEn}.`,
    },
  ];
}

/** A licence of another issuer that has ended is not overdue but no longer good for exchange. */
function endedElsewhere(exchange: Exchange, day: string): readonly RuleViolation[] {
  if (exchange.requestKind === "DOI" || exchange.requestKind === "CAP_LAI") return [];
  return exchange.currentLicence.classes.flatMap(({ expiresOn }, index) =>
    when(expiresOn !== null && daysBetween(expiresOn, day) > 0, {
      pointer: `/record/exchange/currentLicence/classes/${index}/expiresOn`,
      message: "Giấy phép này đã hết hạn; giấy phép nước ngoài, quân sự, công an phải còn giá trị khi đổi.",
      messageEn: "This licence has ended; foreign, military and police licences must be valid when exchanged.",
    }),
  );
}

const noOpenDecision: LicenceRule = {
  id: "GPLX-R07",
  severity: "error",
  from: ROAD_LAW_2008,
  to: null,
  source: "Thông tư 12/2025/TT-BCA: không cấp, đổi khi chưa chấp hành xong quyết định xử phạt",
  message: "Chưa chấp hành xong quyết định xử lý vi phạm hành chính về giao thông; không đủ điều kiện đổi, cấp lại.",
  messageEn: "A traffic decision is not settled; the licence cannot be exchanged or re-issued.",
  check: ({ record }) => [
    ...when(record.exchange.administrativeViolation, { pointer: "/record/exchange/administrativeViolation" }),
    ...civilLicences(record.exchange).flatMap(({ pointer, licence: { status } }) =>
      when(status === "THU_HOI" || status === "TAM_GIU", {
        pointer: `${pointer}/status`,
        message: "Giấy phép đang bị thu hồi hoặc tạm giữ theo hệ thống; không đủ điều kiện đổi, cấp lại.",
        messageEn: "The licence is withdrawn or held; it cannot be exchanged or re-issued.",
      }),
    ),
  ],
};

const pointsLeft: LicenceRule = {
  id: "GPLX-R13",
  severity: "warning",
  from: NEW_CLASSES_FROM,
  to: null,
  source: "Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15, Điều 58 (điểm của giấy phép lái xe)",
  message: "Giấy phép đã bị trừ hết điểm; phải phục hồi điểm trước khi đổi.",
  messageEn: "No points are left on the licence; they have to be restored before an exchange.",
  check: ({ record }) =>
    civilLicences(record.exchange).flatMap(({ pointer, licence }) =>
      when(licence.points === 0, { pointer: `${pointer}/points` }),
    ),
};

export const standingRules: readonly LicenceRule[] = [overdue, noOpenDecision, pointsLeft];
