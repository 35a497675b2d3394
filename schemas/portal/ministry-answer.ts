import { z } from "zod";

const said = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null ? "" : String(value).trim()));

/** The civil-status software: `status` 1 is yes; beside a no stand `errorCode` and `errorDescription`. */
const civilStatus = z
  .looseObject({
    status: z.union([z.literal(0), z.literal(1), z.literal("0"), z.literal("1")]),
    statusDescription: said,
    errorCode: said,
    errorDescription: said,
  })
  .transform(({ status, statusDescription, errorCode, errorDescription }) => {
    const yes = String(status) === "1";
    return { error_code: yes ? "0" : errorCode || "-1", message: (yes ? "" : errorDescription) || statusDescription };
  });

/** The VNeID channel: `statusCode` "00" is yes. */
const vneid = z
  .looseObject({ statusCode: z.string(), errorDetail: said })
  .transform(({ statusCode, errorDetail }) => ({ error_code: statusCode, message: errorDetail }));

/** The shared criminal-records software: `STATUS` 1 is yes, `DESCRIPTION` says why not. */
const criminalRecords = z
  .looseObject({ STATUS: z.union([z.string(), z.number()]).transform(String), DESCRIPTION: said })
  .transform(({ STATUS, DESCRIPTION }) => ({
    error_code: STATUS === "1" ? "0" : STATUS || "-1",
    message: DESCRIPTION,
  }));

/**
 * What ministries' systems answer to a message, each in words of its own (observed in one-stop clients and in the
 * ministry's description of its services), as the portal would say it.
 */
export const ministryAnswer = z
  .union([civilStatus, vneid, criminalRecords])
  .describe("Câu trả lời của hệ thống các bộ. An answer of a ministry's system.");
