import { z } from "zod";
import { eachText } from "../record-views.ts";
import { defineVariant } from "../variant.ts";

export const lookupCut = defineVariant({
  name: "lookup-cut",
  changes: {
    vi: "Tra cứu trả văn bản dài bị cắt còn maxLength ký tự.",
    en: "Look-ups return long texts cut to maxLength characters.",
  },
  why: {
    vi: "Cột của bảng tra cứu ngắn hơn trường trong tài liệu.",
    en: "Columns of the look-up's table are shorter than the fields of the guide.",
  },
  settings: {
    maxLength: z.int().min(1).max(4000).default(30).describe("Số ký tự giữ lại. How many characters remain"),
  },
  play: ({ maxLength }) => ({ view: ({ record }) => eachText(record, (text) => text.slice(0, maxLength)) }),
});
