import { Fault } from "#core/fault.ts";

/** SQLSTATE of a write to a server that takes none: since a failover another one does. */
export const READ_ONLY = "25006";

/**
 * Node's and PostgreSQL's codes for «not there, going away, read-only, or short of something» (SQLSTATE classes 08, 53 and
 * 57P, 25006), and for a transaction that was silent for too long.
 */
const AWAY = /^(?:ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|08\w{3}|57P0[1-5]|53\w{3}|25P03|25006)$/;
const AWAY_TEXT =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|PGlite is closed/i;

/** SQLSTATE and Node's code for a disk without room, on whichever side. */
const FULL = /^(?:53100|ENOSPC|EDQUOT)$/;

/**
 * Turns errors that mean «the database cannot be reached», or has no room, into a Fault each, so that callers can answer «try
 * again later»; any other error passes as it is.
 */
export function asFault(error: unknown): unknown {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause ? String(cause.code) : "";
    if (FULL.test(code)) return databaseFull(error);
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

/** The database answers, and has no room for what is to be written. */
export function databaseFull(cause: unknown): Fault {
  return new Fault(
    "database-full",
    {
      vi: "Ổ đĩa của cơ sở dữ liệu đã đầy; giải phóng hoặc thêm dung lượng cho DATA_DIR hoặc máy chủ PostgreSQL, gateway tự chạy tiếp.",
      en: "The database's disk is full; free or add room for DATA_DIR or the PostgreSQL server, and the gateway goes on by itself.",
    },
    { cause },
  );
}

/** The database answers, and takes nothing in. */
export function readOnly(): Fault {
  return new Fault("database-unavailable", {
    vi: "Cơ sở dữ liệu đang ở chế độ chỉ đọc (thường là ngay sau khi chuyển máy chủ); thử lại sau ít phút.",
    en: "The database is read-only (usually right after a failover); try again in a few minutes.",
  });
}

/**
 * The same object with every method's failures passed through {@link asFault}.
 *
 * @param heard told of each of those that mean that the database cannot be used now
 */
export function withFaults<T extends object>(methods: T, heard: (fault: Fault) => void = () => undefined): T {
  const wrapped = Object.entries(methods).map(([name, method]: [string, unknown]) => [
    name,
    typeof method !== "function"
      ? method
      : async (...args: unknown[]): Promise<unknown> => {
          try {
            return await (method as (...given: unknown[]) => Promise<unknown>)(...args);
          } catch (error) {
            const fault = asFault(error);
            if (fault instanceof Fault) heard(fault);
            throw fault;
          }
        },
  ]);
  return Object.fromEntries(wrapped) as T;
}
