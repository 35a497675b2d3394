import { allOrNothing } from "../../desks/write-desk.ts";
import { drawing, drawSettings } from "../draw.ts";
import { defineVariant } from "../variant.ts";

export const silentYes = defineVariant({
  name: "silent-yes",
  changes: {
    vi: "Một số phần tử nhận «thành công» như mọi phần tử khác mà không hề được ghi.",
    en: "Some elements are answered yes like all others, and never applied.",
  },
  why: {
    vi: "Cổng trả lời ngay khi nhận gói tin rồi xử lý sau; xử lý hỏng thì không ai được báo.",
    en: "The portal answers on receipt and works later; when that fails nobody is told.",
  },
  settings: drawSettings(0.1),
  play: (often, { chance }) => {
    const isLost = drawing(often, chance);
    return {
      take: (items, yes) => {
        const { answer, applied } = allOrNothing(items, yes);
        return {
          answer,
          applied: applied.filter(({ dossierCode, item }) => !isLost(dossierCode + JSON.stringify(item))),
        };
      },
    };
  },
});
