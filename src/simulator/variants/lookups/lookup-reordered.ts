import type { JsonObject } from "#core/message/message.ts";
import { defineVariant } from "../variant.ts";

export const lookupReordered = defineVariant({
  name: "lookup-reordered",
  changes: {
    vi: "Tra cứu trả các danh sách (giấy tờ, lệ phí, kết quả…) theo thứ tự ngược lại.",
    en: "Look-ups return lists (papers, fees, results …) in reverse order.",
  },
  why: {
    vi: "Danh sách nằm ở bảng con, đọc ra mới nhất trước hoặc không theo thứ tự nào.",
    en: "Lists lie in tables of their own and are read newest first, or in no order.",
  },
  settings: {},
  play: () => ({
    view: ({ record }): JsonObject =>
      Object.fromEntries(
        Object.entries(record).map(([key, value]) => [key, Array.isArray(value) ? value.toReversed() : value]),
      ),
  }),
});
