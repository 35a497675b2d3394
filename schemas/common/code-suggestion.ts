/** Longer values are not compared: nobody mistypes that much. */
const LONGEST = 60;

/**
 * The candidate closest to a mistyped value, or undefined when none is close: at most one edit per four characters
 * (an insertion, deletion, replacement or swap of neighbours), two at least for values of five and more.
 */
export function nearest(value: string, candidates: readonly string[]): string | undefined {
  if (value.length > LONGEST) return undefined;
  let limit = value.length < 5 ? 1 : Math.max(2, Math.floor(value.length / 4));
  let found: string | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - value.length) > limit) continue;
    const edits = editDistance(value.toLowerCase(), candidate.toLowerCase());
    if (edits <= limit && (found === undefined || edits < limit)) {
      found = candidate;
      limit = edits;
    }
  }
  return found;
}

/** Optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const edits = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(swapped ? Math.min(edits, (beforeLast[column - 2] ?? 0) + 1) : edits);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
