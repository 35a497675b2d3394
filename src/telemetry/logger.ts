import { destination, pino, type Logger } from "pino";
import { recordError } from "./error-record.ts";

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
      serializers: { error: (error: unknown) => recordError(error) },
    },
    write ?? destination({ dest: 2, sync: true }),
  );
}

function inHanoi(epochMs: number): string {
  return new Date(epochMs + 7 * 3_600_000).toISOString().replace("Z", "+07:00");
}
