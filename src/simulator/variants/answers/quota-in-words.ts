import { z } from "zod";
import { refusedWith } from "../../portal-answer.ts";
import { jsonReply } from "../../reply.ts";
import { defineVariant } from "../variant.ts";

export const quotaInWords = defineVariant({
  name: "quota-in-words",
  changes: {
    vi: "Quá maxCalls lần gọi trong perMs thì mã −1 «Vượt quá số lượt gọi cho phép trong một phút», HTTP 200.",
    en: "More than maxCalls calls in perMs are answered −1 «Vượt quá số lượt gọi …», with HTTP 200.",
  },
  why: {
    vi: "Cổng quản lý API đếm lượt gọi và báo bằng lời, vì bộ kết nối không chuyển mã 429.",
    en: "The API gateway counts calls and tells in words, as the adapter passes no 429.",
  },
  settings: {
    maxCalls: z.int().min(1).max(1_000_000).default(60).describe("Số lần gọi tối đa. Most calls"),
    perMs: z.int().min(1).max(3_600_000).default(60_000).describe("Trong bao lâu (ms). In how long, milliseconds"),
  },
  play: ({ maxCalls, perMs }, { clock }) => {
    let span = -1;
    let calls = 0;
    const refusal = jsonReply(refusedWith("-1", "Vượt quá số lượt gọi cho phép trong một phút"), "string");
    return {
      intercept: ({ effect }) => {
        if (effect === "login") return null;
        const now = Math.floor(clock.now() / perMs);
        calls = now === span ? calls + 1 : 1;
        span = now;
        return calls > maxCalls ? refusal : null;
      },
    };
  },
});
