import { defineVariant } from "../variant.ts";

export const existsOtherWords = defineVariant({
  name: "exists-other-words",
  changes: {
    vi: "Tạo hồ sơ đã có bị từ chối với mã −1 «Mã hồ sơ đã được sử dụng», không có «đã tồn tại».",
    en: "A create of a known dossier is refused with −1 «Mã hồ sơ đã được sử dụng», without «đã tồn tại».",
  },
  why: {
    vi: "Chỉ một phần mềm dựa vào «đã tồn tại»; lời của Cổng có thể đã đổi từ đó.",
    en: "One client alone relies on «đã tồn tại»; the portal's words may have changed since.",
  },
  settings: {},
  play: () => ({
    word: (refusal) =>
      refusal.reason === "already-exists"
        ? { ...refusal, errorCode: "-1", message: "Mã hồ sơ đã được sử dụng" }
        : refusal,
  }),
});
