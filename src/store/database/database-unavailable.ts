import { Fault } from "#core/fault.ts";

/** SQLSTATE of a write to a server that takes none: since a failover another one does. */
export const READ_ONLY = "25006";

/**
 * Node's and PostgreSQL's codes for «not there, going away, read-only, or full» (SQLSTATE classes 08, 53 and 57P, 25006),
 * and for a transaction that was silent for too long.
 */
const AWAY =
  /^(?:ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|08\w{3}|ENOSPC|57P0[1-5]|53\w{3}|25P03|25006)$/;
const AWAY_TEXT =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|PGlite is closed/i;

/**
 * Turns errors that mean «the database cannot be reached» into one Fault, so that callers can answer «try again later»;
 * any other error passes as it is.
 */
export function asFault(error: unknown): unknown {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause ? String(cause.code) : "";
    if (AWAY.test(code) || AWAY_TEXT.test(cause.message)) {
      return new Fault(
        "database-unavailable",
        {
          vi: "Cơ sở dữ liệu tạm thời không kết nối được; thử lại sau ít phút.",
          en: "The database cannot be reached right now; try again in a few minutes.",
        },
        { cause: error },
      );
    }
  }
  return error;
}

/** The database answers, and takes nothing in. */
export function readOnly(): Fault {
  return new Fault("database-unavailable", {
    vi: "Cơ sở dữ liệu đang ở chế độ chỉ đọc (thường là ngay sau khi chuyển máy chủ); thử lại sau ít phút.",
    en: "The database is read-only (usually right after a failover); try again in a few minutes.",
  });
}

/** The same object with every method's failures passed through {@link asFault}. */
export function withFaults<T extends object>(methods: T): T {
  const wrapped = Object.entries(methods).map(([name, method]: [string, unknown]) => [
    name,
    typeof method !== "function"
      ? method
      : async (...args: unknown[]): Promise<unknown> => {
          try {
            return await (method as (...given: unknown[]) => Promise<unknown>)(...args);
          } catch (error) {
            throw asFault(error);
          }
        },
  ]);
  return Object.fromEntries(wrapped) as T;
}
