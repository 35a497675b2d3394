import { isIP } from "node:net";
import { Agent, request } from "undici";
import type { WebhookAnswer, WebhookMessage, WebhookSender } from "#core/ports/webhooks.ts";
import { guardedLookup, mayReach } from "./address-rules.ts";
import { retryAfterMs } from "#core/delivery/retry-after.ts";
import { standardHeaders } from "./standard-signature.ts";

/** Where a webhook is, and what its requests are signed with. */
export interface WebhookTarget {
  readonly name: string;
  readonly url: string;
  /** The newest first. */
  readonly keys: readonly Buffer[];
  readonly timeoutMs: number;
  /** Private and loopback addresses are fine. */
  readonly allowPrivate: boolean;
  /** Trusted authorities instead of the system's, as PEM text. */
  readonly ca?: string;
}

/** Most of an answer that is read; nothing in it matters. */
const ANSWER_BYTES = 16_384;
const LONGEST_WAIT_MS = 86_400_000;

/**
 * Sends over HTTP. One connection per webhook, so that its requests arrive one after the other; redirects are not followed,
 * because where they lead was not configured.
 */
export function createWebhookSender(
  targets: readonly WebhookTarget[],
  userAgent: string,
): WebhookSender & AsyncDisposable {
  const opened = new Map(targets.map((target) => [target.name, { target, agent: openAgent(target) }]));
  return {
    send: async (name, message, at) => {
      const found = opened.get(name);
      if (found === undefined) return { kind: "failed", cause: "not-configured" };
      const { target, agent } = found;
      const host = new URL(target.url).hostname.replace(/^\[|\]$/g, "");
      if (isIP(host) !== 0 && !mayReach(host, target.allowPrivate)) return { kind: "failed", cause: "address-refused" };
      try {
        return await post(target, agent, message, at, userAgent);
      } catch (error) {
        return { kind: "failed", cause: causeOf(error) };
      }
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...opened.values()].map(({ agent }) => agent.destroy()));
    },
  };
}

function openAgent({ allowPrivate, timeoutMs, ca }: WebhookTarget): Agent {
  return new Agent({
    connections: 1,
    pipelining: 1,
    allowH2: false,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs, lookup: guardedLookup(allowPrivate), ...(ca === undefined ? {} : { ca }) },
  });
}

async function post(
  { url, keys, timeoutMs }: WebhookTarget,
  dispatcher: Agent,
  { id, body }: WebhookMessage,
  at: Date,
  userAgent: string,
): Promise<WebhookAnswer> {
  const answer = await request(url, {
    method: "POST",
    dispatcher,
    headers: {
      "content-type": "application/json",
      "user-agent": userAgent,
      ...standardHeaders(keys, id, at, body),
    },
    body,
    signal: AbortSignal.timeout(timeoutMs),
  });
  // The status has decided; a rest that breaks off or does not end changes nothing.
  await answer.body.dump({ limit: ANSWER_BYTES }).catch(() => undefined);
  const { statusCode: httpStatus } = answer;
  if (httpStatus >= 200 && httpStatus < 300) return { kind: "taken", httpStatus };
  if (httpStatus === 410) return { kind: "gone", cause: "gone", httpStatus };
  const header = (name: string): string | null => {
    const value = answer.headers[name];
    return typeof value === "string" ? value : null;
  };
  const wait = retryAfterMs(header("retry-after"), header("date"), at.getTime(), LONGEST_WAIT_MS);
  return {
    kind: "failed",
    cause: httpStatus >= 300 && httpStatus < 400 ? "redirect" : `http-${httpStatus}`,
    httpStatus,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

const CAUSES: Readonly<Record<string, string>> = {
  ADDRESS_REFUSED: "address-refused",
  ECONNREFUSED: "connection-refused",
  ENOTFOUND: "name-unknown",
  EAI_AGAIN: "name-unknown",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
};

/** A stable word for why there was no answer. */
function causeOf(error: unknown): string {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === "TimeoutError" || cause.name === "AbortError") return "timeout";
    const code = "code" in cause ? String(cause.code) : "";
    const known = CAUSES[code];
    if (known !== undefined) return known;
    if (/CERT|TLS|SSL/.test(code)) return "tls";
    if (cause instanceof AggregateError && cause.errors.length > 0) return causeOf(cause.errors[0]);
  }
  return "connection-lost";
}
