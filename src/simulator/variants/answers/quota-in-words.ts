import { z } from "zod";
import { refusedWith } from "../../portal-answer.ts";
import { jsonReply } from "../../reply.ts";
import { defineVariant } from "../variant.ts";

const MINUTE_MS = 60_000;

export const quotaInWords = defineVariant({
  name: "quota-in-words",
  changes: {
    vi: "Quá perMinute lần gọi trong một phút thì mã −1 «Vượt quá số lượt gọi cho phép trong một phút», HTTP 200.",
    en: "More than perMinute calls in a minute are answered −1 «Vượt quá số lượt gọi …», with HTTP 200.",
  },
  why: {
    vi: "Cổng quản lý API đếm lượt gọi và báo bằng lời, vì bộ kết nối không chuyển mã 429.",
    en: "The API gateway counts calls and tells in words, as the adapter passes no 429.",
  },
  settings: { perMinute: z.int().min(1).max(1_000_000).default(60).describe("Số lần mỗi phút. Calls per minute") },
  play: ({ perMinute }, { clock }) => {
    let minute = -1;
    let calls = 0;
    const refusal = jsonReply(refusedWith("-1", "Vượt quá số lượt gọi cho phép trong một phút"), "string");
    return {
      intercept: ({ effect }) => {
        if (effect === "login") return null;
        const now = Math.floor(clock.now() / MINUTE_MS);
        calls = now === minute ? calls + 1 : 1;
        minute = now;
        return calls > perMinute ? refusal : null;
      },
    };
  },
});
