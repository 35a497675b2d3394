import { rawReply } from "../../reply.ts";
import { defineVariant } from "../variant.ts";
import { endsAfter, sessionEndSettings } from "./session-end.ts";

export const session403 = defineVariant({
  name: "session-403",
  changes: { vi: "Hết phiên thì trả HTTP 403.", en: "An ended session is answered HTTP 403." },
  why: {
    vi: "Tường lửa ứng dụng hoặc máy chủ đứng trước Cổng kiểm tra phiên và chặn bằng 403.",
    en: "A proxy or application firewall before the portal checks sessions and says 403.",
  },
  settings: sessionEndSettings,
  play: (ending) => ({
    sessionHolds: endsAfter(ending),
    sessionRefusal: () => rawReply(403, "text/html; charset=utf-8", "<h1>403 Forbidden</h1>"),
  }),
});
