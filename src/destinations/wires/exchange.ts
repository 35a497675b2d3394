import pRetry from "p-retry";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { HttpAnswer } from "../answers/answer-to-outcome.ts";
import { composeOutcome, type RequestPurpose } from "../answers/compose-outcome.ts";
import { failureToOutcome } from "../answers/failure-to-outcome.ts";

/** What the client asks of `fetch`; small enough that the global one and undici's both fit. */
export type WireFetch = (url: string, init: WireRequest) => Promise<WireResponse>;

export interface WireRequest {
  readonly method: "POST";
  readonly headers: Record<string, string>;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
  /** Asked on the open connection before the first byte; no: the request fails with {@link SendNotPermitted}. */
  readonly mayWrite?: (() => boolean) | undefined;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** Retries inside one attempt, only where the request certainly was not written. */
export interface ShortRetries {
  readonly retries: number;
  /** Wait before the first, doubled for the next. Milliseconds. */
  readonly delayMs: number;
}

export interface ExchangeOptions {
  readonly fetch: WireFetch;
  /** Limit of the whole attempt, short retries and reading the answer included. Milliseconds. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly shortRetries: ShortRetries;
}

/** Why a request was not written: whoever asked for it lost the right to while it waited. */
export class SendNotPermitted extends Error {
  override readonly name = "MayNotWrite";
  readonly code = "ERR_MAY_NOT_WRITE";
}

/** One request of one attempt. */
export interface OutgoingRequest {
  readonly purpose: RequestPurpose;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
  /** Texts that must not appear in what is kept of the answer. */
  readonly secrets: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly mayWrite?: (() => boolean) | undefined;
}

/** What came back, or what the failure to get anything means. */
export type ExchangeResult = ReceivedAnswer | { readonly failed: Outcome };

/** An answer and the headers it came with. */
export interface ReceivedAnswer {
  readonly answer: HttpAnswer;
  readonly headers: WireResponse["headers"];
}

/** Short retries help only against these: the adapter restarts, or dropped the connection while it was being made. */
const WORTH_A_SHORT_RETRY = new Set(["connection-refused", "connection-reset-before-write"]);

/** One attempt: posts the bytes as they are and reads the answer. Never rejects for what network or portal do. */
export async function exchange(options: ExchangeOptions, call: OutgoingRequest): Promise<ExchangeResult> {
  const { purpose } = call;
  if (call.signal?.aborted === true) return { failed: composeOutcome("not-sent", { purpose }) };

  const stop = new AbortController();
  let stoppedBy: "timeout" | "caller" | undefined;
  const halt = (by: "timeout" | "caller") => {
    stoppedBy ??= by;
    stop.abort();
  };
  const onAbort = () => halt("caller");
  call.signal?.addEventListener("abort", onAbort, { once: true });
  const timer = setTimeout(() => halt("timeout"), options.timeoutMs);

  let unwritten: NothingWritten | undefined;
  const tryOnce = async (): Promise<ExchangeResult> => {
    // Stopped while waiting to try again: still nothing was written.
    if (unwritten !== undefined && stop.signal.aborted) throw unwritten;
    try {
      return await post(options, call, stop.signal);
    } catch (error) {
      const context = {
        purpose,
        secrets: call.secrets,
        timedOut: stoppedBy === "timeout",
        aborted: stoppedBy === "caller",
      };
      const failed = failureToOutcome(error, context);
      if (WORTH_A_SHORT_RETRY.has(failed.cause)) {
        unwritten = new NothingWritten(failed);
        throw unwritten;
      }
      return { failed };
    }
  };

  try {
    return await pRetry(tryOnce, {
      retries: options.shortRetries.retries,
      minTimeout: options.shortRetries.delayMs,
      factor: 2,
    });
  } catch (error) {
    if (error instanceof NothingWritten) return { failed: error.outcome };
    throw error;
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener("abort", onAbort);
  }
}

/** Carries the outcome through p-retry, which only retries what is thrown. Never leaves this file. */
class NothingWritten extends Error {
  override readonly name = "NothingWritten";
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(outcome.cause);
    this.outcome = outcome;
  }
}

async function post(options: ExchangeOptions, call: OutgoingRequest, signal: AbortSignal): Promise<ReceivedAnswer> {
  const response = await options.fetch(call.url, {
    method: "POST",
    headers: call.headers,
    // A view of the same bytes: fetch's types want to know that the memory is not shared between threads, and it is not.
    body: call.body as Uint8Array<ArrayBuffer>,
    redirect: "manual",
    signal,
    mayWrite: call.mayWrite,
  });
  const { body, complete } = await readBounded(response.body, options.maxAnswerBytes);
  const { status, headers } = response;
  const contentType = headers.get("content-type");
  const [retryAfter, date] = [headers.get("retry-after"), headers.get("date")];
  return { headers, answer: { status, contentType, retryAfter, date, body, complete } };
}

/** Reads at most `limit` bytes; leaving the loop early cancels the rest and closes the connection. */
async function readBounded(
  source: AsyncIterable<Uint8Array> | null,
  limit: number,
): Promise<{ body: Uint8Array; complete: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source ?? []) {
    const room = limit - length;
    chunks.push(chunk.subarray(0, room));
    length += Math.min(chunk.length, room);
    if (chunk.length > room) return { body: Buffer.concat(chunks), complete: false };
  }
  return { body: Buffer.concat(chunks), complete: true };
}
