import type { JsonObject } from "#core/message/message.ts";
import type { ExaminedItem, Take } from "../../desks/write-desk.ts";
import { drawing, drawSettings } from "../draw.ts";
import { unfitContent } from "../unfit-content.ts";
import { defineVariant } from "../variant.ts";

export const itemRefusals = defineVariant({
  name: "item-refusals",
  changes: {
    vi: "error_code 0, result có một mục cho mỗi hồ sơ; mục bị từ chối thì không được ghi.",
    en: "error_code 0, and result has an item for each element; those refused are not applied.",
  },
  why: {
    vi: "result là một danh sách; Cổng có thể nhận từng phần tử riêng và nói kết quả của từng phần tử.",
    en: "result is a list; a portal may take each element by itself and say so of each.",
  },
  settings: drawSettings(0.2),
  play: (often, { chance }) => {
    const isUnfit = unfitContent(drawing(often, chance));
    return {
      judge: (item, { kind }) =>
        item.refusal === null && kind === "dossier" && isUnfit(item)
          ? { reason: "content", errorCode: "-1", message: "Mã lĩnh vực không thuộc thủ tục" }
          : item.refusal,
      take: eachByItself,
    };
  },
});

/** Applies what can be taken and says of each element what became of it. */
const eachByItself: Take = (items, yes) => ({
  answer: { ...yes, result: items.map(verdictOf) },
  applied: items.filter(({ refusal }) => refusal === null),
});

function verdictOf({ dossierCode, refusal }: ExaminedItem): JsonObject {
  return refusal === null
    ? { MaHoSo: dossierCode, error_code: "0", message: "Thành công" }
    : { MaHoSo: dossierCode, error_code: refusal.errorCode, message: refusal.message };
}
