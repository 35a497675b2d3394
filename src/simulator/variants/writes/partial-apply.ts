import { z } from "zod";
import { toAnswer } from "../../desks/write-desk.ts";
import { refusedWith } from "../../portal-answer.ts";
import { drawing, drawSettings } from "../draw.ts";
import { defineVariant } from "../variant.ts";

export const partialApply = defineVariant({
  name: "partial-apply",
  changes: {
    vi: "k phần tử đầu được ghi, rồi cả lần gọi nhận một mã lỗi. Phần tử không ghi được cũng dừng lần gọi tại đó.",
    en: "The first k elements are applied, then the whole call gets an error code. A refused element stops it there, too.",
  },
  why: {
    vi: "Cổng ghi lần lượt, không có giao dịch cho cả danh sách; lỗi giữa chừng thì phần trước đã ghi.",
    en: "The portal stores one after the other without a transaction; a fault in the middle leaves the first part.",
  },
  settings: {
    k: z
      .int()
      .min(0)
      .max(500)
      .default(1)
      .describe("Số phần tử được ghi trước khi lỗi. Elements applied before the fault"),
    ...drawSettings(0.3),
  },
  play: ({ k, ...often }, { chance }) => {
    const fails = drawing(often, chance);
    return {
      take: (items, yes) => {
        const refusedAt = items.findIndex(({ refusal }) => refusal !== null);
        const codes = items.map(({ dossierCode }) => dossierCode).join("\n");
        const failsAt = items.length > k && fails(codes) ? k : -1;
        if (failsAt >= 0 && (refusedAt < 0 || failsAt <= refusedAt)) {
          return { answer: refusedWith("-1", "Lỗi xử lý dữ liệu"), applied: items.slice(0, failsAt) };
        }
        const refusal = items[refusedAt]?.refusal ?? null;
        if (refusal === null) return { answer: yes, applied: items };
        return { answer: toAnswer(refusal), applied: items.slice(0, refusedAt) };
      },
    };
  },
});
