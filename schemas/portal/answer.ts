import { z } from "zod";

/**
 * What the portal answers to any call. Tolerant: `error_code` is a number in some answers and a string in others and comes
 * out as trimmed text; a missing or null message is empty; fields nobody described are kept.
 */
export const portalAnswer = z
  .looseObject({
    error_code: z
      .union([z.number(), z.string()])
      .transform((code) => String(code).trim())
      .describe("Mã lỗi. 0 or 00 success, -1 failure, 3 and -3 seen when the dossier exists; others unknown."),
    message: z
      .string()
      .nullish()
      .transform((message) => message ?? "")
      .describe("Thông báo. Text for people, Vietnamese; clients have to read it."),
    result: z
      .unknown()
      .optional()
      .describe("Kết quả. Payload of reads, a list as a rule; of writes, what became of each item."),
    session: z.string().nullish().describe("Phiên. Token, in the answer to a login."),
  })
  .describe("Câu trả lời của Cổng. An answer of the portal.");

export type PortalAnswer = z.infer<typeof portalAnswer>;

const SUCCESS_CODES: readonly string[] = ["0", "00"];

/**
 * Whether the code says that the call succeeded: 0 or 00. What the message and the result say of it is not looked at: a
 * portal may say yes and mean that it has the dossier already, or refuse items inside.
 */
export function isSuccess(answer: Pick<PortalAnswer, "error_code">): boolean {
  return SUCCESS_CODES.includes(answer.error_code);
}
