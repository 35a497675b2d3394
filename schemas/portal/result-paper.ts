import { z } from "zod";
import { neededText, optionalText } from "./fields.ts";

/** A result paper, item of `DanhSachGiayToKetQua`. */
export const resultPaper = z
  .strictObject({
    TenGiayTo: neededText(2000).describe("Tên giấy tờ kết quả. Name of the result paper, at most 2000."),
    MaThanhPhanHoSo: optionalText(100)
      .default("")
      .describe("Mã thành phần. Component code, may be empty, at most 100."),
    GiayToId: optionalText(100).default("").describe("Mã giấy tờ. Local id of the paper, may be empty, at most 100."),
    DuongDanTepTinKetQua: neededText(2000).describe("Đường dẫn tệp kết quả. Download address, at most 2000."),
    MaGiayToKetQua: optionalText(50)
      .exactOptional()
      .describe("Mã giấy tờ kết quả. Result code, e.g. KQ.G15.000031, at most 50 (from 2022)."),
  })
  .describe("Giấy tờ kết quả. A result paper.");

export type ResultPaper = z.infer<typeof resultPaper>;
