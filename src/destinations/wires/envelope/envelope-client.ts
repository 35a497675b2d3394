import type { ReceiptRules } from "#core/proof/found-signature.ts";
import type { JsonObject } from "#core/message/message.ts";
import type { InquiryAnswer, Outcome } from "#core/delivery/outcome.ts";
import type { Clock, Portal, SealedEnvelope } from "#core/ports/ports.ts";
import { adapterUrl, type AdapterAddress } from "./adapter-url.ts";
import { answerToOutcome } from "../../answers/answer-to-outcome.ts";
import { DEFAULT_ANSWER_RULES, type AnswerRules } from "../../answers/answer-rules.ts";
import { toInquiryAnswer } from "../../answers/inquiry-answer.ts";
import { toLookup } from "../../answers/lookup-answer.ts";
import { composeOutcome } from "../../answers/compose-outcome.ts";
import { encodeEnvelope, encodeQuestion } from "./envelope-bytes.ts";
import { exchange, type ExchangeOptions, type ShortRetries, type WireFetch } from "../exchange.ts";
import { answerToSession, encodeLogin, type Credentials } from "./login.ts";
import { judgeReceipt } from "../../answers/receipt.ts";
import { askRenewing, createSessionDoubt, type AskedOnce } from "../session-doubt.ts";
import { createSessionKeeper, type Session } from "./session-keeper.ts";

export interface PortalClientOptions extends AdapterAddress, Credentials {
  /** Code of the calling unit (`madonvi`), e.g. `000.00.00.H26`. */
  readonly unitCode: string;
  /** Limit of one attempt. One-stop clients wait 6 to 60 seconds. Milliseconds. */
  readonly timeoutMs: number;
  readonly fetch: WireFetch;
  readonly clock: Clock;
  /** Default 10. */
  readonly sessionMinutes?: number;
  /** Default 1 MiB. */
  readonly maxAnswerBytes?: number;
  /** Default 2 retries, the first after 100 ms. */
  readonly shortRetries?: ShortRetries;
  /** Default 30 000. */
  readonly pauseAfterRefusalMs?: number;
  /** Default {@link DEFAULT_ANSWER_RULES}. */
  readonly answerRules?: AnswerRules;
  /** Absent: nobody looks at signatures of answers. */
  readonly receipts?: ReceiptRules;
}

/**
 * Client of the national portal, or of a ministry's system behind the same door.
 *
 * @throws Fault `config-invalid` when the address is none.
 */
export function createPortalClient(options: PortalClientOptions): Portal {
  const { clock, unitCode, username, password } = options;
  const rules = options.answerRules ?? DEFAULT_ANSWER_RULES;
  const loginUrl = adapterUrl(options, "mapi/login");
  const serviceUrl = adapterUrl(options, "mapi/g");
  const wire: ExchangeOptions = {
    fetch: options.fetch,
    timeoutMs: options.timeoutMs,
    maxAnswerBytes: options.maxAnswerBytes ?? 1_048_576,
    shortRetries: options.shortRetries ?? { retries: 2, delayMs: 100 },
  };
  const headers = {
    Accept: "application/json",
    "Content-Type": "application/json",
    Charset: "utf-8",
    dstcode: options.dstcode,
  };
  const keeper = createSessionKeeper({
    sessionMinutes: options.sessionMinutes ?? 10,
    pauseAfterRefusalMs: options.pauseAfterRefusalMs ?? 30_000,
    clock,
    login,
  });
  const doubt = createSessionDoubt(clock);

  async function login(): Promise<Session> {
    const body = encodeLogin({ username, password });
    const secrets = [password];
    const got = await exchange(wire, { purpose: "login", url: loginUrl, headers, body, secrets });
    return "failed" in got ? got : answerToSession(got.answer, { now: clock.now(), secrets, rules });
  }

  async function session(signal?: AbortSignal): Promise<Session> {
    const notSent: Session = { failed: composeOutcome("not-sent", { purpose: "login" }) };
    if (signal === undefined) return keeper.current();
    if (signal.aborted) return notSent;
    // The login is shared: who stops waiting must not stop it for the others.
    const aborted = Promise.withResolvers<Session>();
    const stopWaiting = () => aborted.resolve(notSent);
    signal.addEventListener("abort", stopWaiting, { once: true });
    try {
      return await Promise.race([keeper.current(), aborted.promise]);
    } finally {
      signal.removeEventListener("abort", stopWaiting);
    }
  }

  async function send(envelope: SealedEnvelope, signal?: AbortSignal, mayWrite?: () => boolean): Promise<Outcome> {
    const { service, dossierCodes, signature, body, token } = envelope;
    const secrets = [token];
    const judgeSession = doubt.begin(token);
    const sentAt = clock.now();
    const got = await exchange(wire, {
      purpose: "delivery",
      url: serviceUrl,
      headers: {
        ...headers,
        "X-Request-Id": envelope.id,
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
  }

  async function askOnce(service: string, question: JsonObject, signal?: AbortSignal): Promise<AskedOnce> {
    const opened = await session(signal);
    if ("failed" in opened) return { answered: { kind: "no-answer", outcome: opened.failed } };
    const { token } = opened;
    const secrets = [token];
    const body = encodeQuestion(service, question, { unitCode, token });
    const judgeSession = doubt.begin(token);
    const sentAt = clock.now();
    const got = await exchange(wire, { purpose: "lookup", url: serviceUrl, headers, body, secrets, signal });
    if ("failed" in got) return { answered: { kind: "no-answer", outcome: got.failed }, token };
    const context = { purpose: "lookup", service, now: clock.now(), secrets, rules } as const;
    const said = answerToOutcome(got.answer, context);
    const judged = await judgeReceipt(options.receipts, got, said, { purpose: "lookup", sentAt });
    const outcome = judgeSession(service, judged);
    return { answered: toInquiryAnswer(got.answer, outcome), token };
  }

  const ask = (service: string, body: JsonObject, signal?: AbortSignal): Promise<InquiryAnswer> =>
    askRenewing(keeper, doubt, () => askOnce(service, body, signal));

  return {
    session,
    renounce: (token) => keeper.renounce(token),
    encode: (content, token) => encodeEnvelope(content, { unitCode, token }),
    send,
    ask,
    // The portal wants `mahoso` in lower case here.
    lookup: async (dossierCode, signal) =>
      toLookup(await ask("TraCuuHoSo", { mahoso: dossierCode }, signal), dossierCode),
  };
}
