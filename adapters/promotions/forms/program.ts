import { fullDate } from "#schemas/common/partial-date.ts";
import { shaped } from "#schemas/common/shaped.ts";
import { longText, text } from "#schemas/common/text.ts";
import { z } from "zod";
import { DISCOUNT_EXEMPTIONS, FORM_CODES, PROOF_KINDS, VALUE_BASES } from "../enums.ts";

/** Fifteen digits, as many as the portal's text is read with: far above any programme, far below 2^53. */
export const MOST_VND = 999_999_999_999_999;

/** An amount of money, whole VND. */
export const vnd = z.int().min(0).max(MOST_VND);

export const provinceCodes = z
  .array(
    shaped(
      z.string().overwrite((value) => value.trim()),
      /^\d{2}$/,
      {
        code: "province-code-format",
        vi: "Địa bàn ghi bằng mã tỉnh gồm 2 chữ số.",
        en: "An area is a province code of 2 digits.",
      },
    ),
  )
  .max(63)
  .default([]);

export const forms = z.array(z.enum(FORM_CODES)).max(FORM_CODES.length).default([]);

/** One line of the prize table. */
export const prize = z.strictObject({
  tier: text(200).describe("Cơ cấu giải. Tier, e.g. Giải nhất."),
  content: text(500).describe("Nội dung giải. What the prize is."),
  unitValue: vnd.describe("Trị giá một giải (đồng). Value of one prize in VND."),
  quantity: z.int().min(1).max(1_000_000_000).describe("Số giải. How many."),
  lineValue: vnd.describe("Thành tiền (đồng) = trị giá × số giải. Line total in VND (KM-R06)."),
});
export type Prize = z.infer<typeof prize>;

const unitOffer = z.strictObject({
  form: z.enum(["F02a", "F03", "F04"]).describe("Hình thức có hạn mức trên một đơn vị. Form with a limit per unit."),
  goods: text(500).describe("Hàng hóa, dịch vụ. What is sold."),
  unitPrice: z
    .int()
    .min(1)
    .max(MOST_VND)
    .describe("Giá trước khi khuyến mại của một đơn vị (đồng). Price of one unit before, in VND."),
  benefit: vnd.describe("Giá trị tặng kèm hoặc số tiền giảm trên một đơn vị. Gift or reduction per unit in VND."),
  exemption: z
    .enum(DISCOUNT_EXEMPTIONS)
    .nullable()
    .default(null)
    .describe("Trường hợp giảm giá không bị hạn mức. Why a discount may exceed the limit."),
});

/** The programme as Mẫu số 01 and 02 describe it. */
export const program = z.strictObject({
  name: text(500).describe("Tên chương trình khuyến mại. Name (TenChuongTrinhKhuyenMai)."),
  forms: forms.describe("Hình thức khuyến mại, F01–F09. Forms of promotion (HinhThucKhuyenMai)."),
  formsText: longText(2000)
    .nullable()
    .default(null)
    .describe("Hình thức như Cổng gửi, khi khác tên chuẩn. Forms in the portal's words, when they differ."),
  areas: provinceCodes.describe("Địa bàn: mã tỉnh, thành phố. Provinces of the programme."),
  areaScheme: z
    .enum(["QD124_2004", "QD19_2025"])
    .nullable()
    .default(null)
    .describe("Bảng mã tỉnh; để null thì theo ngày bắt đầu. List of province codes; null: that of the first day."),
  from: fullDate.describe("Ngày bắt đầu. First day (ThoiGianKhuyenMaiTu)."),
  to: fullDate.describe("Ngày kết thúc. Last day (ThoiGianKhuyenMaiDen)."),
  promotedGoods: longText(4000).describe(
    "Hàng hóa, dịch vụ được khuyến mại. What is promoted (HangHoaDichVuKhuyenMai).",
  ),
  promotedGoodsTotalValue: vnd
    .nullable()
    .default(null)
    .describe("Tổng giá trị hàng hóa được khuyến mại (đồng). Total value of the promoted goods, for the 50 % limits."),
  promotedQuantity: longText(1000)
    .nullable()
    .default(null)
    .describe("Số lượng hàng hóa, dịch vụ được khuyến mại. Quantity (SoLuongHangHoaDichVu)."),
  giftGoods: longText(4000).nullable().default(null).describe("Hàng hóa dùng để khuyến mại. What is given."),
  customers: longText(2000).nullable().default(null).describe("Đối tượng hưởng khuyến mại. For whom (KhachHang)."),
  concentrated: z
    .boolean()
    .nullable()
    .default(null)
    .describe("Khuyến mại tập trung, hạn mức 100 %. Concentrated programme, limit 100 %."),
  prizes: z.array(prize).max(500).default([]).describe("Cơ cấu giải thưởng. Prize table (CoCauGiaiThuong)."),
  prizesText: longText(20_000)
    .nullable()
    .default(null)
    .describe("Cơ cấu giải thưởng như Cổng gửi, khi không ghi theo mẫu. Prizes in the portal's words."),
  totalPrizeValue: vnd.describe("Tổng giá trị hàng hóa dùng để khuyến mại (đồng). Total in VND (TongGiaTriHangHoa)."),
  prizeShare: z
    .number()
    .min(0)
    .max(100)
    .nullable()
    .default(null)
    .describe(
      "Tỷ lệ giá trị giải thưởng trên giá trị hàng hóa, ghi phân số 4 chữ số lẻ (1,7 % ghi 0.017). Share of the prizes as a fraction with four decimals (1.7 % is 0.017).",
    ),
  valueBasis: z
    .enum(VALUE_BASES)
    .nullable()
    .default(null)
    .describe("Căn cứ tính giá trị hàng tặng. What the value of gifts is worked out from (KM-R21)."),
  unitOffers: z
    .array(unitOffer)
    .max(500)
    .default([])
    .describe("Mức khuyến mại trên một đơn vị hàng. Benefit per unit sold (KM-R08)."),
  detail: longText(20_000).nullable().default(null).describe("Nội dung chi tiết. Details (NoiDungChiTiet)."),
});

/** The terms of a draw or contest (thể lệ, Mẫu số 03). */
export const drawTerms = z.strictObject({
  proofKind: z.enum(PROOF_KINDS).describe("Loại bằng chứng trúng thưởng. Kind of proof of winning."),
  proofQuantity: z
    .int()
    .min(0)
    .max(1_000_000_000_000)
    .nullable()
    .default(null)
    .describe("Số lượng bằng chứng phát hành. How many proofs are issued."),
  drawMethod: longText(4000).describe("Cách thức xác định trúng thưởng. How winners are found."),
  drawDate: fullDate.describe("Ngày xác định trúng thưởng. Day of the draw."),
  drawPlace: text(500).nullable().default(null).describe("Địa điểm. Place of the draw."),
  awardDeadline: fullDate.describe(
    "Hạn trao thưởng, không quá 45 ngày sau khi kết thúc. Last day to hand over (KM-R11).",
  ),
  notifiedAt: fullDate
    .nullable()
    .default(null)
    .describe("Ngày báo Sở Công Thương về việc mở thưởng. Day the department was told of the draw (KM-R12)."),
});
