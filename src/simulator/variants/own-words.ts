import type { JsonObject } from "#core/message/message.ts";
import type { DeskAnswer } from "../portal-answer.ts";

/** The portal's answer with these words in the place of code and message; a ministry's that has its own form stays. */
export function saidAs(answer: DeskAnswer, words: JsonObject): DeskAnswer {
  const { session, result, ownWords } = answer;
  if (ownWords !== undefined) return answer;
  return {
    ...answer,
    ownWords: { ...words, ...(session !== undefined && { session }), ...(result && { result }) },
  };
}

/** The same answer with another `result`, which need not be a list, or without any. */
export function withResult({ result: _result, ...answer }: DeskAnswer, result?: JsonObject | null): DeskAnswer {
  return result === undefined ? answer : { ...answer, more: { ...answer.more, result } };
}
