import { z } from "zod";

/** `console`: how long a login at the operators' pages lasts. */
export const consoleFile = z
  .strictObject({
    sessionHours: z
      .int()
      .min(1)
      .max(24)
      .default(8)
      .describe("Một lần đăng nhập kéo dài lâu nhất bao nhiêu giờ. Longest that a login lasts, in hours."),
    idleMinutes: z
      .int()
      .min(1)
      .max(24 * 60)
      .default(30)
      .describe(
        "Không mở trang nào trong bấy nhiêu phút thì phải đăng nhập lại. After so many minutes without a page being opened one has to log in again.",
      ),
  })
  .prefault({})
  .describe("Trang theo dõi. The operators' pages.");
