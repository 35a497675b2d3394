import { z } from "zod";

const timeLimit = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("same-day"), cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }),
  z.strictObject({ kind: z.literal("working-days"), count: z.number().multipleOf(0.5).min(0.5).max(250) }),
  z.strictObject({ kind: z.literal("days"), count: z.int().min(1).max(365) }),
]);

/** `procedures`: time limits that the province announced in place of those the sectors know. */
export const proceduresFile = z
  .array(
    z.strictObject({
      code: z
        .string()
        .regex(/^[1-9]\.\d{6}$/)
        .describe(
          "Mã thủ tục quốc gia, không kèm hậu tố của địa phương; phải thuộc một lĩnh vực. National code of the procedure without a local suffix; a sector must have it.",
        ),
      from: z.iso
        .date()
        .optional()
        .describe(
          "Áp dụng cho hồ sơ tiếp nhận từ ngày này, trước đó theo dữ liệu sẵn có; bỏ trống: mọi ngày. For dossiers received from this day on, what was known holds before; absent: every day.",
        ),
      timeLimit: timeLimit.describe(
        "Thời hạn giải quyết tính từ khi tiếp nhận: trong ngày (nhận sau giờ cutOff thì ngày làm việc sau), số ngày làm việc (được nửa ngày), hoặc số ngày theo lịch. Time limit from the receipt: the same day (the next working day when received after cutOff), working days (halves allowed), or calendar days.",
      ),
      extendedTimeLimit: timeLimit
        .optional()
        .describe(
          "Thời hạn dài hơn của một số trường hợp; bỏ trống: không có. The longer limit of some cases; absent: there is none.",
        ),
      source: z
        .string()
        .min(1)
        .max(500)
        .describe("Văn bản công bố, hiện cùng thủ tục. The decision it rests on, shown with the procedure."),
    }),
  )
  .default([])
  .describe(
    "Thời hạn giải quyết do tỉnh công bố, thay cho thời hạn sẵn có của lĩnh vực khi kiểm tra ngày hẹn trả. Time limits that the province announced: due dates are judged by them instead of those the sectors know.",
  );
