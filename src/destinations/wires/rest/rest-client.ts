import { canonicalJson } from "#core/message/canonical-json.ts";
import type { ReceiptRules } from "#core/proof/found-signature.ts";
import type { JsonObject } from "#core/message/message.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { Clock, Portal, SealedEnvelope } from "#core/ports/ports.ts";
import { answerToOutcome } from "../../answers/answer-to-outcome.ts";
import { DEFAULT_ANSWER_RULES, type AnswerRules } from "../../answers/answer-rules.ts";
import { toInquiryAnswer } from "../../answers/inquiry-answer.ts";
import { composeOutcome } from "../../answers/compose-outcome.ts";
import { exchange, type ExchangeOptions, type ShortRetries, type WireFetch } from "../exchange.ts";
import { judgeReceipt } from "../../answers/receipt.ts";
import { askRenewing, createSessionDoubt, type AskedOnce } from "../session-doubt.ts";
import { createSessionKeeper } from "../envelope/session-keeper.ts";
import { requestToken } from "./rest-token.ts";

export interface RestClientOptions {
  /** Base address; the service's name is added to it, e.g. `https://api.example.gov.vn/apiHoTichTuPhap`. */
  readonly url: string;
  /** Where a token is had for key and secret (OAuth 2.0 client credentials); absent: the password is the token. */
  readonly tokenUrl?: string;
  readonly username: string;
  readonly password: string;
  readonly timeoutMs: number;
  readonly fetch: WireFetch;
  readonly clock: Clock;
  /** How long a token is used at most, whatever the server says. Default 10 minutes. */
  readonly sessionMinutes?: number;
  readonly maxAnswerBytes?: number;
  readonly shortRetries?: ShortRetries;
  readonly answerRules?: AnswerRules;
  /** Absent: nobody looks at signatures of answers. */
  readonly receipts?: ReceiptRules;
}

/**
 * Client of a ministry's services that are reached one by one (`POST {url}/{service}` with a bearer token) instead of
 * through the portal's envelope. The bytes hold nothing but the message, so a retry sends the same under any token.
 */
export function createRestClient(options: RestClientOptions): Portal {
  const { clock } = options;
  const rules = options.answerRules ?? DEFAULT_ANSWER_RULES;
  const wire: ExchangeOptions = {
    fetch: options.fetch,
    timeoutMs: options.timeoutMs,
    maxAnswerBytes: options.maxAnswerBytes ?? 1_048_576,
    shortRetries: options.shortRetries ?? { retries: 2, delayMs: 100 },
  };
  const keeper = createSessionKeeper({
    sessionMinutes: options.sessionMinutes ?? 10,
    pauseAfterRefusalMs: 30_000,
    clock,
    login: async () => {
      const { tokenUrl, username, password } = options;
      if (tokenUrl === undefined) return { token: password };
      return requestToken(wire, { tokenUrl, username, password, now: clock.now(), rules });
    },
  });
  const urlOf = (service: string) => `${options.url.replace(/\/+$/, "")}/${encodeURIComponent(service)}`;
  const headersOf = (token: string) => ({
    Accept: "application/json",
    "Content-Type": "application/json",
    Authorization: `Bearer ${token}`,
  });

  const doubt = createSessionDoubt(clock);

  async function askOnce(service: string, question: JsonObject, signal?: AbortSignal): Promise<AskedOnce> {
    const opened = await keeper.current();
    if ("failed" in opened) return { answered: { kind: "no-answer", outcome: opened.failed } };
    const { token } = opened;
    const secrets = [token];
    const body = new TextEncoder().encode(canonicalJson(question));
    const call = { purpose: "lookup", url: urlOf(service), headers: headersOf(token), body, secrets, signal } as const;
    const judgeSession = doubt.begin(token);
    const sentAt = clock.now();
    const got = await exchange(wire, call);
    if ("failed" in got) return { answered: { kind: "no-answer", outcome: got.failed }, token };
    const context = { purpose: "lookup", service, now: clock.now(), secrets, rules } as const;
    const said = answerToOutcome(got.answer, context);
    const judged = await judgeReceipt(options.receipts, got, said, { purpose: "lookup", sentAt });
    const outcome = judgeSession(service, judged);
    return { answered: toInquiryAnswer(got.answer, outcome), token };
  }

  return {
    session: () => keeper.current(),
    renounce: (token) => keeper.renounce(token),
    encode: ({ data }) => new TextEncoder().encode(data),

    async send(envelope: SealedEnvelope, signal, mayWrite): Promise<Outcome> {
      const { id, service, dossierCodes, body, signature, token } = envelope;
      const secrets = [token];
      const judgeSession = doubt.begin(token);
      const sentAt = clock.now();
      const got = await exchange(wire, {
        purpose: "delivery",
        url: urlOf(service),
        headers: {
          ...headersOf(token),
          "X-Request-Id": id,
          ...(signature !== null && { [signature.header]: signature.value }),
        },
        body,
        secrets,
        signal,
        mayWrite,
      });
      if ("failed" in got) return got.failed;
      const context = { purpose: "delivery", service, dossierCodes, now: clock.now(), secrets, rules } as const;
      const outcome = answerToOutcome(got.answer, context);
      const judged = await judgeReceipt(options.receipts, got, outcome, { purpose: "delivery", sentAt });
      return judgeSession(service, judged);
    },

    // What such a system holds is asked by the sector's own inquiry; of dossiers as the portal knows them it has none.
    lookup: async () => ({ kind: "no-answer", outcome: composeOutcome("lookup-unreadable", { purpose: "lookup" }) }),

    ask: (service, question, signal) => askRenewing(keeper, doubt, () => askOnce(service, question, signal)),
  };
}
