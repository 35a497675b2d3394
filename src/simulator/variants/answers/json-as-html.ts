import { defineVariant } from "../variant.ts";

export const jsonAsHtml = defineVariant({
  name: "json-as-html",
  changes: {
    vi: "JSON được gửi với Content-Type: text/html.",
    en: "JSON is sent with Content-Type: text/html.",
  },
  why: {
    vi: "Bộ kết nối chuyển tiếp không giữ tiêu đề của máy chủ phía sau.",
    en: "The adapter does not pass on the headers of the server behind it.",
  },
  settings: {},
  play: () => ({
    dress: (reply) => ({ ...reply, headers: { ...reply.headers, "content-type": "text/html; charset=utf-8" } }),
  }),
});
