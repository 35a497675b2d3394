import type { DemandedField } from "#core/sector/demanded-field.ts";

/** What the rules ask for in some cases only, which the record's type cannot tell apart. */
export const demands: readonly DemandedField[] = [
  {
    rule: "GPLX-D02",
    pointer: "/record/exchange/receivingUnitCode",
    when: { vi: "trước ngày 01/03/2025", en: "before 2025-03-01" },
  },
  {
    rule: "GPLX-R04",
    pointer: "/record/exchange/health",
    when: { vi: "trừ hạng A1, A, B1", en: "but for classes A1, A, B1" },
  },
  {
    rule: "GPLX-R08",
    pointer: "/record/exchange/residentCard",
    when: { vi: "với người nước ngoài", en: "of foreigners" },
  },
];
