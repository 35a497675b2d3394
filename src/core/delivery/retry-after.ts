/**
 * Milliseconds to wait from a `Retry-After` header (RFC 9110 section 10.2.3: whole seconds, or an HTTP date), never less
 * than 0 nor more than `longestMs`; undefined when absent or unreadable.
 */
export function retryAfterMs(header: string | null, now: number, longestMs: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,15}$/.test(text)) return Math.min(Number(text) * 1000, longestMs);
  // Date.parse also reads things that are no HTTP date, such as "-5"; an HTTP date begins with a week day.
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/i.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at - now, 0), longestMs);
}
