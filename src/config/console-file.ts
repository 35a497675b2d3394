import { z } from "zod";
import { DEFAULT_LOGIN_LIMITS as usual, type LoginLimits } from "#core/ports/login-limits.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** `console`: how long a login at the operators' pages lasts, and how often one may fail. */
export const consoleFile = z
  .strictObject({
    sessionHours: z
      .int()
      .min(1)
      .max(24)
      .default(usual.sessionMs / HOUR_MS)
      .describe("Một lần đăng nhập kéo dài lâu nhất bao nhiêu giờ. Longest that a login lasts, in hours."),
    idleMinutes: z
      .int()
      .min(1)
      .max(24 * 60)
      .default(usual.idleMs / MINUTE_MS)
      .describe(
        "Không mở trang nào trong bấy nhiêu phút thì phải đăng nhập lại. After so many minutes without a page being opened one has to log in again.",
      ),
    loginFailures: z
      .int()
      .min(1)
      .max(1000)
      .default(usual.loginFailures)
      .describe(
        "Số lần đăng nhập sai của một khóa có tên (lt_TÊN_…) từ một địa chỉ trong mười phút; khóa không có tên tính chung. Failed logins within ten minutes from one address with keys that name one client (lt_NAME_…); keys that name none count together.",
      ),
    loginFailuresPerAddress: z
      .int()
      .min(1)
      .max(10_000)
      .default(usual.loginFailuresPerAddress)
      .describe(
        "Số lần đăng nhập sai từ một địa chỉ trong mười phút, bất kể khóa nào. Failed logins within ten minutes from one address, whatever the key.",
      ),
  })
  .prefault({})
  .describe("Trang theo dõi. The operators' pages.");

/** The same in the units of the code. */
export function loginLimits({ sessionHours, idleMinutes, ...failures }: z.output<typeof consoleFile>): LoginLimits {
  return { sessionMs: sessionHours * HOUR_MS, idleMs: idleMinutes * MINUTE_MS, ...failures };
}
