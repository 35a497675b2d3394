import { address } from "#schemas/common/address.ts";
import { email } from "#schemas/common/email.ts";
import { phone } from "#schemas/common/phone.ts";
import { taxCodeShape } from "#schemas/common/tax-code.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { TRADER_KINDS } from "../enums.ts";

/** Shape only: a wrong check digit is KM-R01. */
export const traderTaxCode = taxCodeShape.describe(
  "Mã số thuế; sai chữ số kiểm tra là KM-R01. Tax code; the check digit is checked by KM-R01 (MaSoThue).",
);

/** Who runs the programme. What Mẫu số 01 needs besides name and tax code is asked for by KM-D03. */
export const trader = z.strictObject({
  name: text(200).describe("Tên thương nhân. Name, at most 200 characters (TenThuongNhan)."),
  taxCode: traderTaxCode,
  kind: z
    .enum(TRADER_KINDS)
    .nullable()
    .default(null)
    .describe("Loại thương nhân; văn phòng đại diện không được khuyến mại. Kind of trader; no representative offices."),
  address: address.nullable().default(null).describe("Địa chỉ trụ sở. Address of the head office (DiaChiDoanhNghiep)."),
  phone: phone.nullable().default(null).describe("Điện thoại. Telephone (DienThoai)."),
  fax: phone.nullable().default(null).describe("Fax (Fax). Fax number."),
  email: email.nullable().default(null).describe("Thư điện tử. E-mail (Email)."),
  contactName: text(200).nullable().default(null).describe("Người liên hệ. Contact person (NguoiLienHe)."),
  contactPhone: phone
    .nullable()
    .default(null)
    .describe("Điện thoại người liên hệ. Contact's telephone (SoDienThoaiNguoiLienHe)."),
});
export type Trader = z.infer<typeof trader>;

/** A trader that takes part; the law wants its name, part and responsibility told (KM-R13). */
export const coTrader = z.strictObject({
  name: text(200).describe("Tên thương nhân cùng thực hiện. Name, at most 200 characters."),
  taxCode: traderTaxCode.nullable().default(null).describe("Mã số thuế. Tax code; null when not given."),
  participation: text(500).nullable().default(null).describe("Nội dung tham gia. What it does in the programme."),
  responsibility: text(500).nullable().default(null).describe("Trách nhiệm. What it answers for."),
});
export type CoTrader = z.infer<typeof coTrader>;
