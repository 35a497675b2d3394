/** What the HTTP API takes in and gives out at most. */
export interface HttpLimits extends IntakeLimits {
  /** Largest body of a JSON or XML request. */
  readonly maxBodyBytes: number;
  /** Longest line of an NDJSON request; the whole may have any length. */
  readonly maxLineBytes: number;
  /** Most dossiers in one JSON batch. */
  readonly maxBatch: number;
  /** Deepest nesting of JSON or XML. */
  readonly maxDepth: number;
  readonly maxXmlElements: number;
  readonly maxPageSize: number;
  /** Longest a reader of the delta feed may wait for news. */
  readonly maxWaitSeconds: number;
  /** Most readers that wait at the same time. */
  readonly maxWaiting: number;
  /** Most bytes of envelopes in one evidence container. */
  readonly maxEvidenceBytes: number;
  /** Wrong API keys one address may show within ten minutes. */
  readonly maxWrongKeys: number;
}

/** Where intake stops taking in what it could not keep or deliver. */
export interface IntakeLimits {
  /** Messages waiting for delivery, beyond which nothing more is taken in until some are delivered. */
  readonly maxWaitingMessages: number;
  /** Pushes being worked on at once. */
  readonly maxPushesInFlight: number;
  /** Bytes that must be left on the disk of the embedded database. */
  readonly minFreeDiskBytes: number;
}

/** The limits of a gateway whose configuration names none. */
export const DEFAULT_HTTP_LIMITS: HttpLimits = {
  maxBodyBytes: 20 * 1024 * 1024,
  maxLineBytes: 4 * 1024 * 1024,
  maxBatch: 500,
  maxDepth: 32,
  maxXmlElements: 50_000,
  maxPageSize: 200,
  maxWaitingMessages: 2_000_000,
  maxPushesInFlight: 256,
  minFreeDiskBytes: 268_435_456,
  maxWaitSeconds: 30,
  maxWaiting: 200,
  maxEvidenceBytes: 64 * 1024 * 1024,
  maxWrongKeys: 200,
};
