import { z } from "zod";
import { flag, neededText, optionalText, yesNo } from "./fields.ts";

/** A submitted paper, item of `TaiLieuNop`. The last four fields came around 2022; older bodies have none of them. */
export const submittedPaper = z
  .strictObject({
    TepDinhKemId: optionalText(100).default("").describe("Mã tệp đính kèm. Local file id, may be empty, at most 100."),
    TenTepDinhKem: neededText(4000).describe(
      "Tên tệp. File name, at most 4000 characters (observed cut in one client).",
    ),
    IsDeleted: yesNo.default("False").describe("Đã xóa. Whether the file was removed: True or False."),
    MaThanhPhanHoSo: optionalText(100).describe(
      "Mã thành phần hồ sơ. Component code of the procedure (MAGIAYTO), may be empty, at most 100.",
    ),
    DuongDanTaiTepTin: neededText(2000).describe("Đường dẫn tải tệp. Download address, at most 2000; may be internal."),
    DuocSoHoa: flag.exactOptional().describe("Được số hóa. Digitised: 0 or 1 (from 2022)."),
    DuocTaiSuDung: z
      .enum(["0", "1", "2"])
      .exactOptional()
      .describe("Được tái sử dụng. Re-used: 0 no, 1 component, 2 result of another dossier (from 2022)."),
    DuocLayTuKhoDMQG: flag
      .exactOptional()
      .describe("Lấy từ kho quốc gia. Taken from the national store: 0 or 1 (from 2022)."),
    MaKetQuaThayThe: optionalText(50)
      .exactOptional()
      .describe("Mã kết quả thay thế. Result code that can replace the paper, at most 50 (from 2022)."),
  })
  .describe("Thành phần hồ sơ. A submitted paper.");

export type SubmittedPaper = z.infer<typeof submittedPaper>;
