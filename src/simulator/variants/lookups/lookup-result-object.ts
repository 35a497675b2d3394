import { withResult } from "../own-words.ts";
import { defineVariant } from "../variant.ts";

export const lookupResultObject = defineVariant({
  name: "lookup-result-object",
  changes: {
    vi: "Tra cứu trả result là đối tượng {data: […]}.",
    en: "Look-ups answer with result as an object {data: […]}.",
  },
  why: {
    vi: "LayDVC của Cổng trả result.data[].",
    en: "The portal's LayDVC answers result.data[].",
  },
  settings: {},
  play: () => ({
    answer: (answer, { kind }) =>
      kind === "look-up" && answer.result !== undefined ? withResult(answer, { data: answer.result }) : answer,
  }),
});
