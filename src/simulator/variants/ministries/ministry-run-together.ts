import { drawing, drawSettings } from "../draw.ts";
import { unfitContent } from "../unfit-content.ts";
import { defineVariant } from "../variant.ts";

export const ministryRunTogether = defineVariant({
  name: "ministry-run-together",
  changes: {
    vi: "Bộ từ chối nội dung một số tin bằng HTTP 200 {title, errors, status: 500, inputSend}; errors là nhiều câu dính liền bởi chữ «n».",
    en: "A ministry refuses some messages' content with HTTP 200 {title, errors, status: 500, inputSend}; errors is sentences run together by an «n».",
  },
  why: {
    vi: "Hệ thống của một bộ được thấy trả như vậy (2025): «n» là dấu xuống dòng bị mất gạch chéo.",
    en: "A ministry's system was seen doing it (2025): the «n» is a line break that lost its backslash.",
  },
  settings: drawSettings(0.2),
  play: (often, { chance, ministryWords }) => {
    const isUnfit = unfitContent(drawing(often, chance));
    return {
      judge: (item, { kind, service }) => {
        if (item.refusal !== null || kind !== "ministry" || !isUnfit(item)) return item.refusal;
        const ownWords = ministryWords(service, "ministry-run-together", item.item);
        if (ownWords === null) return null;
        return { reason: "content", errorCode: "-1", message: "Có lỗi xảy ra.", ownWords };
      },
    };
  },
});
