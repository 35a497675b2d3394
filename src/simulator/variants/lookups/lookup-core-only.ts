import { keysOnly } from "../record-views.ts";
import { defineVariant } from "../variant.ts";

/** What came about 2022, beside the fields of 2020. */
const EXTENSIONS = new Set([
  "KenhThucHien",
  "SoGiayToChuHoSo",
  "NoiNopHoSo",
  "HoSoCoThanhPhanSoHoa",
  "TaiKhoanDuocXacThucVoiVNeID",
  "DuocThanhToanTrucTuyen",
  "NgayTuChoi",
  "DinhDanhCHS",
  "NgayNopHoSo",
  "DSKetNoiCSDL",
]);

export const lookupCoreOnly = defineVariant({
  name: "lookup-core-only",
  changes: {
    vi: "Tra cứu không có các trường mở rộng (từ khoảng năm 2022): KenhThucHien, NgayNopHoSo, DinhDanhCHS…",
    en: "Look-ups leave the extension fields (of about 2022) out: KenhThucHien, NgayNopHoSo, DinhDanhCHS …",
  },
  why: {
    vi: "Dịch vụ tra cứu viết theo tài liệu năm 2020, không được sửa khi thêm trường.",
    en: "The look-up was written for the guide of 2020 and not touched when fields were added.",
  },
  settings: {},
  play: () => ({ view: ({ record }) => keysOnly(record, (key) => !EXTENSIONS.has(key)) }),
});
