import { milliseconds } from "../milliseconds.ts";
import { defineVariant } from "../variant.ts";

export const lookupStale = defineVariant({
  name: "lookup-stale",
  changes: {
    vi: "Tra cứu cho thấy tình trạng của lagMs trước; hồ sơ mới tạo thì chưa thấy.",
    en: "Look-ups show how things stood lagMs ago; a dossier just created is not there yet.",
  },
  why: {
    vi: "Tra cứu đọc bản sao của cơ sở dữ liệu, bản sao ấy chậm hơn bản chính.",
    en: "Look-ups read a replica of the database, which lags behind.",
  },
  settings: { lagMs: milliseconds(30_000, "Chậm bao lâu (ms). How far behind, milliseconds") },
  play: ({ lagMs }, { clock, records }) => ({ lookUp: (code) => records.asOf(code, clock.now() - lagMs) }),
});
