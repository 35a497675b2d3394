/** A part of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
}

/** Which part of a list is wanted. */
export interface PageRequest {
  /** What the page before gave; absent: from the beginning. */
  readonly cursor?: string;
  readonly limit: number;
}
