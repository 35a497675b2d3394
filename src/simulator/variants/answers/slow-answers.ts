import { milliseconds } from "../milliseconds.ts";
import { defineVariant } from "../variant.ts";

export const slowAnswers = defineVariant({
  name: "slow-answers",
  changes: {
    vi: "Mọi câu trả lời tới muộn delayMs; việc ghi thì đã xong ngay.",
    en: "Every answer comes delayMs late; what it applies is applied at once.",
  },
  why: {
    vi: "Ngày cao điểm, hàng đợi phía sau Cổng dài.",
    en: "On busy days the queue behind the portal is long.",
  },
  settings: { delayMs: milliseconds(3000, "Muộn bao lâu (ms). How late, milliseconds") },
  play: ({ delayMs }) => ({ delayMs: () => delayMs }),
});
