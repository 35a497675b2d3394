import type { X509Certificate } from "node:crypto";

import type { RevocationPolicy } from "../trust/revocation.ts";

/** What a caller accepts. Nothing inside a signature can widen it. */
export interface VerificationPolicy {
  /** Roots (or pinned certificates) a signing certificate has to lead to. None: every signature is refused. */
  readonly trustAnchors: readonly X509Certificate[];
  /** The verifier's clock. */
  readonly now: Date;
  /**
   * A time at which the caller knows by itself that the signature was there (e.g. it stored it then). Without it the
   * time in the signature counts, which its signer may have invented; that is good enough for expiry, and never for
   * revocation.
   */
  readonly receivedAt?: Date;
  /** CA certificates the sender need not send; not trusted by themselves. */
  readonly intermediates?: readonly X509Certificate[];
  /** SHA-1 in signatures and certificates, for one partner that cannot do better. Default: refused. */
  readonly allowSha1?: boolean;
  /** Roots of timestamp authorities. Absent: timestamps are not looked at, which is said in a warning. */
  readonly timestampAnchors?: readonly X509Certificate[];
  /** Refuse signatures without a timestamp that holds. */
  readonly requireTimestamp?: boolean;
  /** Absent: revocation is not asked for, which is said in a warning. */
  readonly revocation?: RevocationPolicy;
  /** Which of several XML signatures in a document: its Id, or its place (from 0). Default: there must be exactly one. */
  readonly signature?: string | number;
  /**
   * Where in an XML document the elements are that the caller is going to use, as paths of local names
   * (`/HDon/DLHDon`). Each must be there once, and signed. Default: the document as a whole, or what an enveloping
   * signature carries. Signed elements anywhere else are refused, whatever their Id.
   */
  readonly expectedElements?: readonly string[];
  readonly limits?: Partial<VerificationLimits>;
}

/** Bounds on foreign input. Beyond them a signature is refused before any expensive work. */
export interface VerificationLimits {
  /** Bytes of the signed document, or of a CMS structure. */
  readonly bytes: number;
  /** Bytes of all canonical forms together, which namespaces can make larger than the document. */
  readonly canonicalBytes: number;
  /** Levels of elements. */
  readonly depth: number;
  /** Elements, texts and comments together. */
  readonly nodes: number;
  /** Attributes and namespace declarations of one element. */
  readonly attributes: number;
  /** Namespace prefixes in scope at once. */
  readonly prefixes: number;
  /** References in one signature. */
  readonly references: number;
  /** Transforms in one reference. */
  readonly transforms: number;
  /** Certificates sent with one signature. */
  readonly certificates: number;
  /** Bodies under one batch signature. */
  readonly batch: number;
}

const defaultLimits: VerificationLimits = {
  bytes: 10 * 1024 * 1024,
  canonicalBytes: 40 * 1024 * 1024,
  depth: 100,
  nodes: 200_000,
  attributes: 64,
  prefixes: 64,
  references: 16,
  transforms: 3,
  certificates: 8,
  batch: 65_536,
};

export function limitsOf({ limits }: VerificationPolicy): VerificationLimits {
  return { ...defaultLimits, ...limits };
}
