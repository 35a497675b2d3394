import type { PortalRecords } from "../../portal-records.ts";
import { milliseconds } from "../milliseconds.ts";
import { defineVariant } from "../variant.ts";

export const unknownAfterCreate = defineVariant({
  name: "unknown-after-create",
  changes: {
    vi: "Trong lagMs sau khi tạo, cập nhật và tiến độ của hồ sơ nhận «Hồ sơ … không tồn tại».",
    en: "For lagMs after a create, updates and progress of the dossier are answered «Hồ sơ … không tồn tại».",
  },
  why: {
    vi: "Cổng ghi hồ sơ mới vào hàng đợi, các dịch vụ khác chưa thấy ngay.",
    en: "The portal puts a new dossier in a queue of its own; its other services do not see it at once.",
  },
  settings: { lagMs: milliseconds(5000, "Bao lâu (ms). How long, milliseconds") },
  play: ({ lagMs }, { clock, records }) => ({
    judge: (item) => {
      if (item.refusal !== null || item.isUpdating === false) return item.refusal;
      const isYoung = clock.now() - createdAt(records, item.dossierCode) < lagMs;
      if (!isYoung) return null;
      const message = `Hồ sơ ${item.dossierCode} không tồn tại`;
      return { reason: "unknown-dossier", errorCode: "-1", message };
    },
  }),
});

function createdAt(records: PortalRecords, code: string): number {
  return records.get(code)?.createdAt ?? Number.NEGATIVE_INFINITY;
}
