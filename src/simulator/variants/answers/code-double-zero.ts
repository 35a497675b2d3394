import { SUCCESS_CODE } from "../../portal-answer.ts";
import { defineVariant } from "../variant.ts";

export const codeDoubleZero = defineVariant({
  name: "code-double-zero",
  changes: { vi: 'Thành công là error_code "00".', en: 'Yes is error_code "00".' },
  why: {
    vi: "Bản đầu của một phần mềm một cửa so với «00».",
    en: "The first version of one client compared with «00».",
  },
  settings: {},
  play: () => ({ answer: (answer) => (answer.errorCode === SUCCESS_CODE ? { ...answer, errorCode: "00" } : answer) }),
});
