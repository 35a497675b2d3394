import { applicationDay, type LicenceRule } from "./licence-rule.ts";
import { feeLists, feeOn } from "../fees.ts";

/** The fee of the table of the day it is paid. */
export const feeRules: readonly LicenceRule[] = [
  {
    id: "GPLX-R14",
    severity: "error",
    from: feeLists[0]?.from ?? "2017-01-01",
    to: null,
    source: "Thông tư 154/2025/TT-BTC; Nghị quyết 66.22/2026/NQ-CP (0 đồng cho công dân số 15/08/2026–28/02/2027)",
    message: "Lệ phí không đúng mức thu tại ngày nộp.",
    messageEn: "The fee is not that of the day of payment.",
    check: ({ dossier, record }) => {
      const day = record.payment?.paidOn ?? applicationDay(dossier);
      if (record.payment === null || day === null) return [];
      const { fee, digitalCitizen } = record.payment;
      const due = feeOn(day, { online: dossier.channel === "online", digitalCitizen });
      if (due === null || due === fee) return [];
      return [
        {
          pointer: "/record/payment/fee",
          message: `Lệ phí ngày ${day} là ${inThousands(due)} đồng, không phải ${inThousands(fee)} đồng.`,
          messageEn: `The fee on ${day} is VND ${due}, not ${fee}.`,
        },
      ];
    },
  },
];

/** `135000` as `135.000`. */
function inThousands(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ".");
}
