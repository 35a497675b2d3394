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
  /** Most elements and attributes in an XML request. */
  readonly maxXmlElements: number;
  /** Most members and entries in a JSON request or a line. */
  readonly maxValues: number;
  /** The same of one dossier in it. */
  readonly maxDossierValues: number;
  /** NDJSON pushes that are open at once. */
  readonly maxStreams: number;
  /** Lines of one NDJSON push; 0: as many as there are. */
  readonly maxLines: number;
  /** Refused lines of one NDJSON push, after which the rest is not read. */
  readonly maxRejectedLines: number;
  /** Longest that an NDJSON push may take, in seconds. */
  readonly maxStreamSeconds: number;
  /** Longest that a body may take to arrive, in seconds; of NDJSON, longest without anything that arrives. */
  readonly maxBodySeconds: number;
  /** The same of the headers of a request. */
  readonly maxHeaderSeconds: number;
  /** Longest that a connection stays open without a request, in seconds. */
  readonly maxIdleSeconds: number;
  /** Connections that are open at once. */
  readonly maxConnections: number;
  /** Bytes of bodies that are held in memory, of all clients together. */
  readonly maxHeldBytes: number;
  /** Threads that read large bodies. */
  readonly readingThreads: number;
  /** Longest that one of them may take over a body, in seconds. */
  readonly maxReadingSeconds: number;
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

/** From so many KiB on a body is read by another thread; XML, which takes several times as long, from fewer. */
export const READ_ASIDE_FROM_KIB = { json: 256, xml: 64 } as const;

/**
 * Memory of one such thread in MiB; a body that needs more is given up. Twice what the worst of `npm run hostile` needs: with 64
 * every body is still read as it should be, with 48 one batch is not.
 */
export const READING_THREAD_MIB = 128;

/** The limits of a gateway whose configuration names none. */
export const DEFAULT_HTTP_LIMITS: HttpLimits = {
  maxBodyBytes: 20 * 1024 * 1024,
  maxLineBytes: 4 * 1024 * 1024,
  maxBatch: 500,
  maxDepth: 32,
  maxXmlElements: 50_000,
  maxValues: 500_000,
  maxDossierValues: 20_000,
  maxStreams: 32,
  maxLines: 0,
  maxRejectedLines: 10_000,
  maxStreamSeconds: 14_400,
  maxBodySeconds: 120,
  maxHeaderSeconds: 15,
  maxIdleSeconds: 65,
  maxConnections: 2000,
  maxHeldBytes: 96 * 1024 * 1024,
  readingThreads: 1,
  maxReadingSeconds: 10,
  maxPageSize: 200,
  maxWaitingMessages: 2_000_000,
  maxPushesInFlight: 256,
  minFreeDiskBytes: 268_435_456,
  maxWaitSeconds: 30,
  maxWaiting: 200,
  maxEvidenceBytes: 64 * 1024 * 1024,
  maxWrongKeys: 200,
};
