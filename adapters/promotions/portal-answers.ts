import type { AnswerPattern } from "#core/sector/answer-pattern.ts";
import { STATUS_SERVICE } from "./sector-messages.ts";

/** The national portal itself takes these statuses: what a ministry means by «đã được tiếp nhận» says nothing here. */
export const answerPatterns: readonly AnswerPattern[] = [{ services: [STATUS_SERVICE], received: null }];
