import { defineVariant } from "../variant.ts";

export const createUpserts = defineVariant({
  name: "create-upserts",
  changes: {
    vi: "Tạo hồ sơ đã có thì ghi đè và trả thành công, không nói «đã tồn tại».",
    en: "A create of a known dossier replaces it and says yes, without «đã tồn tại».",
  },
  why: {
    vi: "Cổng ghi theo kiểu có thì sửa, không có thì thêm; isUpdating chỉ để tham khảo.",
    en: "The portal stores by insert-or-update; isUpdating is only informative.",
  },
  settings: {},
  play: () => ({ judge: ({ refusal }) => (refusal?.reason === "already-exists" ? null : refusal) }),
});
