import type { RuleViolation } from "#core/dossier/rule.ts";
import { DIGITAL_CITIZEN_FREE, feeOf, feeTableOn } from "../fees.ts";
import { judgedDay, JUDICIAL_RECORDS_LAW, type JudicialRule } from "../judicial-rule.ts";

export const feeRules: readonly JudicialRule[] = [
  {
    id: "LLTP-R03",
    severity: "error",
    from: JUDICIAL_RECORDS_LAW,
    to: null,
    source: "Thông tư 16/2025/TT-BTC; Nghị quyết 66.22/2026/NQ-CP (miễn phí công dân số 15/08/2026–28/02/2027)",
    message: "Tổng phí không khớp: phí cơ bản theo đối tượng cộng 5.000 đồng cho mỗi bản từ bản thứ ba.",
    messageEn: "The total does not agree: the base fee of the group plus 5,000 VND for each copy from the third on.",
    check: ({ dossier, record: { declaration, payment } }) => {
      const day = judgedDay(dossier);
      const table = day === null ? undefined : feeTableOn(day);
      if (declaration === null || day === null || table === undefined) return [];
      const { applicant } = declaration;
      const fee = feeOf(declaration, table);
      return [
        ...(payment !== null && payment.baseFee !== fee.baseFee
          ? [
              {
                pointer: "/record/payment/baseFee",
                message: `Phí cơ bản của đối tượng này là ${fee.baseFee} đồng.`,
                messageEn: `The base fee of this group is ${fee.baseFee} VND.`,
              },
            ]
          : []),
        ...(payment !== null && payment.extraCopyFee !== fee.extraCopyFee
          ? [{ pointer: "/record/payment/extraCopyFee" }]
          : []),
        ...(payment !== null && payment.total !== payment.baseFee + payment.extraCopyFee
          ? [{ pointer: "/record/payment/total" }]
          : []),
        ...exemption(applicant.feeGroup === "MIEN", applicant.feeExemption, dossier.channel === "online", day),
      ];
    },
  },
];

function exemption(free: boolean, reason: string | null, online: boolean, day: string): RuleViolation[] {
  const pointer = "/record/declaration/applicant/feeExemption";
  if (free !== (reason !== null)) {
    return [
      {
        pointer,
        message: "Nhóm phí MIEN phải có lý do miễn phí (feeExemption); nhóm khác thì để null.",
        messageEn: "Fee group MIEN needs a reason (feeExemption), the other groups have none.",
      },
    ];
  }
  const inTime = DIGITAL_CITIZEN_FREE.from <= day && day <= DIGITAL_CITIZEN_FREE.to;
  if (reason !== "CONG_DAN_SO" || (online && inTime)) return [];
  return [
    {
      pointer,
      message: "Miễn phí công dân số chỉ áp dụng cho hồ sơ trực tuyến tiếp nhận từ 15/08/2026 đến 28/02/2027.",
      messageEn: "The digital-citizen exemption is for online applications received from 2026-08-15 to 2027-02-28.",
    },
  ];
}
