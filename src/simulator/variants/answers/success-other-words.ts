import { SUCCESS_CODE } from "../../portal-answer.ts";
import { defineVariant } from "../variant.ts";

export const successOtherWords = defineVariant({
  name: "success-other-words",
  changes: {
    vi: "Thành công là error_code 0 với message «OK», không có chữ «thành công».",
    en: "Yes is error_code 0 with the message «OK», without «thành công».",
  },
  why: {
    vi: "Một phần mềm chỉ xem mã và không cần chữ nào trong message.",
    en: "One client looks at the code alone and needs no words in the message.",
  },
  settings: {},
  play: () => ({ answer: (answer) => (answer.errorCode === SUCCESS_CODE ? { ...answer, message: "OK" } : answer) }),
});
