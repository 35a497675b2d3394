import { longText } from "#schemas/common/text.ts";

/** Why an operator does something; kept in the audit log beside what was done. */
export const reason = longText(500).describe("Lý do, ghi vào nhật ký kiểm toán. Reason for the audit log.");
