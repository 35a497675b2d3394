import { defineVariant } from "../variant.ts";

export const sessionSingle = defineVariant({
  name: "session-single",
  changes: {
    vi: "Mỗi tài khoản một phiên: đăng nhập mới thì phiên cũ hết.",
    en: "One session for each account: a new login ends the older.",
  },
  why: {
    vi: "Quy định an toàn thông tin thường không cho một tài khoản đăng nhập nhiều nơi.",
    en: "Security rules often forbid an account to be logged in twice.",
  },
  settings: {},
  play: () => ({ sessionHolds: ({ isNewest }) => isNewest }),
});
