import { refusedWith } from "../../portal-answer.ts";
import { defineVariant } from "../variant.ts";

export const lookupErrorForUnknown = defineVariant({
  name: "lookup-error-for-unknown",
  changes: {
    vi: "Tra cứu hồ sơ không có trả −1 «Không tìm thấy hồ sơ», không trả danh sách rỗng.",
    en: "A look-up of an unknown dossier answers −1 «Không tìm thấy hồ sơ» instead of an empty list.",
  },
  why: {
    vi: "Nhiều dịch vụ coi «không có» là lỗi; chưa thấy phần mềm nào dựa vào danh sách rỗng của Cổng.",
    en: "Many services treat «none» as an error; no observed client proves the empty list.",
  },
  settings: {},
  play: () => ({
    answer: (answer, { kind }) =>
      kind === "look-up" && answer.result?.length === 0 ? refusedWith("-1", "Không tìm thấy hồ sơ") : answer,
  }),
});
