import { z } from "zod";

const days = z.int().min(0).max(3650);

/** What the file says of comparing with the portal. */
export const reconcileFile = z
  .strictObject({
    nightlyAt: z
      .string()
      .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|off)$/, "expected a time such as 02:30, or off")
      .optional()
      .describe("Giờ đối soát hằng đêm (giờ Việt Nam), hoặc off. Local time of the nightly run, or off."),
    perMinute: z.int().min(1).max(6000).optional().describe("Số hồ sơ hỏi Cổng mỗi phút. Questions per minute."),
    perNight: z.int().min(1).max(10_000_000).optional().describe("Số hồ sơ mỗi đêm. Most dossiers per night."),
    everyDays: days.optional().describe("Đối soát lại sau số ngày. A dossier is compared again after so many days."),
    finalEveryDays: days.optional().describe("Như trên, với hồ sơ đã xong. The same for dossiers that are over."),
    changedWithinDays: days.optional().describe("Chỉ hồ sơ mới thay đổi; 0: tất cả. Only recently changed; 0: all."),
  })
  .default({});
