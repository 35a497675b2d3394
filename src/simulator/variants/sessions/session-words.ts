import { refusedWith } from "../../portal-answer.ts";
import { jsonReply } from "../../reply.ts";
import { defineVariant } from "../variant.ts";
import { endsAfter, sessionEndSettings } from "./session-end.ts";

export const sessionWords = defineVariant({
  name: "session-words",
  changes: {
    vi: "Phiên hết sau afterCalls lần gọi hoặc afterMs; khi ấy mã −1 «Không có quyền truy cập», không nhắc tới phiên.",
    en: "A session ends after afterCalls calls or afterMs, with code −1 «Không có quyền truy cập» and no word of sessions.",
  },
  why: {
    vi: "Không rõ Cổng báo hết phiên thế nào; một máy chủ thường chỉ nói không có quyền.",
    en: "How the portal tells of an ended session is not known; servers often say no more than «no access».",
  },
  settings: sessionEndSettings,
  play: (ending) => ({
    sessionHolds: endsAfter(ending),
    sessionRefusal: () => jsonReply(refusedWith("-1", "Không có quyền truy cập"), "string"),
  }),
});
