import type { JsonObject } from "#core/message/message.ts";
import { defineVariant } from "../variant.ts";

export const lookupNeighbours = defineVariant({
  name: "lookup-neighbours",
  changes: {
    vi: "Tra cứu trả nhiều hồ sơ có mã gần giống; hồ sơ được hỏi đứng cuối, hoặc không có.",
    en: "Look-ups return several dossiers with similar codes; the one asked for stands last, or is not there.",
  },
  why: {
    vi: "Ô tìm kiếm của trang tra cứu tìm theo «mã chứa…», không tìm đúng mã.",
    en: "The search behind the page finds «code contains …», not the code itself.",
  },
  settings: {},
  play: () => ({ list: (code, own) => [neighbour(code, "0"), neighbour(code, "-01"), ...own] }),
});

/** Somebody else's dossier, under a code that has ours in it. */
function neighbour(code: string, tail: string): JsonObject {
  return {
    MaHoSo: `${code}${tail}`,
    MaTTHC: "9.999999",
    TenTTHC: "Thủ tục khác",
    ChuHoSo: "Người Khác",
    TrangThaiHoSo: "2",
    NgayTiepNhan: "20260105080000",
  };
}
