import { defineVariant } from "../variant.ts";

export const lookupWithProgress = defineVariant({
  name: "lookup-with-progress",
  changes: {
    vi: "Tra cứu kèm các dòng tiến độ trong DanhSachTienDo.",
    en: "Look-ups tell the progress lines, too, in DanhSachTienDo.",
  },
  why: {
    vi: "Trang tra cứu cho người dân hiện quá trình xử lý; dữ liệu ấy phải đọc từ đâu đó.",
    en: "The page for citizens shows the processing log; it has to be read somewhere.",
  },
  settings: {},
  play: () => ({ view: ({ record, kept }) => ({ ...record, DanhSachTienDo: kept.progress }) }),
});
