import { canonicalJson } from "#core/message/canonical-json.ts";
import { loginAnswer, sessionOf } from "#schemas/portal/login.ts";
import { answerToOutcome, type HttpAnswer, type AnswerContext } from "../../answers/answer-to-outcome.ts";
import { tryJson } from "../../answers/json-text.ts";
import { composeOutcome } from "../../answers/compose-outcome.ts";
import type { Session } from "./session-keeper.ts";

/** Account issued by the portal's owner. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Body of a login. */
export function encodeLogin({ username, password }: Credentials): Uint8Array {
  return new TextEncoder().encode(canonicalJson({ username, password }));
}

/** The session in an answer to a login, or what its absence means. Pure; never throws. */
export function answerToSession(answer: HttpAnswer, context: Omit<AnswerContext, "purpose">): Session {
  const read = loginAnswer.safeParse(tryJson(new TextDecoder().decode(answer.body)));
  const token = read.success ? sessionOf(read.data) : null;
  const outcome = answerToOutcome(answer, { ...context, purpose: "login" });
  if (outcome.kind !== "delivered") return { failed: outcome };
  return token === null
    ? { failed: composeOutcome("login-without-session", { ...outcome, purpose: "login" }) }
    : { token };
}
