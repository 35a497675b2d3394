import { allOrNothing } from "../../desks/write-desk.ts";
import { defineVariant } from "../variant.ts";

export const updateUnknownYes = defineVariant({
  name: "update-unknown-yes",
  changes: {
    vi: "Cập nhật hoặc tiến độ của hồ sơ không có nhận «thành công» và không ghi gì.",
    en: "An update or progress of an unknown dossier is answered yes, and nothing is applied.",
  },
  why: {
    vi: "Câu lệnh UPDATE không gặp dòng nào vẫn là thành công.",
    en: "An UPDATE that meets no row is still a success.",
  },
  settings: {},
  play: () => ({
    take: (items, yes) => {
      const known = items.filter(({ refusal }) => refusal?.reason !== "unknown-dossier");
      return allOrNothing(known, yes);
    },
  }),
});
