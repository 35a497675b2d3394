import type { JsonObject } from "#core/message.ts";
import type { Lookup, Outcome } from "#core/outcome.ts";
import type { Clock, Portal, SealedEnvelope } from "#core/ports.ts";
import { dossierLookupAnswer } from "#schemas/portal/dossier-lookup.ts";
import { adapterUrl, type AdapterAddress } from "./adapter-url.ts";
import { answerToOutcome, DEFAULT_ANSWER_RULES, tryJson, type Answer, type AnswerRules } from "./answer-to-outcome.ts";
import { composeOutcome } from "./compose-outcome.ts";
import { encodeEnvelope, encodeLookup, readTail } from "./envelope-bytes.ts";
import { exchange, type Exchanged, type ExchangeOptions, type ShortRetries, type WireFetch } from "./exchange.ts";
import { answerToSession, encodeLogin, type Credentials } from "./login.ts";
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
  /** Where this portal words things otherwise than {@link DEFAULT_ANSWER_RULES}. */
  readonly answerRules?: Partial<AnswerRules>;
}

/**
 * Client of the national portal, or of a ministry's system behind the same door.
 *
 * @throws Fault `config-invalid` when the address is none.
 */
export function createPortalClient(options: PortalClientOptions): Portal {
  const { clock, unitCode, username, password } = options;
  const rules: AnswerRules = { ...DEFAULT_ANSWER_RULES, ...options.answerRules };
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

  async function send(envelope: SealedEnvelope, signal?: AbortSignal): Promise<Outcome> {
    const { signature, body } = envelope;
    const tail = readTail(body);
    const secrets = tail === undefined ? [] : [tail.token];
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
    });
    if ("failed" in got) return got.failed;
    return answerToOutcome(got.answer, {
      purpose: "delivery",
      service: tail?.service,
      now: clock.now(),
      secrets,
      rules,
    });
  }

  /** One look-up with one session; the token comes back so that a refused one can be renounced. */
  async function ask(dossierCode: string, signal?: AbortSignal): Promise<{ lookup: Lookup; token?: string }> {
    const opened = await session(signal);
    if ("failed" in opened) return { lookup: { kind: "no-answer", outcome: opened.failed } };
    const { token } = opened;
    const secrets = [token];
    const body = encodeLookup(dossierCode, { unitCode, token });
    const got = await exchange(wire, { purpose: "lookup", url: serviceUrl, headers, body, secrets, signal });
    return { lookup: readLookup(got, secrets), token };
  }

  function readLookup(got: Exchanged, secrets: readonly string[]): Lookup {
    if ("failed" in got) return { kind: "no-answer", outcome: got.failed };
    const outcome = answerToOutcome(got.answer, { purpose: "lookup", now: clock.now(), secrets, rules });
    return outcome.kind === "delivered" ? answerToLookup(got.answer, outcome) : { kind: "no-answer", outcome };
  }

  return {
    session,
    renounce: (token) => keeper.renounce(token),
    encode: (content, token) => encodeEnvelope(content, { unitCode, token }),
    send,
    async lookup(dossierCode, signal) {
      const first = await ask(dossierCode, signal);
      const refused = first.lookup.kind === "no-answer" && first.lookup.outcome.kind === "session-refused";
      if (!refused || first.token === undefined) return first.lookup;
      keeper.renounce(first.token);
      return (await ask(dossierCode, signal)).lookup;
    },
  };
}

/** What a successful answer to `TraCuuHoSo` holds: an empty `result` means that the portal does not know the dossier. */
function answerToLookup(answer: Answer, outcome: Outcome): Lookup {
  const read = dossierLookupAnswer.safeParse(tryJson(new TextDecoder().decode(answer.body)));
  const unreadable = composeOutcome("lookup-unreadable", { ...outcome, purpose: "lookup" });
  if (!read.success) return { kind: "no-answer", outcome: unreadable };
  const record = read.data.result[0];
  if (record === undefined) return { kind: "absent" };
  // What JSON.parse gave is JSON; the schema only says so less exactly.
  return { kind: "found", record: record as JsonObject };
}
