import { createHash } from "node:crypto";
import { drawing, drawSettings } from "../draw.ts";
import { unfitContent } from "../unfit-content.ts";
import { defineVariant } from "../variant.ts";

/** Each carries a word that elsewhere speaks of sessions, maintenance or dossiers that exist. */
const SENTENCES = [
  "Ngày phiên tòa không hợp lệ",
  "Thiếu tên người phiên dịch",
  "Số biên nhận đã tồn tại",
  "Thủ tục hành chính đang tạm ngừng tiếp nhận tại đơn vị",
  "Giấy phép đã hết hạn, không thể gia hạn",
  "Ngày bảo trì thiết bị không hợp lệ",
] as const;

export const dataWords = defineVariant({
  name: "data-words",
  changes: {
    vi: "Từ chối nội dung của một số hồ sơ bằng câu có từ «phiên», «tạm ngừng», «bảo trì», «đã tồn tại», «hết hạn».",
    en: "Refuses some dossiers' content in sentences with words of sessions, maintenance and things that exist.",
  },
  why: {
    vi: "Lời từ chối nói về dữ liệu, và dữ liệu có thể là phiên tòa, phiên dịch, biên nhận đã tồn tại.",
    en: "A refusal speaks of data, and data may be court sessions, interpreters (người phiên dịch), receipts that exist.",
  },
  settings: drawSettings(0.1),
  play: (often, { chance }) => {
    const isUnfit = unfitContent(drawing(often, chance));
    return {
      judge: (item, { kind }) =>
        item.refusal === null && kind === "dossier" && isUnfit(item)
          ? { reason: "content", errorCode: "-1", message: sentenceFor(item.dossierCode) }
          : item.refusal,
    };
  },
});

function sentenceFor(dossierCode: string): string {
  const [drawn = 0] = createHash("sha256").update(dossierCode).digest();
  return SENTENCES[drawn % SENTENCES.length] ?? SENTENCES[0];
}
