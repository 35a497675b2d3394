import type { AnswerPattern } from "#core/sector/answer-pattern.ts";
import { MINISTRY_HAS_IT, validationAnswer } from "#schemas/portal/ministry-answer.ts";
import { INTERLINKED_STATUS_SERVICE } from "./interlinked/messages.ts";
import { REGISTER_SERVICE } from "./ministry/envelope.ts";
import { STATUS_SERVICE } from "./ministry/inquiry.ts";

/** The Ministry of Justice and the interlinking software, which say in the form of validation what is wrong with a form. */
export const answerPatterns: readonly AnswerPattern[] = [
  {
    services: [REGISTER_SERVICE, STATUS_SERVICE, INTERLINKED_STATUS_SERVICE],
    forms: [validationAnswer],
    received: MINISTRY_HAS_IT,
  },
];
