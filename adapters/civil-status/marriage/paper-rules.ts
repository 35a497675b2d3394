import type { RuleViolation, Rule } from "#core/dossier/rule.ts";
import { isFullDate } from "#schemas/common/partial-date.ts";
import { foldForCompare } from "#schemas/common/text.ts";
import type { FormDocument } from "../form-parts.ts";
import { CIVIL_STATUS_LAW, STATUS_PAPER } from "../law-dates.ts";
import type { MarriageRecord, Spouse } from "./record.ts";
import { registrationDay, takenAt } from "../registration-day.ts";
import { sixMonthsAfter } from "../six-months.ts";
import { livesAbroad, spousesOf } from "./spouses.ts";

const NOT_LEGALISED = {
  message: "Giấy tờ của nước ngoài phải được hợp pháp hóa lãnh sự, trừ trường hợp được miễn.",
  messageEn: "A foreign paper has to be legalised, unless exempt.",
} as const;

const foreignPapers: Rule<MarriageRecord> = {
  id: "HT-R14",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Luật Hộ tịch 60/2014/QH13, Điều 10 và Điều 38; Nghị định 123/2015/NĐ-CP, Điều 30",
  message: "Kết hôn có yếu tố nước ngoài phải kèm giấy xác nhận sức khỏe tâm thần của cơ sở y tế.",
  messageEn: "A marriage with a foreign element needs a health certificate among the documents.",
  check: ({ dossier, record }) => {
    const foreigners = spousesOf(record).filter(({ spouse }) => spouse.nationality !== "VN");
    const foreignElement = foreigners.length > 0 || spousesOf(record).some(({ spouse }) => livesAbroad(spouse));
    if (!foreignElement) return [];
    const papers = record.documents.map((document, index) => ({ document, pointer: `/record/documents/${index}` }));
    const health = papers.filter(({ document }) => titled(document, HEALTH));
    const status = papers.filter(({ document }) => titled(document, STATUS));
    return [
      ...(health.length > 0 ? [] : [{ pointer: "/record/documents" }]),
      ...(foreigners.length === 0 || status.length > 0
        ? []
        : [
            {
              pointer: "/record/documents",
              message: "Người nước ngoài phải có giấy tờ chứng minh tình trạng hôn nhân của nước mình.",
              messageEn: "A foreigner needs a paper of their own country on the marital status.",
            },
          ]),
      ...papers
        .filter(({ document }) => document.legalisation === "missing")
        .map(({ pointer }) => ({ pointer: `${pointer}/legalisation`, ...NOT_LEGALISED })),
      ...(foreigners.length === 0 ? [] : status)
        .filter(({ document }) => document.legalisation === null)
        .map(({ pointer }) => ({ pointer: `${pointer}/legalisation`, ...NOT_LEGALISED })),
      ...[...health, ...status].flatMap(({ document, pointer }) =>
        stillGood(document.issueDate, registrationDay(dossier), `${pointer}/issueDate`),
      ),
    ];
  },
};

const HEALTH = ["sức khỏe", "tâm thần"].map(foldForCompare);
const STATUS = ["tình trạng hôn nhân", "tuyên thệ"].map(foldForCompare);

function titled(document: FormDocument, words: readonly string[]): boolean {
  const title = foldForCompare(document.title);
  return words.some((word) => title.includes(word));
}

function stillGood(issued: string | null, day: string | null, pointer: string): RuleViolation[] {
  if (issued === null) {
    return [
      {
        pointer,
        severity: "warning",
        message: "Chưa ghi ngày cấp nên chưa rõ giấy tờ còn trong hạn 6 tháng; đề nghị cán bộ kiểm tra.",
        messageEn: "No date of issue, so the six months cannot be told; an officer should check.",
      },
    ];
  }
  if (day === null || day <= sixMonthsAfter(issued)) return [];
  return [
    {
      pointer,
      message: "Giấy tờ này đã cấp quá 6 tháng tính đến ngày tiếp nhận.",
      messageEn: "This paper was issued more than six months before the dossier was received.",
    },
  ];
}

const fullDatesForMinistry: Rule<MarriageRecord> = {
  id: "HT-R22",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Định dạng DataHoTich của Bộ Tư pháp, module LTKH: ngày dd.MM.yyyy đọc như ngày đầy đủ",
  message:
    "Hệ thống của Bộ Tư pháp chỉ nhận ngày đủ ngày, tháng, năm trong hồ sơ kết hôn; bổ sung ngày còn thiếu trước khi gửi.",
  messageEn: "The ministry's system takes only full dates in a marriage; complete this date before it is sent.",
  check: ({ dossier, record }) => {
    const sent = takenAt(dossier) !== null;
    return spousesOf(record)
      .flatMap(({ pointer, spouse }) => [
        { pointer: `${pointer}/birthDate`, date: spouse.birthDate },
        { pointer: `${pointer}/identity/issueDate`, date: spouse.identity?.issueDate ?? null },
      ])
      .filter(({ date }) => date !== null && !isFullDate(date))
      .map(({ pointer }) => (sent ? { pointer } : { pointer, severity: "warning" }));
  },
};

const citizenNeedsPaper: Rule<MarriageRecord> = {
  id: "HT-D03",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: STATUS_PAPER.lastDay,
  source: "Nghị định 123/2015/NĐ-CP, Điều 10 và Điều 22, trước khi sửa đổi bởi Nghị định 07/2025/NĐ-CP",
  message: "Công dân kết hôn ngoài nơi thường trú phải có Giấy xác nhận tình trạng hôn nhân.",
  messageEn: "A citizen who marries away from the registered residence needs a certificate of marital status.",
  check: ({ record }) =>
    spousesOf(record)
      .filter(({ spouse }) => isDomestic(spouse) && spouse.statusCertificate === null && !isHome(spouse, record))
      .map(({ pointer }) => ({ pointer: `${pointer}/statusCertificate` })),
};

const citizenNeedsNoPaper: Rule<MarriageRecord> = {
  id: "HT-D04",
  severity: "warning",
  from: STATUS_PAPER.firstDayWithout,
  to: null,
  source: "Nghị định 07/2025/NĐ-CP sửa đổi Nghị định 123/2015/NĐ-CP",
  message:
    "Từ 09/01/2025 công dân trong nước không phải nộp Giấy xác nhận tình trạng hôn nhân để kết hôn; tra cứu trong CSDL.",
  messageEn: "Since 2025-01-09 citizens in the country need no certificate of marital status to marry; look it up.",
  check: ({ record }) =>
    spousesOf(record)
      .filter(({ spouse }) => isDomestic(spouse) && spouse.statusCertificate !== null)
      .map(({ pointer }) => ({ pointer: `${pointer}/statusCertificate` })),
};

function isDomestic(spouse: Spouse): boolean {
  return spouse.nationality === "VN" && !livesAbroad(spouse);
}

/** Registered residence in the commune, or in the district for the marriages that were its work. */
function isHome({ residence, residenceKind }: Spouse, { registeringUnitCode }: MarriageRecord): boolean {
  const codes = [residence?.communeCode, residence?.districtCode];
  return residenceKind === 1 && codes.includes(registeringUnitCode);
}

export const marriagePaperRules: readonly Rule<MarriageRecord>[] = [
  foreignPapers,
  fullDatesForMinistry,
  citizenNeedsPaper,
  citizenNeedsNoPaper,
];
