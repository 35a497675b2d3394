import { defineVariant } from "../variant.ts";

export const byteOrderMark = defineVariant({
  name: "byte-order-mark",
  changes: { vi: "JSON bắt đầu bằng dấu BOM.", en: "JSON begins with a byte order mark." },
  why: {
    vi: "Máy chủ .NET viết UTF-8 kèm BOM nếu không được dặn khác.",
    en: "Servers on .NET write UTF-8 with a mark unless told otherwise.",
  },
  settings: {},
  play: () => ({ dress: (reply) => ({ ...reply, body: `\uFEFF${reply.body}` }) }),
});
