import { defineVariant } from "../variant.ts";

export const success201 = defineVariant({
  name: "success-201",
  changes: { vi: "Lần ghi được nhận trả HTTP 201.", en: "Writes are answered HTTP 201." },
  why: {
    vi: "Bộ kết nối mới viết theo REST, nơi POST tạo ra thứ gì đó thì trả 201.",
    en: "Newer adapters follow REST, where a POST that makes something says 201.",
  },
  settings: {},
  play: () => ({
    dress: (reply, { effect }) => (effect === "create" || effect === "write" ? { ...reply, status: 201 } : reply),
  }),
});
