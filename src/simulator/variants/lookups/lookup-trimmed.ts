import { eachText } from "../record-views.ts";
import { defineVariant } from "../variant.ts";

export const lookupTrimmed = defineVariant({
  name: "lookup-trimmed",
  changes: {
    vi: "Tra cứu trả văn bản đã bỏ khoảng trắng thừa, xuống dòng thành dấu cách.",
    en: "Look-ups return texts without surplus blanks, line breaks as blanks.",
  },
  why: {
    vi: "Dữ liệu được làm sạch trước khi hiện trên trang.",
    en: "Data are cleaned before they are shown on a page.",
  },
  settings: {},
  play: () => ({ view: ({ record }) => eachText(record, (text) => text.replaceAll(/\s+/g, " ").trim()) }),
});
