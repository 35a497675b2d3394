import { expect, it } from "vitest";
import { DEFAULT_ANSWER_RULES } from "../../../src/destinations/answers/answer-rules.ts";
import { answerToOutcome } from "../../../src/destinations/answers/answer-to-outcome.ts";
import { toInquiryAnswer } from "../../../src/destinations/answers/inquiry-answer.ts";

function answered(text: string) {
  const body = new TextEncoder().encode(text);
  const answer = { status: 200, contentType: null, retryAfter: null, body, complete: true };
  const outcome = answerToOutcome(answer, { purpose: "lookup", now: 0, secrets: [], rules: DEFAULT_ANSWER_RULES });
  return { answer, outcome };
}

it.each([
  ["a yes", '{"error_code":"0","result":[]}', { error_code: "0", result: [] }],
  ["a form that only the sector knows", '{"value":[1]}', { value: [1] }],
  ["a form that only the sector knows, of nothing", "null", null],
])("a sector gets to read %s", (_name, text, json) => {
  const { answer, outcome } = answered(text);
  expect(toInquiryAnswer(answer, outcome)).toEqual({ kind: "answer", json, outcome });
});

it.each([
  ["a no", '{"error_code":"-1","message":"Sai"}'],
  ["a page", "<html></html>"],
  ["what is no JSON", "?"],
])("a sector is not asked to read %s", (_name, text) => {
  const { answer, outcome } = answered(text);
  expect(toInquiryAnswer(answer, outcome)).toEqual({ kind: "no-answer", outcome });
});

it("a sector is not asked to read what is no JSON, even where it was taken for a yes", () => {
  const { answer } = answered("?");
  const { outcome } = answered('{"error_code":"0"}');
  expect(toInquiryAnswer(answer, outcome)).toEqual({ kind: "no-answer", outcome });
});
