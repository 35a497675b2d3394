import type { InquiryAnswer, Outcome } from "#core/delivery/outcome.ts";
import type { HttpAnswer } from "./answer-to-outcome.ts";
import { tryJson } from "./json-text.ts";

/**
 * An answer a sector can read: JSON that says yes, or that is of a form of its own (ministries' systems have other words
 * for `error_code`), which only the sector understands.
 */
export function toInquiryAnswer(answer: HttpAnswer, outcome: Outcome): InquiryAnswer {
  const json = tryJson(new TextDecoder().decode(answer.body));
  const readable = outcome.kind === "delivered" || outcome.cause === "unexpected-json";
  if (json === undefined || !readable) return { kind: "no-answer", outcome };
  return { kind: "answer", json, outcome };
}
