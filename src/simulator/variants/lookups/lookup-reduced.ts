import { keysOnly } from "../record-views.ts";
import { defineVariant } from "../variant.ts";

const SHOWN = new Set(["MaHoSo", "MaTTHC", "TrangThaiHoSo", "NgayTiepNhan", "ChuHoSo"]);

export const lookupReduced = defineVariant({
  name: "lookup-reduced",
  changes: {
    vi: "Tra cứu chỉ trả MaHoSo, MaTTHC, TrangThaiHoSo, NgayTiepNhan và ChuHoSo.",
    en: "Look-ups tell MaHoSo, MaTTHC, TrangThaiHoSo, NgayTiepNhan and ChuHoSo only.",
  },
  why: {
    vi: "Tra cứu phục vụ trang công khai cho người dân, nơi chỉ hiện vài mục.",
    en: "The look-up serves the public page for citizens, which shows a few fields.",
  },
  settings: {},
  play: () => ({ view: ({ record }) => keysOnly(record, (key) => SHOWN.has(key)) }),
});
