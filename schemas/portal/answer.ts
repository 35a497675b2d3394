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
    result: z.unknown().optional().describe("Kết quả. Payload of reads, a list as a rule."),
    session: z.string().nullish().describe("Phiên. Token, in the answer to a login."),
  })
  .describe("Câu trả lời của Cổng. An answer of the portal.");

export type PortalAnswer = z.infer<typeof portalAnswer>;

type Verdict = Pick<PortalAnswer, "error_code" | "message">;

const SUCCESS_CODES: readonly string[] = ["0", "00"];
const ALREADY_EXISTS = "đã tồn tại".normalize("NFC");

/**
 * Whether the portal says it already has the dossier: the text says so, whatever the code (0, 3 and -3 were observed).
 * Compared in NFC and without regard to case.
 */
export function saysAlreadyExists(answer: Verdict): boolean {
  return answer.message.normalize("NFC").toLowerCase().includes(ALREADY_EXISTS);
}

/** Whether the call succeeded: code 0 or 00, unless the text says the dossier exists already. */
export function isSuccess(answer: Verdict): boolean {
  return SUCCESS_CODES.includes(answer.error_code) && !saysAlreadyExists(answer);
}
