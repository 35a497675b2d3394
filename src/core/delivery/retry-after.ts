/**
 * Milliseconds to wait from a `Retry-After` header (RFC 9110 section 10.2.3: whole seconds, or an HTTP date), never less
 * than 0 nor more than `longestMs`; undefined when absent or unreadable.
 *
 * @param sentAt the `Date` header of the same answer: both are by the sender's clock, which may be wrong by hours
 * @param now milliseconds since the epoch, for an answer without a readable `Date`
 */
export function retryAfterMs(
  header: string | null,
  sentAt: string | null,
  now: number,
  longestMs: number,
): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,15}$/.test(text)) return Math.min(Number(text) * 1000, longestMs);
  const at = httpDate(text);
  return at === undefined ? undefined : Math.min(Math.max(at - (httpDate(sentAt?.trim() ?? "") ?? now), 0), longestMs);
}

function httpDate(text: string): number | undefined {
  // Date.parse also reads things that are no HTTP date, such as "-5"; an HTTP date begins with a week day.
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/i.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
