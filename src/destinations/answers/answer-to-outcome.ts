import { createHash } from "node:crypto";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { AnswerPattern, ReadAnswer } from "#core/sector/answer-pattern.ts";
import { isSuccess, portalAnswer } from "#schemas/portal/answer.ts";
import type { FieldComplaint } from "#schemas/portal/field-complaints.ts";
import { ministryAnswer } from "#schemas/portal/ministry-answer.ts";
import { CAUSES, type WireCause } from "#core/delivery/causes.ts";
import { composeOutcome, type OutcomeDetails, type RequestPurpose } from "./compose-outcome.ts";
import { excerptOf, quoteOf } from "./evidence-text.ts";
import { doubtOfYes, isPlainYes } from "./doubtful-yes.ts";
import { itemOutcomes, withSaid } from "./item-outcomes.ts";
import { tryJson } from "./json-text.ts";
import { isLoginPage } from "./login-page.ts";
import { retryAfterMs } from "#core/delivery/retry-after.ts";
import type { AnswerRules } from "./answer-rules.ts";
import { causeOfVerdict, isUnclear, patternOf, wordsBesideYes } from "./verdict-cause.ts";

/** An answer as it came over the wire. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly retryAfter: string | null;
  /** The `Date` header, by the sender's clock. */
  readonly date?: string | null;
  readonly body: Uint8Array;
  /** False when the body was longer than the limit and only its head is here. */
  readonly complete: boolean;
}

export interface AnswerContext {
  readonly purpose: RequestPurpose;
  /** Service that was called, where known; ministries' systems behind the same door word some things their own way. */
  readonly service?: string | undefined;
  /** The dossier each item of a write is about, in the order sent; absent: its answer is read as a whole. */
  readonly dossierCodes?: readonly string[];
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
 * status says, then the status alone. Doubt ends in `unknown`. Of a write the JSON is read item by item.
 */
export function answerToOutcome(answer: HttpAnswer, context: AnswerContext): Outcome {
  const text = new TextDecoder().decode(answer.body);
  const read = answer.complete ? readAnswer(text, patternOf(context)) : undefined;
  const wait = retryAfterMs(answer.retryAfter, answer.date ?? null, context.now, context.rules.longestRetryAfterMs);
  const details = {
    purpose: context.purpose,
    httpStatus: answer.status,
    excerpt: excerptOf(text, context.secrets),
    errorCode: read && quoteOf(read.error_code, context.secrets),
    said: read && quoteOf(read.message, context.secrets),
    complaints: read?.complaints && quotable(read.complaints, context.secrets),
    answerSha256: answer.complete ? createHash("sha256").update(answer.body).digest("hex") : undefined,
    retryAfterMs: wait,
  } satisfies OutcomeDetails;
  const settled = byStatus(answer.status);
  const cause = settled ?? (read === undefined ? byForm(answer, text) : byContent(read, answer, context));
  const outcome = withSaid(withStatus(atPurpose(cause, context.purpose), details), details.said);
  if (settled === undefined && read !== undefined && context.purpose === "delivery") {
    const { dossierCodes = [] } = context;
    const itemised = itemOutcomes({ cause, result: read.result, details }, { ...context, dossierCodes });
    if (itemised !== null) return itemised;
    const doubt = cause === "accepted" ? doubtOfYes(tryJson(text) ?? null, read.message, dossierCodes) : null;
    if (doubt !== null) {
      const doubted = quoteOf(doubt, context.secrets);
      return withSaid(composeOutcome("no-inside-yes", { ...details, said: doubted }), doubted);
    }
  }
  return mayBeTheSession(outcome, read, context) ? { ...outcome, doubtsSession: true } : outcome;
}

/** An answer in the portal's words, with what it says beside them. */
type WholeRead = ReadAnswer & { readonly result?: unknown };

/** What is said of single fields, fit to be kept; what it is about is told by the receiver's own names. */
function quotable(complaints: readonly FieldComplaint[], secrets: readonly string[]): FieldComplaint[] {
  return complaints.slice(0, MOST_COMPLAINTS).map(({ fields, said }) => ({ fields, said: quoteOf(said, secrets) }));
}

/** More complaints than this about one dossier help nobody. */
const MOST_COMPLAINTS = 50;

/** The answer in `text` in the portal's words; undefined when it is not JSON of a form that was ever seen. */
function readAnswer(text: string, pattern: AnswerPattern | undefined): WholeRead | undefined {
  const json = tryJson(text);
  for (const form of [portalAnswer, ...(pattern?.forms ?? []), ministryAnswer]) {
    const read = form.safeParse(json);
    if (read.success) return withSentence(read.data);
  }
  return undefined;
}

/** A sentence may stand in the place of the result. */
function withSentence(read: WholeRead): WholeRead {
  return read.message === "" && typeof read.result === "string" ? { ...read, message: read.result } : read;
}

/** Whether the outcome follows from the status, whatever the body says. */
export function isSettledByStatus({ status }: HttpAnswer): boolean {
  return byStatus(status) !== undefined;
}

/** What the status alone settles. A 5xx other than 503 may come after the portal stored the dossier. */
function byStatus(status: number): WireCause | undefined {
  // 419 and 440 are what some servers say of a session that ended.
  if (status === 401 || status === 419 || status === 440) return "session-refused";
  if (status === 429) return "rate-limited";
  if (status === 503) return "http-503";
  if (status >= 500) return "http-5xx";
  if (status >= 300 && status < 400) return "redirected";
  return undefined;
}

function byContent(read: WholeRead, { status, retryAfter }: HttpAnswer, context: AnswerContext): WireCause {
  const cause = causeOfVerdict(read, context);
  if (cause === "accepted" && status >= 400) return "contradictory-answer";
  if (context.purpose === "delivery") {
    // A code of yes beside words of another state, or of no beside a plain yes, is believed for neither.
    if (cause === "accepted" && !isPlainYes(read.message)) return wordsBesideYes(read, context);
    if (cause === "error-code" && isPlainYes(read.message)) return "unclear-answer";
  }
  // Of a question «the dossier exists» is the answer, not a clash with what was sent.
  if (context.purpose === "lookup" && isSuccess(read)) return "accepted";
  // A header that says when to come back is more than words, and a question holds nothing that could be at fault.
  const isState = retryAfter !== null || context.purpose !== "delivery";
  return cause === "maintenance-words" && isState ? "maintenance" : cause;
}

/** At the login every "no" is about the account, for nothing else was sent; a page there is a wrong address. */
function atPurpose(cause: WireCause, purpose: RequestPurpose): WireCause {
  // A question holds nothing of a dossier's that could be at fault.
  if (purpose === "lookup" && cause === "error-code") return "lookup-refused";
  if (purpose !== "login") return cause;
  if (cause === "login-page") return "html-instead-of-json";
  const { kind } = CAUSES[cause];
  const isNo =
    kind === "refused" || kind === "session-refused" || kind === "already-exists" || kind === "dossier-unknown";
  return isNo ? "login-refused" : cause;
}

/**
 * Whether the answer may mean no more than that the session ended, and surely means that nothing was applied: a front end
 * sent the request away, or a no says nothing of the data. A question changes nothing, so of one any page may.
 */
function mayBeTheSession(outcome: Outcome, read: WholeRead | undefined, { purpose, rules }: AnswerContext): boolean {
  if (purpose === "login") return false;
  const cause = outcome.cause as WireCause;
  if (cause === "redirected" || cause === "http-403" || cause === "access-denied") return true;
  if (cause === "html-instead-of-json") return purpose === "lookup";
  const isNo = cause === "error-code" || cause === "lookup-refused";
  return isNo && read !== undefined && isUnclear(read, rules);
}

const CLIENT_ERRORS: Readonly<Record<number, WireCause>> = {
  403: "http-403",
  404: "http-404",
  405: "http-405",
  408: "http-408",
  413: "http-413",
  415: "http-415",
};

/** Causes that stand for several statuses report their own, e.g. `http-502`. */
function withStatus(cause: WireCause, details: OutcomeDetails & { readonly httpStatus: number }): Outcome {
  const isMany = cause === "http-5xx" || cause === "http-4xx";
  return composeOutcome(cause, isMany ? { ...details, causeCode: `http-${details.httpStatus}` } : details);
}

/** What an answer means that holds nothing in the portal's words. */
function byForm(answer: HttpAnswer, text: string): WireCause {
  if (answer.status >= 400) return CLIENT_ERRORS[answer.status] ?? "http-4xx";
  if (!answer.complete) return "answer-too-large";
  const start = text.trimStart();
  if (start === "") return "empty-answer";
  if (start.startsWith("<") || /\bhtml\b/i.test(answer.contentType ?? ""))
    return isLoginPage(text) ? "login-page" : "html-instead-of-json";
  return tryJson(text) === undefined ? "bad-json" : "unexpected-json";
}
