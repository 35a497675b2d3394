import { legalDue, limitInWords } from "#core/dossier/time-limit.ts";
import { slashed } from "#core/dossier/due-date.ts";
import { inForce } from "#schemas/codes/code-list.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import { JUDICIAL_RECORDS_LAW, type JudicialRule } from "../judicial-rule.ts";
import { CERTIFICATE_TIMES, limitOf } from "../time-limits.ts";

export const deadlineRules: readonly JudicialRule[] = [
  {
    id: "LLTP-R10",
    severity: "warning",
    from: JUDICIAL_RECORDS_LAW,
    to: null,
    source: "Luật Lý lịch tư pháp 28/2009/QH12, Điều 48; thời hạn theo Luật 107/2025/QH15 chưa kiểm chứng",
    message: "Ngày hẹn trả quá thời hạn giải quyết.",
    messageEn: "The due date is later than the law allows.",
    check: ({ dossier, record, procedure }) => {
      // A request for supplements stops the clock; how long it stood still is not known here.
      if (dossier.receivedAt === null || dossier.dueAt === null || dossier.supplements.length > 0) return [];
      const day = dayOf(dossier.receivedAt);
      // A dossier may bring a procedure that is not listed; the law's days hold for it too.
      const time = (procedure?.timeLimits ?? CERTIFICATE_TIMES).find((known) => inForce(known, day));
      const limit = time === undefined ? null : limitOf({ dossier, record, time });
      if (limit === null) return [];
      const due = dayOf(legalDue(dossier.receivedAt, limit).at);
      if (dayOf(dossier.dueAt) <= due) return [];
      const words = limitInWords(limit);
      return [
        {
          pointer: "/dueAt",
          message: `Ngày hẹn trả quá thời hạn ${words.vi} kể từ ngày tiếp nhận (hết ngày ${slashed(due)}).`,
          messageEn: `The due date is more than ${words.en} after the receipt (end of ${due}).`,
        },
      ];
    },
  },
];
