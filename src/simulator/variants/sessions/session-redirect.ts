import { rawReply } from "../../reply.ts";
import { LOGIN_PATH } from "../login-form.ts";
import { defineVariant } from "../variant.ts";
import { endsAfter, sessionEndSettings } from "./session-end.ts";

export const sessionRedirect = defineVariant({
  name: "session-redirect",
  changes: {
    vi: "Hết phiên thì trả 302 tới trang đăng nhập.",
    en: "An ended session is answered 302 to a login page.",
  },
  why: {
    vi: "Khung web của Cổng chuyển người chưa đăng nhập tới trang đăng nhập, kể cả khi đó là máy gọi máy.",
    en: "The portal's web framework sends whoever is not logged in to the login page, machines too.",
  },
  settings: sessionEndSettings,
  play: (ending) => ({
    sessionHolds: endsAfter(ending),
    sessionRefusal: () => rawReply(302, "text/html; charset=utf-8", "", { location: LOGIN_PATH }),
  }),
});
