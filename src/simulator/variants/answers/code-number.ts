import { saidAs } from "../own-words.ts";
import { defineVariant } from "../variant.ts";

export const codeNumber = defineVariant({
  name: "code-number",
  changes: { vi: "error_code luôn là số.", en: "error_code is always a number." },
  why: {
    vi: "Có phần mềm đọc error_code là số, có phần mềm đọc là chuỗi.",
    en: "Some clients read error_code as a number, others as text.",
  },
  settings: {},
  play: () => ({
    answer: (answer) => saidAs(answer, { error_code: Number(answer.errorCode), message: answer.message }),
  }),
});
