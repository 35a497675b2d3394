import { z } from "zod";
import { digitCode, neededText } from "./fields.ts";

/** Another enclosed paper, item of `DanhSachTepDinhKemKhac`. No client was seen filling it; strings like everywhere else. */
export const otherPaper = z
  .strictObject({
    TenGiayTo: neededText(500).describe("Tên giấy tờ. Name of the paper, at most 500."),
    SoLuong: digitCode(4).describe("Số lượng. How many, digits."),
    LoaiGiayTo: digitCode(2).describe(
      "Loại giấy tờ. Kind: 0 original, 1 copy, 2 electronic (by analogy with LoaiBan).",
    ),
  })
  .describe("Giấy tờ khác. Another enclosed paper.");

export type OtherPaper = z.infer<typeof otherPaper>;
