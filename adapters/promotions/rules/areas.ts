import type { RuleViolation } from "#core/dossier/rule.ts";
import {
  findProvince,
  nearestProvince,
  provinceNameOn,
  provinceSchemeOn,
  type ProvinceScheme,
} from "#schemas/codes/provinces.ts";
import { provinceOfAgency } from "#schemas/common/agency-code.ts";
import { foldForCompare } from "#schemas/common/text.ts";
import { PROMOTION_DECREE } from "../promotion-law.ts";
import { allOf, ofAmendment, ofCampaign, ofReport, type Campaign, type PromotionRule } from "./promotion-rule.ts";

const areas: PromotionRule = {
  id: "KM-R16",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 17 và Điều 19; Quyết định 19/2025/QĐ-TTg",
  message: "Địa bàn phải là mã tỉnh của bảng có hiệu lực vào ngày bắt đầu chương trình.",
  messageEn: "Areas are province codes of the list in force on the first day of the programme.",
  check: allOf(
    ofCampaign((campaign) => {
      const { pointer, content } = campaign;
      const { areas, areaScheme, from } = content.program;
      const scheme = provinceSchemeOn(from);
      if (areaScheme !== null && areaScheme !== scheme) return [{ pointer: `${pointer}/program/areaScheme` }];
      const unknown = unknownCodes(`${pointer}/program/areas`, areas, scheme);
      return unknown.length > 0 ? unknown : [...recipients(campaign, scheme), ...agency(campaign)];
    }),
    ofAmendment(({ amendment: { original } }) =>
      unknownCodes("/record/amendment/original/areas", original.areas, provinceSchemeOn(original.from)),
    ),
    ofReport(({ original }) =>
      unknownCodes("/record/report/original/areas", original.areas, provinceSchemeOn(original.from)),
    ),
  ),
};

function unknownCodes(pointer: string, codes: readonly string[], scheme: ProvinceScheme): RuleViolation[] {
  return codes.flatMap((code, index) => {
    if (findProvince(scheme, code) !== undefined) return [];
    const near = nearestProvince(scheme, code);
    const at = { pointer: `${pointer}/${index}` };
    if (near === undefined) return [at];
    return [
      {
        ...at,
        message: `${areas.message.slice(0, -1)}; «${code}» không có, có phải là ${near.code} (${near.name})?`,
        messageEn: `${areas.messageEn.slice(0, -1)}; there is no “${code}”, did you mean ${near.code} (${near.name})?`,
      },
    ];
  });
}

/** A notice goes to the department of every province; a registration over several goes to the ministry. */
function recipients({ kind, pointer, content }: Campaign, scheme: ProvinceScheme): RuleViolation[] {
  if (content.recipients.length === 0) return [];
  const at = `${pointer}/recipients`;
  const written = content.recipients.map(comparable);
  if (kind === "registration" && content.program.areas.length > 1) {
    if (written.some((recipient) => recipient.includes(comparable("Bộ Công Thương")))) return [];
    return [
      {
        pointer: at,
        severity: "warning",
        message:
          "Chương trình may rủi trên nhiều tỉnh đăng ký tại Bộ Công Thương, trừ khi đã phân cấp; đề nghị kiểm tra nơi nhận.",
        messageEn:
          "A lucky draw over several provinces is registered with the ministry unless that was devolved; check.",
      },
    ];
  }
  const missing = content.program.areas
    .map((code) => nameOf(code, scheme, content.program.from))
    .filter((name) => !written.some((recipient) => recipient.includes(comparable(name))));
  return missing.map((name) => ({
    pointer: at,
    message: `Chưa gửi Sở Công Thương nơi thực hiện: ${name}.`,
    messageEn: `The department of ${name}, where the programme runs, is not among the recipients.`,
  }));
}

function nameOf(code: string, scheme: ProvinceScheme, day: string): string {
  const province = findProvince(scheme, code);
  return province === undefined ? code : provinceNameOn(province, day);
}

/** Names as people shorten them: no kind of unit, no hyphen, TP.HCM for its whole name. */
function comparable(name: string): string {
  return foldForCompare(name)
    .replace(/tp\.?\s*hcm/g, "hồ chí minh")
    .replace(/(?:^|\s)(?:tỉnh|thành phố|tp\.?)(?=\s)/g, " ")
    .replace(/[\s.-]+/g, " ")
    .trim();
}

/** The agency's code against the areas; H-codes after the mergers are not verified, so this only doubts. */
function agency({ content, dossier }: Campaign): RuleViolation[] {
  const province = provinceOfAgency(dossier.agencyCode);
  const { areas } = content.program;
  if (province === null || areas.length === 0) return [];
  if (areas.includes(province.present.code) || areas.includes(province.former.code)) return [];
  return [
    {
      pointer: "/agencyCode",
      severity: "warning",
      message: "Cơ quan tiếp nhận không thuộc tỉnh nào trong địa bàn thực hiện.",
      messageEn: "The receiving agency is in none of the provinces of the programme.",
    },
  ];
}

export const areaRules: readonly PromotionRule[] = [areas];
