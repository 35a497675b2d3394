import { z } from "zod";
import { inBoth } from "./file-faults.ts";

const days = z.int().min(0).max(3650);

/** What the file says of comparing with the portal. */
export const reconcileFile = z
  .strictObject({
    nightlyAt: z
      .string()
      .regex(
        /^(?:(?:[01]\d|2[0-3]):[0-5]\d|off)$/,
        inBoth("Cần một giờ, ví dụ 02:30, hoặc off.", "expected a time such as 02:30, or off"),
      )
      .default("02:30")
      .describe("Giờ đối soát hằng đêm (giờ Việt Nam), hoặc off. Local time of the nightly run, or off."),
    perMinute: z
      .int()
      .min(1)
      .max(6000)
      .default(60)
      .describe(
        "Số hồ sơ hỏi Cổng mỗi phút, tính chung mọi gateway. Questions to the portal a minute, over all gateways.",
      ),
    perNight: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(20_000)
      .describe("Số hồ sơ tối đa mỗi đêm. Most dossiers of one night."),
    everyDays: days
      .default(7)
      .describe("Đối soát lại một hồ sơ sau số ngày. A dossier is compared again after so many days."),
    finalEveryDays: days.default(30).describe("Như trên, với hồ sơ đã xong. The same for dossiers that are over."),
    changedWithinDays: days
      .default(0)
      .describe("Chỉ hồ sơ thay đổi trong số ngày; 0: tất cả. Only dossiers changed within so many days; 0: all."),
  })
  .prefault({})
  .describe("Đối soát với Cổng. Comparing with the portal.");
