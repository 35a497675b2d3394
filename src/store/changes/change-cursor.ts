import { readCursor, writeCursor } from "../reads/cursor.ts";

/** A place in the feed: behind the change `seq` of the batch `batch`. Batch 0 is empty and before the first. */
export interface FeedPosition {
  readonly batch: number;
  /** The batch's mark: a batch of the same number in another history has another. */
  readonly mark: string;
  readonly seq: number;
}

/** The place as a cursor. */
export function writeFeedCursor({ batch, mark, seq }: FeedPosition): string {
  return writeCursor([batch, mark, seq]);
}

/** Null for anything that {@link writeFeedCursor} did not write. */
export function readFeedCursor(text: string): FeedPosition | null {
  const [batch, mark, seq] = readCursor(text, 3) ?? [];
  if (!isCount(batch) || !isCount(seq) || typeof mark !== "string" || !/^[0-9a-f]{12}$/.test(mark)) return null;
  return { batch, mark, seq };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
