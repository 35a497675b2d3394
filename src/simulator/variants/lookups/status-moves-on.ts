import { dossierStatus } from "#schemas/codes/dossier-statuses.ts";
import { milliseconds } from "../milliseconds.ts";
import { defineVariant } from "../variant.ts";

export const statusMovesOn = defineVariant({
  name: "status-moves-on",
  changes: {
    vi: "Sau afterMs, Cổng tự chuyển TrangThaiHoSo của hồ sơ đã tiếp nhận sang «đang xử lý» khi tra cứu.",
    en: "After afterMs the portal itself moves TrangThaiHoSo of a received dossier on to «being processed» in look-ups.",
  },
  why: {
    vi: "Cổng tính trạng thái hiện cho người dân từ nhiều nguồn, không chỉ từ lần đồng bộ cuối.",
    en: "The portal works out the status it shows from several sources, not from the last update alone.",
  },
  settings: {
    afterMs: milliseconds(5000, "Sau bao lâu không đổi (ms). After how long without a change, milliseconds"),
  },
  play: ({ afterMs }, { clock, records }) => ({
    view: ({ code, record }) => {
      const isReceived = record["TrangThaiHoSo"] === String(dossierStatus.received);
      const isOld = clock.now() - (records.changedAt(code) ?? 0) >= afterMs;
      return isReceived && isOld ? { ...record, TrangThaiHoSo: String(dossierStatus.inProcessing) } : record;
    },
  }),
});
