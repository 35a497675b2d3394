import { Agent, fetch, type Dispatcher } from "undici";
import { SendNotPermitted, type WireFetch } from "./exchange.ts";

/** Certificates of the line to the adapter, as PEM text. */
export interface TransportTls {
  /** Trusted authorities instead of the system's. */
  readonly ca?: string;
  /** The gateway's own certificate and key, where the adapter asks for one (mutual TLS). */
  readonly cert?: string;
  readonly key?: string;
}

export interface TransportOptions {
  /** Connections kept to one host; at least as many as envelopes sent at once, or waiting counts against their time. */
  readonly connections: number;
  /** Time limit of a whole attempt in milliseconds, from which the limits below are taken when absent. */
  readonly timeoutMs: number;
  /** Longest wait for the head of the answer; default `timeoutMs`. */
  readonly headersTimeout?: number;
  /** Longest silence within the body of the answer; default `timeoutMs`. */
  readonly bodyTimeout?: number;
  /** Longest wait for a connection; default half of `timeoutMs`, so that it is told apart from a lost answer. */
  readonly connectTimeout?: number;
  readonly tls?: TransportTls;
}

/** A pool of connections and the `fetch` that uses it. */
export interface Transport {
  readonly fetch: WireFetch;
  /** Lets running requests finish and closes the connections. */
  close(): Promise<void>;
}

/**
 * Real HTTP over undici. HTTP/1.1 without pipelining: adapters of the exchange platform speak nothing newer, and a
 * request that shares its connection with another cannot be told lost from unsent.
 */
export function createTransport(options: TransportOptions): Transport {
  const { timeoutMs, tls = {} } = options;
  const agent = new Agent({
    connections: options.connections,
    pipelining: 1,
    allowH2: false,
    headersTimeout: options.headersTimeout ?? timeoutMs,
    bodyTimeout: options.bodyTimeout ?? timeoutMs,
    connect: { timeout: options.connectTimeout ?? Math.ceil(timeoutMs / 2), ...tls },
  });
  return {
    fetch: (url, { mayWrite, ...init }) =>
      fetch(url, { ...init, dispatcher: mayWrite === undefined ? agent : agent.compose(asking(mayWrite)) }),
    close: () => agent.close(),
  };
}

/**
 * Asks when a request has its connection and nothing of it is written yet. What follows is written in the same turn, so
 * that a process that stood still before, however long it waited for the connection, is found out.
 */
function asking(mayWrite: () => boolean): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        if (mayWrite()) handler.onRequestStart?.(controller, context);
        else controller.abort(new SendNotPermitted());
      },
      onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
      onResponseStart: (...given) => handler.onResponseStart?.(...given),
      onResponseData: (...given) => handler.onResponseData?.(...given),
      onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
      onResponseError: (...given) => handler.onResponseError?.(...given),
    });
}
