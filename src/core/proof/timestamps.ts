/** Timestamps (RFC 3161) over many envelopes at once: what the flow needs from the authority and from the database. */

/** An answer of the authority, checked to be a token over exactly these bytes by somebody who is trusted. */
export type StampResult =
  | { readonly kind: "stamped"; readonly token: Uint8Array; readonly at: Date }
  /** Away, or its answer cannot be relied on; ask again later. `cause` is a stable code, `detail` for the log. */
  | { readonly kind: "failed"; readonly cause: string; readonly detail: string };

export interface TimestampAuthority {
  /** Asks for a token over the SHA-256 of these bytes. Never throws for what network or authority do. */
  stamp(bytes: Uint8Array, signal?: AbortSignal): Promise<StampResult>;
}

/** An envelope no timestamp covers yet. */
export interface UnstampedEnvelope {
  readonly id: string;
  readonly bodySha256: string;
  readonly signatureValue: string;
}

/** One token and the envelopes it covers, to be kept. */
export interface StampedBatch {
  readonly id: string;
  /** Hex. */
  readonly root: string;
  readonly token: Uint8Array;
  readonly stampedAt: Date;
  /** In the order of the leaves; `path` lowest hash first, hex. */
  readonly leaves: readonly { readonly envelopeId: string; readonly path: readonly string[] }[];
}

export interface TimestampStore {
  /** Oldest first. The database itself is the queue: what is not covered waits, however long the authority is away. */
  unstamped(limit: number): Promise<readonly UnstampedEnvelope[]>;
  /** Keeps the token for those of its envelopes that nobody else covered meanwhile; gives how many. */
  keep(batch: StampedBatch): Promise<number>;
}

/** What a timestamp covers of an envelope: the SHA-256 of its bytes, then that of its signature's value. */
export function leafOf(envelope: {
  readonly bodySha256: Uint8Array;
  readonly signatureSha256: Uint8Array;
}): Uint8Array {
  const leaf = new Uint8Array(64);
  leaf.set(envelope.bodySha256, 0);
  leaf.set(envelope.signatureSha256, 32);
  return leaf;
}
