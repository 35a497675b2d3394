import { canonicalJson } from "#core/message/canonical-json.ts";
import { allOrNothing, type ExaminedItem } from "../../desks/write-desk.ts";
import type { PortalRecords } from "../../portal-records.ts";
import { defineVariant } from "../variant.ts";

export const progressDeduplicated = defineVariant({
  name: "progress-deduplicated",
  changes: {
    vi: "Dòng tiến độ đã có nguyên văn thì không ghi lần nữa, vẫn trả «thành công».",
    en: "A progress line that stands there word for word is not added again, and answered yes.",
  },
  why: {
    vi: "Không rõ Cổng có lọc dòng trùng không; bảng có thể có khóa theo hồ sơ, thời điểm và nội dung.",
    en: "Whether the portal does is not known; its table may have a key of dossier, time and content.",
  },
  settings: {},
  play: (_settings, { records }) => ({
    take: (items, yes) => {
      const { answer, applied } = allOrNothing(items, yes);
      return { answer, applied: applied.filter((item) => !stands(item, records)) };
    },
  }),
});

/** Only progress lines can stand twice; dossiers and forms are replaced. */
function stands({ dossierCode, item }: ExaminedItem, records: PortalRecords): boolean {
  const text = canonicalJson(item);
  return records.get(dossierCode)?.progress.some((entry) => canonicalJson(entry) === text) === true;
}
