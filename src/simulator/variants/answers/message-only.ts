import { saidAs } from "../own-words.ts";
import { defineVariant } from "../variant.ts";

export const messageOnly = defineVariant({
  name: "message-only",
  changes: {
    vi: "Câu trả lời chỉ có message (và session, result), không có error_code.",
    en: "Answers have message only (and session, result), no error_code.",
  },
  why: {
    vi: "Một phần mềm chỉ tìm «thành công» trong câu trả lời; Cổng có lúc trả như vậy cũng không ai biết.",
    en: "One client only looks for «thành công» in the answer; a portal that says no more would suit it.",
  },
  settings: {},
  play: () => ({ answer: (answer) => saidAs(answer, { message: answer.message }) }),
});
