import { drawing, drawSettings } from "../draw.ts";
import { milliseconds } from "../milliseconds.ts";
import { defineVariant } from "../variant.ts";

export const lateApply = defineVariant({
  name: "late-apply",
  changes: {
    vi: "Kết nối của một lần ghi bị cắt không trả lời; delayMs sau Cổng mới ghi, đè lên cả nội dung mới hơn.",
    en: "The connection of a write is cut unanswered and the write applied delayMs later, over newer content too.",
  },
  why: {
    vi: "Bộ kết nối xếp gói tin vào hàng đợi rồi mới chuyển; hết giờ chờ phía gửi không rút gói tin lại.",
    en: "An adapter queues the message and forwards it later; the sender's timeout does not take it back.",
  },
  settings: {
    delayMs: milliseconds(10_000, "Ghi muộn bao lâu (ms). How late it is applied, milliseconds"),
    ...drawSettings(0.2),
  },
  play: ({ delayMs, ...often }, { chance }) => {
    const strikes = drawing(often, chance);
    return {
      postpone: ({ service, dossierCodes }) => (strikes([service, ...dossierCodes].join("\n")) ? delayMs : null),
    };
  },
});
