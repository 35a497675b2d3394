import type { Outcome } from "#core/delivery/outcome.ts";
import { DEFAULT_ANSWER_RULES, type AnswerRules } from "../../../src/destinations/answers/answer-rules.ts";
import { answerToOutcome } from "../../../src/destinations/answers/answer-to-outcome.ts";

/** Ten dossiers, and the first three of them. */
export const codes = Array.from({ length: 10 }, (_, index) => `H26.107-260518-000${index}`);
export const [A = "", B = "", C = ""] = codes;

/** What becomes of these dossiers, or of their items, when a write is answered so. */
export function classify(
  body: object,
  dossierCodes: readonly string[],
  status = 200,
  rules: AnswerRules = DEFAULT_ANSWER_RULES,
  service = "DongBoHoSoMC",
): Outcome {
  return answerToOutcome(
    {
      status,
      contentType: "application/json",
      retryAfter: null,
      body: new TextEncoder().encode(JSON.stringify(body)),
      complete: true,
    },
    { purpose: "delivery", service, dossierCodes, now: 0, secrets: [], rules },
  );
}
/** The same of an answer that says yes as a whole, or no. */
export const yes = (result: unknown, dossierCodes: readonly string[] = [A, B]) =>
  classify({ error_code: 0, message: "Thành công", result }, dossierCodes);
export const no = (result: unknown, dossierCodes: readonly string[] = [A, B]) =>
  classify({ error_code: -1, message: "Có hồ sơ lỗi", result }, dossierCodes);
/** Each item's kind, where the answer tells them apart. */
export const kinds = ({ kind, items }: Outcome) => items?.map((item) => item.kind) ?? kind;
