import { z } from "zod";
import { amount, digitCode, neededText, optionalText } from "./fields.ts";

/** A fee, item of `DanhSachLePhi`. */
export const portalFee = z
  .strictObject({
    TenPhiLePhi: neededText(500).describe("Tên phí, lệ phí. Name of the fee, at most 500."),
    MaPhiLePhi: optionalText(100).describe("Mã phí, lệ phí. Fee code of the procedure (MAPHILEPHI), at most 100."),
    HinhThucThu: digitCode(2).describe(
      "Hình thức thu. When collected: 1 at intake, 2 at supplement, 4 at return; 3 is not documented.",
    ),
    Gia: amount.describe("Số tiền. Amount in VND, digits only; 0 leaves the dossier out of the payment statistics."),
    LoaiPhiLePhi: digitCode(2).describe("Loại phí, lệ phí. Kind: 1 ordinary, 2 appraisal, 3 extension."),
  })
  .describe("Phí, lệ phí. A fee.");

export type PortalFee = z.infer<typeof portalFee>;
