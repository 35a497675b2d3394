import { z } from "zod";
import type { AnswerPattern } from "#core/sector/answer-pattern.ts";
import { complaintsIn } from "#schemas/portal/field-complaints.ts";
import { ministryFault } from "#schemas/portal/ministry-errors.ts";
import { codeOfNo, MINISTRY_HAS_IT, ministryText, validationAnswer } from "#schemas/portal/ministry-answer.ts";
import { STATUS_SERVICE } from "./ngsp/inquiry.ts";
import { HAND_OVER_SERVICE } from "./ngsp/application-message.ts";
import { FEEDBACK_SERVICE } from "./vneid/status-feedback.ts";

/** The VNeID channel: `statusCode` "00" is yes. */
const vneid = z
  .looseObject({ statusCode: z.string(), errorDetail: ministryText })
  .transform(({ statusCode, errorDetail }) => ({
    error_code: statusCode,
    message: errorDetail,
    ...about(errorDetail),
  }));

/** The shared criminal-records software: `STATUS` 1 is yes, `DESCRIPTION` says why not. */
const sharedSoftware = z
  .looseObject({ STATUS: z.union([z.string(), z.number()]).transform(String), DESCRIPTION: ministryText })
  .transform(({ STATUS, DESCRIPTION }) => ({
    error_code: STATUS === "1" ? "0" : codeOfNo(STATUS),
    message: DESCRIPTION,
    ...about(DESCRIPTION),
  }));

/** What a no is about, by the ministry's name for it: these systems number otherwise; and the fields it names. */
function about(description: string) {
  return { fault: ministryFault("", description), complaints: complaintsIn(description) };
}

/**
 * All of them, for which stands behind a service is a province's affair (observed in one-stop clients); the Ministry of
 * Justice has the form of validation at its other services.
 */
export const answerPatterns: readonly AnswerPattern[] = [
  {
    services: [HAND_OVER_SERVICE, STATUS_SERVICE, FEEDBACK_SERVICE],
    forms: [vneid, sharedSoftware, validationAnswer],
    received: MINISTRY_HAS_IT,
  },
];
