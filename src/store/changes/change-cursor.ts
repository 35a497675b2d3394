/** A place in the feed: behind the change `seq` of the batch `batch`. Batch 0 is empty and before the first. */
export interface Place {
  readonly batch: number;
  /** The batch's mark: a batch of the same number in another history has another. */
  readonly mark: string;
  readonly seq: number;
}

/** The place as an opaque word. */
export function writePlace({ batch, mark, seq }: Place): string {
  return Buffer.from(JSON.stringify([batch, mark, seq])).toString("base64url");
}

/** Null for anything that {@link writePlace} did not write. */
export function readPlace(text: string): Place | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [batch, mark, seq] = parts as unknown[];
  if (!isCount(batch) || !isCount(seq) || typeof mark !== "string" || !/^[0-9a-f]{12}$/.test(mark)) return null;
  return { batch, mark, seq };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
