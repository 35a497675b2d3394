import { allOrNothing } from "../../desks/write-desk.ts";
import { drawing, drawSettings } from "../draw.ts";
import { defineVariant } from "../variant.ts";

export const itemsLeftOut = defineVariant({
  name: "items-left-out",
  changes: {
    vi: "error_code 0, result chỉ nêu những hồ sơ đã ghi; phần còn lại không được nhắc tới và không được ghi.",
    en: "error_code 0, and result names only what was applied; the rest is neither mentioned nor applied.",
  },
  why: {
    vi: "Cổng ghi từng phần tử, phần tử lỗi chỉ vào nhật ký của Cổng.",
    en: "The portal stores element by element, and one that fails goes to the portal's own log only.",
  },
  settings: drawSettings(0.2),
  play: (often, { chance }) => {
    const isLeftOut = drawing(often, chance);
    return {
      take: (items, yes) => {
        const usual = allOrNothing(items, yes);
        if (usual.applied.length === 0) return usual;
        const applied = items.filter(({ dossierCode, item }) => !isLeftOut(dossierCode + JSON.stringify(item)));
        return { answer: { ...yes, result: applied.map(({ dossierCode }) => ({ MaHoSo: dossierCode })) }, applied };
      },
    };
  },
});
