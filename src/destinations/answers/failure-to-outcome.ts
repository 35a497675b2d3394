import type { Outcome } from "#core/delivery/outcome.ts";
import { CAUSES, type WireCause } from "#core/delivery/causes.ts";
import { composeOutcome, type RequestPurpose } from "./compose-outcome.ts";
import { quoteOf } from "./evidence-text.ts";

/** Codes of errors that happen before the request is written: DNS, connecting, routing. */
const BEFORE_WRITE: Readonly<Record<string, WireCause>> = {
  ECONNREFUSED: "connection-refused",
  ENOTFOUND: "name-not-resolved",
  EAI_AGAIN: "name-not-resolved",
  EAI_FAIL: "name-not-resolved",
  EAI_NODATA: "name-not-resolved",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  EHOSTDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  UND_ERR_CONNECT_TIMEOUT: "connect-timeout",
  UND_ERR_PRX_CONN: "unreachable",
  UND_ERR_PRX_TLS: "tls-failed",
  UND_ERR_CLOSED: "transport-closed",
  UND_ERR_INVALID_ARG: "address-invalid",
  UND_ERR_NOT_SUPPORTED: "address-invalid",
  ERR_INVALID_URL: "address-invalid",
  ERR_MAY_NOT_WRITE: "lease-over",
};

/** Codes of errors after which the portal may have applied the request. */
const AFTER_WRITE: Readonly<Record<string, WireCause>> = {
  ECONNRESET: "connection-lost",
  ECONNABORTED: "connection-lost",
  EPIPE: "connection-lost",
  UND_ERR_SOCKET: "connection-lost",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "connection-lost",
  ETIMEDOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  UND_ERR_HEADERS_OVERFLOW: "not-http",
  UND_ERR_ABORTED: "aborted",
  UND_ERR_ABORT: "aborted",
  UND_ERR_DESTROYED: "aborted",
};

/** OpenSSL's and Node's names for a certificate that is not trusted, not valid or not for this host. */
const CERTIFICATE =
  /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|ERR_TLS_|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|CRL_|EPROTO$)/;
/** Alerts and errors of the TLS handshake itself; other TLS errors may come after the request was written. */
const HANDSHAKE =
  /^ERR_(?:SSL|OSSL)_.*(?:ALERT_.*(?:CERTIFICATE|UNKNOWN_CA|HANDSHAKE|PROTOCOL_VERSION|ACCESS_DENIED|NO_APPLICATION)|HANDSHAKE_FAILURE|WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS|NO_SHARED|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)/;

/** How the attempt ended before an answer was complete. */
export interface FailureContext {
  readonly purpose: RequestPurpose;
  /** Our own time limit ran out. */
  readonly timedOut: boolean;
  /** The caller's signal was aborted. */
  readonly aborted: boolean;
  /** Texts that must not be shown. */
  readonly secrets: readonly string[];
}

/**
 * Classifies what `fetch`, or reading its body, threw. Walks `cause` chains and `AggregateError`s; never throws.
 *
 * `unavailable` only where nothing can have been written (connecting, DNS, TLS handshake); all else is `unknown`.
 * A time limit that ran out counts as `unknown` even if the request may still have been queued: nobody can tell.
 */
export function failureToOutcome(error: unknown, context: FailureContext): Outcome {
  const chain = flatten(error);
  const { cause, source } = classify(chain, context);
  return composeOutcome(cause, { purpose: context.purpose, said: quoteOf(describe(source), context.secrets) });
}

interface ErrorLike {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly syscall?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly socket?: unknown;
}

function classify(
  chain: readonly ErrorLike[],
  context: FailureContext,
): { cause: WireCause; source?: ErrorLike | undefined } {
  // Innermost errors say most.
  const found = chain.toReversed().flatMap((source) => {
    const cause = causeOf(source);
    return cause === undefined ? [] : [{ cause, source }];
  });
  // Of several addresses tried, one failure after writing makes the whole doubtful.
  const doubtful = found.find(({ cause }) => CAUSES[cause].kind === "unknown");
  // What certainly was not written stays so, even if somebody gave up at the same moment.
  if (doubtful === undefined && found[0] !== undefined) return found[0];
  if (context.aborted) return { cause: "aborted" };
  if (context.timedOut) return { cause: "timeout" };
  return doubtful ?? { cause: "network-failure", source: chain.at(-1) };
}

function causeOf(error: ErrorLike): WireCause | undefined {
  // Node copies the code of one part to the whole, without saying whether that part was connecting: its parts say it.
  if (Array.isArray(error.errors) && error.errors.length > 0) return undefined;
  const code = codeOf(error);
  if (CERTIFICATE.test(code) || HANDSHAKE.test(code)) return "tls-failed";
  if (/before secure TLS connection was established/.test(messageOf(error))) return "tls-failed";
  if (notWritten(error))
    return code === "ETIMEDOUT" ? "connect-timeout" : (BEFORE_WRITE[code] ?? "connection-reset-before-write");
  if (Object.hasOwn(BEFORE_WRITE, code)) return BEFORE_WRITE[code];
  if (Object.hasOwn(AFTER_WRITE, code)) return AFTER_WRITE[code];
  if (code.startsWith("HPE_") || error.name === "HTTPParserError") return "not-http";
  if (error.name === "TimeoutError") return "timeout";
  if (error.name === "AbortError") return "aborted";
  if (/^(?:bad port|unknown scheme|invalid method)$|Failed to parse URL|Invalid URL/i.test(messageOf(error)))
    return "address-invalid";
  return undefined;
}

const CONNECTION_CODES = new Set(["ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "UND_ERR_SOCKET"]);

/** True only with proof: the failing system call was `connect`, or undici says that its socket wrote no byte. */
function notWritten(error: ErrorLike): boolean {
  if (!CONNECTION_CODES.has(codeOf(error))) return false;
  if (error.syscall === "connect") return true;
  const socket = error.socket;
  return typeof socket === "object" && socket !== null && "bytesWritten" in socket && socket.bytesWritten === 0;
}

/** The error, its causes and the parts of aggregates, outermost first. Bounded, and safe against cycles. */
function flatten(error: unknown): readonly ErrorLike[] {
  const seen: ErrorLike[] = [];
  const waiting: unknown[] = [error];
  while (waiting.length > 0 && seen.length < 50) {
    const next = waiting.shift();
    if (typeof next !== "object" || next === null || seen.includes(next)) continue;
    const item: ErrorLike = next;
    seen.push(item);
    if (Array.isArray(item.errors)) waiting.push(...(item.errors as readonly unknown[]).slice(0, 50));
    waiting.push(item.cause);
  }
  return seen;
}

function codeOf(error: ErrorLike): string {
  return typeof error.code === "string" ? error.code : "";
}

function messageOf(error: ErrorLike): string {
  return typeof error.message === "string" ? error.message : "";
}

function describe(error: ErrorLike = {}): string {
  return `${codeOf(error)} ${messageOf(error)}`;
}
