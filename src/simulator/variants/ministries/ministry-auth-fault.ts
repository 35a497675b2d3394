import { ministryRefusal } from "#schemas/portal/ministry-errors.ts";
import { rawReply } from "../../reply.ts";
import { milliseconds } from "../milliseconds.ts";
import { defineVariant } from "../variant.ts";

/** As ministries in general were seen to say it. */
const FAULT = ministryRefusal("AUTHEN_ERROR", "Không xác thực được hệ thống gọi");

export const ministryAuthFault = defineVariant({
  name: "ministry-auth-fault",
  changes: {
    vi: 'Trong forMs đầu, hệ thống các bộ trả HTTP 200 {"status":0,"errorCode":100,"errorDescription":"AUTHEN_ERROR - …"}.',
    en: 'For the first forMs the ministries answer HTTP 200 {"status":0,"errorCode":100,"errorDescription":"AUTHEN_ERROR - …"}.',
  },
  why: {
    vi: "Trục đổi khóa hoặc danh sách hệ thống được gọi; hồ sơ không có lỗi gì.",
    en: "The platform changes keys or its list of callers; nothing is wrong with the dossier.",
  },
  settings: { forMs: milliseconds(30_000, "Kéo dài bao lâu (ms). How long, milliseconds") },
  play: ({ forMs }, { clock, ministryWords }) => {
    const until = clock.now() + forMs;
    return {
      intercept: ({ kind, service }) => {
        if (kind !== "ministry" || clock.now() >= until) return null;
        const words = ministryWords(service, "ministry-auth-fault", {}) ?? FAULT;
        return rawReply(200, "application/json; charset=utf-8", JSON.stringify(words));
      },
    };
  },
});
