import { z } from "zod";

/** A text or number of a ministry's answer as trimmed text; empty where there is none. */
export const ministryText = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null ? "" : String(value).trim()));

/**
 * The form in which services of ministries answer that are called one by one, as the portal would say it: `status` 1 is
 * yes; beside a no stand `errorCode` and `errorDescription`. Seen at more than one system; forms that only one system has
 * are in the folder of the sector that reports to it.
 */
export const ministryAnswer = z
  .looseObject({
    status: z.union([z.literal(0), z.literal(1), z.literal("0"), z.literal("1")]),
    statusDescription: ministryText,
    errorCode: ministryText,
    errorDescription: ministryText,
  })
  .transform(({ status, statusDescription, errorCode, errorDescription }) => {
    const yes = String(status) === "1";
    return { error_code: yes ? "0" : errorCode || "-1", message: (yes ? "" : errorDescription) || statusDescription };
  })
  .describe("Câu trả lời của hệ thống các bộ. An answer of a ministry's system.");
