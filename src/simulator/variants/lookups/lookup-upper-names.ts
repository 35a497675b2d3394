import { eachText } from "../record-views.ts";
import { defineVariant } from "../variant.ts";

const NAMES = new Set(["ChuHoSo", "NguoiXuLy", "DonViXuLy"]);

export const lookupUpperNames = defineVariant({
  name: "lookup-upper-names",
  changes: {
    vi: "Tra cứu trả tên người và tên cơ quan bằng chữ hoa.",
    en: "Look-ups return names of people and agencies in capitals.",
  },
  why: {
    vi: "Sổ hộ tịch và cơ sở dữ liệu dân cư ghi tên bằng chữ hoa; nhiều hệ thống chuẩn hóa theo.",
    en: "Civil registers and the population database keep names in capitals; many systems follow.",
  },
  settings: {},
  play: () => ({ view: ({ record }) => eachText(record, (text, key) => (NAMES.has(key) ? text.toUpperCase() : text)) }),
});
