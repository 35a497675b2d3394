import { createHash } from "node:crypto";
import type { JsonValue } from "#core/message/message.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { AnswerPattern, ReadAnswer } from "#core/sector/answer-pattern.ts";
import type { FieldComplaint } from "#schemas/portal/field-complaints.ts";
import { isSuccess, portalAnswer, saysAlreadyExists } from "#schemas/portal/answer.ts";
import { ministryAnswer } from "#schemas/portal/ministry-answer.ts";
import { CAUSES, type WireCause } from "#core/delivery/causes.ts";
import { composeOutcome, type OutcomeDetails, type RequestPurpose } from "./compose-outcome.ts";
import { excerptOf, quoteOf } from "./evidence-text.ts";
import { retryAfterMs } from "#core/delivery/retry-after.ts";

/** An answer as it came over the wire. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly retryAfter: string | null;
  readonly body: Uint8Array;
  /** False when the body was longer than the limit and only its head is here. */
  readonly complete: boolean;
}

/** How this portal words what no published list defines. Patterns are matched against NFC text and must ignore case. */
export interface AnswerRules {
  /** `error_code` values that mean that the session is not good. None are published. */
  readonly sessionCodes: readonly string[];
  /** Messages, beside a non-zero `error_code`, that mean the same. */
  readonly sessionPattern: RegExp;
  /** Messages that mean maintenance or overload: the data are not at fault. */
  readonly maintenancePattern: RegExp;
  /**
   * Messages of ministries' systems to content they have already, beside a non-zero code: a yes (observed at several of
   * them). Not applied to the portal's own services.
   */
  readonly receivedPattern: RegExp;
  /** Messages of the same systems to content that differs from what they have and that they will not change. */
  readonly notUpdatablePattern: RegExp;
  /** What sectors know better of the systems they report to. */
  readonly patterns: readonly AnswerPattern[];
  /** A longer `Retry-After` is cut to this, so that one wrong header cannot stop delivery for days. Milliseconds. */
  readonly longestRetryAfterMs: number;
}

/** The wording assumed until a portal is seen to differ; `phiên bản` (version) is not a session. */
export const DEFAULT_ANSWER_RULES: AnswerRules = {
  sessionCodes: [],
  sessionPattern: /phiên(?!\s+bản)|session|đăng nhập|token/iu,
  maintenancePattern: /bảo trì|quá tải|tạm ngừng|maintenance|overload/iu,
  receivedPattern: /đã được tiếp nhận/iu,
  notUpdatablePattern: /không (?:thể|được) cập nhật/iu,
  patterns: [],
  longestRetryAfterMs: 3_600_000,
};

export interface AnswerContext {
  readonly purpose: RequestPurpose;
  /** Service that was called, where known; ministries' systems behind the same door word some things their own way. */
  readonly service?: string | undefined;
  /** For `Retry-After` given as a date. Milliseconds since the epoch. */
  readonly now: number;
  /** Texts that must not appear in the outcome, such as the session token. */
  readonly secrets: readonly string[];
  readonly rules: AnswerRules;
}

/**
 * Classifies an answer of the portal or of the adapter before it. Pure; never throws, whatever comes.
 *
 * The status decides first where it leaves no doubt (401, 429, 5xx, redirects), then the portal's own JSON, whatever the
 * status says, then the status alone. Doubt ends in `unknown`.
 */
export function answerToOutcome(answer: HttpAnswer, context: AnswerContext): Outcome {
  const text = new TextDecoder().decode(answer.body);
  const pattern = patternOf(context);
  const read = answer.complete ? readAnswer(text, pattern) : undefined;
  const message = (read?.message ?? "").normalize("NFC");
  const wait = retryAfterMs(answer.retryAfter, context.now, context.rules.longestRetryAfterMs);
  const details: OutcomeDetails = {
    purpose: context.purpose,
    httpStatus: answer.status,
    excerpt: excerptOf(text, context.secrets),
    ...(read !== undefined && { errorCode: quoteOf(read.error_code, context.secrets) }),
    ...(read !== undefined && { said: quoteOf(message, context.secrets) }),
    ...(read?.complaints !== undefined && { complaints: quotable(read.complaints, context.secrets) }),
    ...(answer.complete && { answerSha256: createHash("sha256").update(answer.body).digest("hex") }),
    ...(wait !== undefined && { retryAfterMs: wait }),
  };
  const cause = byStatus(answer.status) ?? (read && byContent(read, message, answer.status, context, pattern));
  if (cause !== undefined) return withStatus(context.purpose === "login" ? atLogin(cause) : cause, details);
  if (answer.status >= 400 && answer.status < 500) return withStatus(clientError(answer.status), details);
  return composeOutcome(unreadable(answer, text), details);
}

/** What is said of single fields, fit to be kept; what it is about is told by the receiver's own names. */
function quotable(complaints: readonly FieldComplaint[], secrets: readonly string[]): FieldComplaint[] {
  return complaints.slice(0, MOST_COMPLAINTS).map(({ fields, said }) => ({ fields, said: quoteOf(said, secrets) }));
}

/** More complaints than this about one dossier help nobody. */
const MOST_COMPLAINTS = 50;

function patternOf({ service, rules }: AnswerContext): AnswerPattern | undefined {
  return service === undefined ? undefined : rules.patterns.find(({ services }) => services.includes(service));
}

/** The answer in `text` in the portal's words; undefined when it is not JSON of a form that was ever seen. */
function readAnswer(text: string, pattern: AnswerPattern | undefined): ReadAnswer | undefined {
  const json = tryJson(text);
  if (json === undefined) return undefined;
  for (const form of [portalAnswer, ...(pattern?.forms ?? []), ministryAnswer]) {
    const read = form.safeParse(json);
    if (read.success) return read.data;
  }
  return undefined;
}

/** Whether the outcome follows from the status, whatever the body says. */
export function isSettledByStatus({ status }: HttpAnswer): boolean {
  return byStatus(status) !== undefined;
}

/** What the status alone settles. A 5xx other than 503 may come after the portal stored the dossier. */
function byStatus(status: number): WireCause | undefined {
  if (status === 401) return "session-refused";
  if (status === 429) return "rate-limited";
  if (status === 503) return "http-503";
  if (status >= 500) return "http-5xx";
  if (status >= 300 && status < 400) return "redirected";
  return undefined;
}

function byContent(
  read: ReadAnswer,
  message: string,
  status: number,
  context: AnswerContext,
  pattern: AnswerPattern | undefined,
): WireCause {
  const { rules, service } = context;
  const { received = rules.receivedPattern, notUpdatable = rules.notUpdatablePattern, unavailable } = pattern ?? {};
  const isMinistry = service !== undefined && !OWN_SERVICES.has(service);
  if (!isMinistry && saysAlreadyExists(read)) return "already-exists";
  if (isSuccess(read)) return status >= 400 ? "contradictory-answer" : "accepted";
  if (read.fault != null) return read.fault;
  if (rules.sessionCodes.includes(read.error_code) || matches(rules.sessionPattern, message)) return "session-refused";
  if (matches(rules.maintenancePattern, message)) return "maintenance";
  if (unavailable !== undefined && matches(unavailable, message)) return "maintenance";
  if (isMinistry && received !== null && matches(received, message)) {
    return matches(notUpdatable, message) ? "received-not-updatable" : "already-received";
  }
  return "error-code";
}

/** Writing services of the national portal itself that all sectors use. */
const OWN_SERVICES = new Set(["DongBoHoSoMC", "CapNhatTienDoHoSoMC"]);

/** At the login every "no" is about the account, for nothing else was sent. */
function atLogin(cause: WireCause): WireCause {
  const { kind } = CAUSES[cause];
  return kind === "refused" || kind === "session-refused" || kind === "already-exists" ? "login-refused" : cause;
}

/** A pattern given with the flag `g` would remember where it stopped; `search` does not. */
function matches(pattern: RegExp, text: string): boolean {
  return text.search(pattern) !== -1;
}

const CLIENT_ERRORS: Readonly<Record<number, WireCause>> = {
  403: "http-403",
  404: "http-404",
  405: "http-405",
  408: "http-408",
  413: "http-413",
  415: "http-415",
};

function clientError(status: number): WireCause {
  return CLIENT_ERRORS[status] ?? "http-4xx";
}

/** Causes that stand for several statuses report their own, e.g. `http-502`. */
function withStatus(cause: WireCause, details: OutcomeDetails): Outcome {
  const { httpStatus } = details;
  const many = httpStatus !== undefined && (cause === "http-5xx" || cause === "http-4xx");
  return composeOutcome(cause, many ? { ...details, causeCode: `http-${httpStatus}` } : details);
}

function unreadable(answer: HttpAnswer, text: string): WireCause {
  if (!answer.complete) return "answer-too-large";
  const start = text.trimStart();
  if (start === "") return "empty-answer";
  if (start.startsWith("<") || /\bhtml\b/i.test(answer.contentType ?? "")) return "html-instead-of-json";
  return tryJson(text) === undefined ? "bad-json" : "unexpected-json";
}

/** Parsed JSON, or undefined for text that is none. */
export function tryJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // Not JSON is an answer like any other here; the caller classifies it.
    return undefined;
  }
}
