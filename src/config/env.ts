import { z } from "zod";
import { Fault } from "#core/fault.ts";

/** Environment as the process sees it. */
export type RawEnv = Readonly<Record<string, string | undefined>>;

const text = z.string().trim().min(1);
const whole = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, `expected a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `expected a whole number from ${min} to ${max}`);
const positive = (max: number) => whole(1, max);

/** Every variable the gateway reads, by its name; nothing else in the code reads the environment. */
const shape = {
  PORT: whole(0, 65_535),
  HOST: text,
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_CONNECTIONS: positive(500),
  DATA_DIR: text,
  PORTAL_URL: z.url({ protocol: /^https?$/ }),
  PORTAL_CONTEXT: z.enum(["VXPAdapter", "XrdAdapter"]),
  PORTAL_USERNAME: text,
  PORTAL_PASSWORD: z.string().min(1),
  PORTAL_UNIT_CODE: text,
  PORTAL_DSTCODE: text,
  PORTAL_PROVIDER_URL: z.url(),
  PORTAL_BATCH_SIZE: positive(500),
  PORTAL_CONCURRENCY: positive(64),
  PORTAL_TIMEOUT_MS: positive(600_000),
  SIGNING_KEY: text,
  SIGNING_KEY_PASSWORD: z.string(),
  SIGNING_KEY_NEXT: text,
  SIGNING_KEY_NEXT_PASSWORD: z.string(),
  SIGNING_PROFILE: text,
  SIGNING_BATCH_SIZE: whole(2, 4096),
  SIGNING_BATCH_WAIT_MS: whole(0, 2000),
  PKCS11_DRIVER: text,
  // What fits behind `Authorization: Bearer`; any other key would never be accepted.
  BOOTSTRAP_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{16,512}$/, "expected 16 to 512 visible ASCII characters without spaces"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]),
  CONFIG_FILE: text,
} as const;

export type Env = { readonly [Name in keyof typeof shape]?: z.infer<(typeof shape)[Name]> };

/**
 * Reads and types the environment; an empty value counts as absent.
 * @throws Fault `config-invalid` naming the first variable that is wrong, never its value
 */
export function readEnv(raw: RawEnv): Env {
  const entries = Object.entries(shape).flatMap(([name, schema]) => {
    const value = raw[name];
    if (value === undefined || value === "") return [];
    const parsed = (schema as z.ZodType).safeParse(value);
    if (parsed.success) return [[name, parsed.data]];
    const reason = parsed.error.issues[0]?.message ?? "";
    throw new Fault("config-invalid", {
      vi: `Biến môi trường ${name} không hợp lệ: ${HINTS_VI[name] ?? "xem bảng cấu hình trong README"}.`,
      en: `The environment variable ${name} is not valid: ${reason}.`,
    });
  });
  return Object.fromEntries(entries) as Env;
}

const HINTS_VI: Readonly<Record<string, string>> = {
  PORT: "cần một số từ 0 đến 65535",
  DATABASE_URL: "cần địa chỉ dạng postgresql://người-dùng@máy-chủ/cơ-sở-dữ-liệu",
  PORTAL_URL: "cần địa chỉ bắt đầu bằng http:// hoặc https://",
  PORTAL_CONTEXT: "chỉ nhận VXPAdapter hoặc XrdAdapter",
  PORTAL_BATCH_SIZE: "cần một số từ 1 đến 500",
  PORTAL_CONCURRENCY: "cần một số từ 1 đến 64",
  PORTAL_TIMEOUT_MS: "cần số mili giây từ 1 đến 600000",
  SIGNING_BATCH_SIZE: "cần một số từ 2 đến 4096",
  SIGNING_BATCH_WAIT_MS: "cần số mili giây từ 0 đến 2000",
  BOOTSTRAP_API_KEY: "cần 16 đến 512 ký tự ASCII nhìn thấy được, không có khoảng trắng",
  LOG_LEVEL: "chỉ nhận trace, debug, info, warn, error, fatal hoặc silent",
};
