import { z } from "zod";
import { answerToOutcome } from "../../answers/answer-to-outcome.ts";
import { tryJson } from "../../answers/json-text.ts";
import type { AnswerRules } from "../../answers/answer-rules.ts";
import { composeOutcome } from "../../answers/compose-outcome.ts";
import { exchange, type ExchangeOptions } from "../exchange.ts";
import type { Session } from "../envelope/session-keeper.ts";

/** An access token as RFC 6749, section 5.1, has it; the rest of the answer is of no use here. */
const tokenAnswer = z.looseObject({ access_token: z.string().min(1) });

/**
 * Asks for a token with the client-credentials grant (RFC 6749, section 4.4), key and secret in a Basic header.
 * Never rejects for what the network or the server do.
 */
export async function requestToken(
  wire: ExchangeOptions,
  options: {
    readonly tokenUrl: string;
    readonly username: string;
    readonly password: string;
    readonly now: number;
    readonly rules: AnswerRules;
  },
): Promise<Session> {
  const { tokenUrl, username, password, now, rules } = options;
  const credentials = Buffer.from(`${encodeURIComponent(username)}:${encodeURIComponent(password)}`).toString("base64");
  const secrets = [password, credentials];
  const got = await exchange(wire, {
    purpose: "login",
    url: tokenUrl,
    headers: {
      Accept: "application/json",
      "Content-Type": "application/x-www-form-urlencoded",
      Authorization: `Basic ${credentials}`,
    },
    body: new TextEncoder().encode("grant_type=client_credentials"),
    secrets,
  });
  if ("failed" in got) return got;
  const read = tokenAnswer.safeParse(tryJson(new TextDecoder().decode(got.answer.body)));
  if (read.success && got.answer.status === 200) return { token: read.data.access_token };
  const outcome = answerToOutcome(got.answer, { purpose: "login", now, secrets, rules });
  if (outcome.kind !== "delivered" && outcome.cause !== "unexpected-json") return { failed: outcome };
  return { failed: composeOutcome("login-without-session", { ...outcome, purpose: "login" }) };
}
