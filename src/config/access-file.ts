import { z } from "zod";
import { LONGEST_KEY_OVERLAP_HOURS } from "#core/access/client-fields.ts";

const HOUR_MS = 3_600_000;

/** `access`: how changes of clients that were added by command take effect. */
export const accessFile = z
  .strictObject({
    keyOverlapHours: z
      .int()
      .min(0)
      .max(LONGEST_KEY_OVERLAP_HOURS)
      .default(24)
      .describe(
        "Khi đổi khóa mà không nói khác: khóa cũ còn dùng được bấy nhiêu giờ. How long the old key works after a rotation that does not say otherwise, in hours.",
      ),
    pollMs: z
      .int()
      .min(100)
      .max(60_000)
      .default(2000)
      .describe(
        "Bao lâu một lần tiến trình xem phần mềm có được tiến trình khác thêm, đổi khóa hay thu hồi không, mili giây. How often a process looks whether another one changed a client, in milliseconds.",
      ),
  })
  .prefault({})
  .describe("Phần mềm và khóa thêm bằng lệnh. Clients and keys added by command.");

/** The same in the units of the code. */
export interface AccessConfig {
  readonly keyOverlapMs: number;
  readonly pollMs: number;
}

export function accessConfig({ keyOverlapHours, pollMs }: z.output<typeof accessFile>): AccessConfig {
  return { keyOverlapMs: keyOverlapHours * HOUR_MS, pollMs };
}
