import { rawReply } from "../../reply.ts";
import { LOGIN_FORM } from "../login-form.ts";
import { defineVariant } from "../variant.ts";
import { endsAfter, sessionEndSettings } from "./session-end.ts";

export const sessionLoginPage = defineVariant({
  name: "session-login-page",
  changes: {
    vi: "Hết phiên thì trả HTTP 200 với trang đăng nhập HTML; tra cứu cũng vậy.",
    en: "An ended session is answered HTTP 200 with the HTML login form; look-ups as well.",
  },
  why: {
    vi: "Máy chủ hiện trang đăng nhập ngay tại địa chỉ được gọi, không chuyển hướng.",
    en: "The server shows the login form at the very address that was called.",
  },
  settings: sessionEndSettings,
  play: (ending) => ({
    sessionHolds: endsAfter(ending),
    sessionRefusal: () => rawReply(200, "text/html; charset=utf-8", LOGIN_FORM),
  }),
});
