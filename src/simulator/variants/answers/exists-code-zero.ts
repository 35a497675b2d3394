import { defineVariant } from "../variant.ts";

export const existsCodeZero = defineVariant({
  name: "exists-code-zero",
  changes: {
    vi: "«đã tồn tại» đi cùng error_code 0.",
    en: "«đã tồn tại» comes with error_code 0.",
  },
  why: {
    vi: "Một phần mềm xem 0, 3 và −3 như nhau và chỉ đọc message.",
    en: "One client treats 0, 3 and −3 alike and reads the message.",
  },
  settings: {},
  play: () => ({
    word: (refusal) => (refusal.reason === "already-exists" ? { ...refusal, errorCode: "0" } : refusal),
  }),
});
