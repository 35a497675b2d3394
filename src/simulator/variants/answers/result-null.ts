import { withResult } from "../own-words.ts";
import { defineVariant } from "../variant.ts";

export const resultNull = defineVariant({
  name: "result-null",
  changes: {
    vi: "Không có gì để trả thì result là null, không phải danh sách rỗng; tra cứu hồ sơ không có cũng vậy.",
    en: "Where there is nothing to tell, result is null and no empty list; in look-ups of unknown dossiers as well.",
  },
  why: {
    vi: "Thư viện JSON của máy chủ viết danh sách chưa có thành null.",
    en: "JSON libraries write a list that was never made as null.",
  },
  settings: {},
  play: () => ({ answer: (answer) => (answer.result?.length === 0 ? withResult(answer, null) : answer) }),
});
