import { destination, pino, type Logger } from "pino";
import { Fault } from "#core/fault.ts";

/** Keys whose values never reach a log, down to the third level of what is logged. */
const SECRET_KEYS = [
  "password",
  "token",
  "session",
  "authorization",
  "key",
  "apiKey",
  "record",
  "content",
  "payload",
  "body",
];

/**
 * The one logger: JSON lines, with time in Asia/Ho_Chi_Minh. Secrets and personal data are kept out where it is called;
 * redaction is the second fence.
 *
 * @param level a pino level, e.g. `info`
 * @param write where lines go; standard error by default
 */
export function createLogger(level: string, write?: { write(line: string): void }): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${inHanoi(Date.now())}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[ẩn]" },
      serializers: { error: serializeError },
    },
    write ?? destination({ dest: 2, sync: true }),
  );
}

/** An error for the log: name, code, message and causes; a stack only for what is not our own fault. */
function serializeError(error: unknown): Record<string, unknown> {
  if (error instanceof Fault) {
    return { name: error.name, code: error.code, message: error.en, ...causeOf(error) };
  }
  if (error instanceof Error) {
    const code = "code" in error ? { code: error.code } : {};
    return { name: error.name, message: error.message, ...code, stack: error.stack, ...causeOf(error) };
  }
  return { message: String(error) };
}

function causeOf(error: Error): Record<string, unknown> {
  return error.cause === undefined ? {} : { cause: serializeError(error.cause) };
}

function inHanoi(epochMs: number): string {
  return new Date(epochMs + 7 * 3_600_000).toISOString().replace("Z", "+07:00");
}
