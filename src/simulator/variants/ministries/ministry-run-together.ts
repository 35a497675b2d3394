import { drawing, drawSettings } from "../draw.ts";
import { unfitContent } from "../unfit-content.ts";
import { defineVariant } from "../variant.ts";

/** Sentences with the letter that is left of a line break between them. */
const ERRORS =
  "nksSoDDCN có độ dài vượt quá số lượng cho phép. Vui lòng kiểm tra lại thông tin." +
  "nnksLoaiGiayToTuyThan không tồn tại. Vui lòng tham khảo tài liệu kỹ thuật đã cung cấp." +
  "nnksSoDDCN có định dạng không đúng.";

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
  play: (often, { chance }) => {
    const isUnfit = unfitContent(drawing(often, chance));
    return {
      judge: (item, { kind }) => {
        if (item.refusal !== null || kind !== "ministry" || !isUnfit(item)) return item.refusal;
        const ownWords = { title: "Có lỗi xảy ra.", errors: ERRORS, status: 500, inputSend: item.item };
        return { reason: "content", errorCode: "-1", message: "Có lỗi xảy ra.", ownWords };
      },
    };
  },
});
