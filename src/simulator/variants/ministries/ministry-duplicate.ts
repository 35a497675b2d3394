import { defineVariant } from "../variant.ts";

export const ministryDuplicate = defineVariant({
  name: "ministry-duplicate",
  changes: {
    vi: "Tin đã nhận gửi lại thì bộ trả «Trùng mã hồ sơ, hồ sơ đã có trong hệ thống», không phải «đã được tiếp nhận».",
    en: "A message a ministry has already is answered «Trùng mã hồ sơ, hồ sơ đã có trong hệ thống».",
  },
  why: {
    vi: "Mỗi bộ có lời riêng cho cùng một việc.",
    en: "Each ministry has words of its own for the same thing.",
  },
  settings: {},
  play: (_settings, { ministryWords }) => ({
    word: (refusal, { kind, service }) => {
      if (kind !== "ministry" || (refusal.reason !== "already-received" && refusal.reason !== "no-correction"))
        return refusal;
      const ownWords = ministryWords(service, "ministry-duplicate", {});
      return {
        ...refusal,
        message: "Trùng mã hồ sơ, hồ sơ đã có trong hệ thống",
        ...(ownWords !== null && { ownWords }),
      };
    },
  }),
});
