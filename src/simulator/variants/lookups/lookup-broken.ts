import { rawReply } from "../../reply.ts";
import { defineVariant } from "../variant.ts";

export const lookupBroken = defineVariant({
  name: "lookup-broken",
  changes: {
    vi: "TraCuuHoSo luôn trả HTTP 500; mọi dịch vụ khác bình thường.",
    en: "TraCuuHoSo always answers HTTP 500; everything else is well.",
  },
  why: {
    vi: "Tra cứu chạy trên máy chủ khác với máy chủ ghi nhận, và có thể hỏng riêng.",
    en: "Look-ups run on other servers than writes do, and fail on their own.",
  },
  settings: {},
  play: () => ({
    intercept: ({ kind }) =>
      kind === "look-up" ? rawReply(500, "text/html; charset=utf-8", "<h1>Internal Server Error</h1>") : null,
  }),
});
