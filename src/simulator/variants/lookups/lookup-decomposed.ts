import { eachText } from "../record-views.ts";
import { defineVariant } from "../variant.ts";

export const lookupDecomposed = defineVariant({
  name: "lookup-decomposed",
  changes: {
    vi: "Tra cứu trả tiếng Việt ở dạng tổ hợp (NFD).",
    en: "Look-ups return Vietnamese decomposed (Unicode NFD).",
  },
  why: {
    vi: "Chữ nhập trên máy Mac và một số bộ gõ ở dạng tổ hợp; không nơi nào quy định dạng khi trao đổi.",
    en: "Text from Macs and some input methods is decomposed; no rule fixes the form in exchange.",
  },
  settings: {},
  play: () => ({ view: ({ record }) => eachText(record, (text) => text.normalize("NFD")) }),
});
