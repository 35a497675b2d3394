import { z } from "zod";
import type { AnswerPattern } from "#core/sector/answer-pattern.ts";
import { ministryText } from "#schemas/portal/ministry-answer.ts";
import { STATUS_SERVICE } from "./ngsp/inquiry.ts";
import { HAND_OVER_SERVICE } from "./ngsp/application-message.ts";
import { FEEDBACK_SERVICE } from "./vneid/status-feedback.ts";

/** The VNeID channel: `statusCode` "00" is yes. */
const vneid = z
  .looseObject({ statusCode: z.string(), errorDetail: ministryText })
  .transform(({ statusCode, errorDetail }) => ({ error_code: statusCode, message: errorDetail }));

/** The shared criminal-records software: `STATUS` 1 is yes, `DESCRIPTION` says why not. */
const sharedSoftware = z
  .looseObject({ STATUS: z.union([z.string(), z.number()]).transform(String), DESCRIPTION: ministryText })
  .transform(({ STATUS, DESCRIPTION }) => ({
    error_code: STATUS === "1" ? "0" : STATUS || "-1",
    message: DESCRIPTION,
  }));

/** Both systems, for which of them stands behind a service is a province's affair (observed in one-stop clients). */
export const answerPatterns: readonly AnswerPattern[] = [
  { services: [HAND_OVER_SERVICE, STATUS_SERVICE, FEEDBACK_SERVICE], forms: [vneid, sharedSoftware] },
];
