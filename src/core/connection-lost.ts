/** Codes by which Node says that the other end of a connection is gone, or that a stream ended before its time. */
const CODES: ReadonlySet<unknown> = new Set([
  "ECONNABORTED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTCONN",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Of Node's streams, and of its parser of HTTP. */
const FAMILIES = /^(?:ERR_STREAM_|HPE_)/;

/** Whether an error tells of a connection that ended, and of nothing else. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  const { code } = error;
  return CODES.has(code) || (typeof code === "string" && FAMILIES.test(code));
}
