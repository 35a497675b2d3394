import { withResult } from "../own-words.ts";
import { defineVariant } from "../variant.ts";

export const lookupInMessage = defineVariant({
  name: "lookup-in-message",
  changes: {
    vi: "Tra cứu trả kết quả ở dạng chuỗi JSON trong message, không có result.",
    en: "Look-ups answer with the result as JSON text inside message, and no result.",
  },
  why: {
    vi: 'Trục của một tỉnh đã trả như vậy: message là chuỗi JSON có {"result": […]}.',
    en: 'One province\'s wrapper was seen doing it: message is JSON text with {"result": […]}.',
  },
  settings: {},
  play: () => ({
    answer: (answer, { kind }) =>
      kind === "look-up" && answer.result !== undefined
        ? { ...withResult(answer), message: JSON.stringify({ result: answer.result }) }
        : answer,
  }),
});
