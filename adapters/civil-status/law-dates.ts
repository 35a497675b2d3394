/** Days on which the law of civil status changed, `YYYY-MM-DD`. Rules carry them; the day of receipt picks the rules. */

/** First day of Luật Hộ tịch 60/2014/QH13. */
export const CIVIL_STATUS_LAW = "2016-01-01";

/** Last day an event has to be registered where somebody lives; Luật 03/2026/QH16 then opens every commune. */
export const RESIDENCE_BINDS_UNTIL = "2027-02-28";

/** Luật Hộ tịch 03/2026/QH16. */
export const LAW_OF_2026 = { lastDayBefore: RESIDENCE_BINDS_UNTIL, firstDay: "2027-03-01" } as const;

/** Last day citizens bring a certificate of marital status to marry, and first day without it (Nghị định 07/2025/NĐ-CP). */
export const STATUS_PAPER = { lastDay: "2025-01-08", firstDayWithout: "2025-01-09" } as const;

/** Last day of the districts, and first day of their powers at the communes (Nghị định 120/2025/NĐ-CP). */
export const DISTRICTS = { lastDay: "2025-06-30", firstDayWithout: "2025-07-01" } as const;
