/**
 * Goods that may not be promoted, or not be given (Nghị định 81/2018/NĐ-CP, article 5), recognised by words. A word is
 * no proof, so only wording that leaves no doubt refuses; the rest asks an officer to look.
 */
export interface ExcludedGoods {
  readonly name: string;
  readonly nameEn: string;
  /** On text in small letters. */
  readonly words: RegExp;
  /** Wording that takes the doubt away again, e.g. glasses for wine. */
  readonly unless?: RegExp;
  readonly certain: boolean;
  /** Nobody may give it either; otherwise only promoting it is forbidden. */
  readonly asGift: boolean;
}

export interface ExcludedGoodsList {
  readonly from: string;
  readonly to: string | null;
  readonly source: string;
  readonly doubt?: string;
  readonly items: readonly ExcludedGoods[];
}

const word = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, "u");

const ITEMS: readonly ExcludedGoods[] = [
  {
    name: "rượu",
    nameEn: "spirits and wine",
    words: word("rượu"),
    unless: word("(?:ly|cốc|tủ|kệ|giá|bình|bộ|dụng cụ)(?: \\p{L}+)? rượu|không (?:có |chứa )?rượu"),
    certain: true,
    asGift: true,
  },
  { name: "xổ số", nameEn: "lottery tickets", words: word("vé số|xổ số"), certain: true, asGift: true },
  {
    name: "thuốc lá",
    nameEn: "tobacco",
    words: word("thuốc lá|xì gà|thuốc lào"),
    unless: word("cai thuốc lá|gạt tàn(?: \\p{L}+)? thuốc lá"),
    certain: true,
    asGift: true,
  },
  {
    name: "sữa thay thế sữa mẹ",
    nameEn: "breast-milk substitutes",
    words: word("sữa thay thế sữa mẹ"),
    certain: true,
    asGift: true,
  },
  {
    name: "thuốc chữa bệnh cho người",
    nameEn: "medicine for people",
    words: word("thuốc chữa bệnh|thuốc kê đơn|dược phẩm|tân dược"),
    certain: true,
    asGift: true,
  },
  {
    name: "dịch vụ y tế, giáo dục công lập",
    nameEn: "public health and education services",
    words: word(
      "bệnh viện công|trường (?:\\p{L}+ ){0,2}công lập|cơ sở (?:y tế|giáo dục|giáo dục nghề nghiệp) công lập",
    ),
    certain: false,
    asGift: false,
  },
  {
    name: "hàng cấm lưu hành",
    nameEn: "banned goods",
    words: word("pháo nổ|ma túy|thuốc lá điện tử|vũ khí"),
    certain: false,
    asGift: true,
  },
];

/** The list before and after the 2026 amendment, of which only a summary was seen. */
export const EXCLUDED_GOODS: readonly ExcludedGoodsList[] = [
  { from: "2018-07-15", to: "2026-06-25", source: "Nghị định 81/2018/NĐ-CP, Điều 5", items: ITEMS },
  {
    from: "2026-06-26",
    to: null,
    source: "Nghị định 81/2018/NĐ-CP, Điều 5, sửa đổi bởi 239/2026/NĐ-CP",
    doubt: "The amended list was not read; the older one is taken to hold.",
    items: ITEMS,
  },
];

/** Places where nothing may be promoted (Luật Thương mại, article 100). */
export const FORBIDDEN_PLACES = word("trong (?:khuôn viên )?(?:trường học|bệnh viện|trụ sở cơ quan nhà nước)");

/** Customers among whom medicine may be promoted. */
export const MEDICINE_TRADERS = word("thương nhân kinh doanh thuốc|nhà thuốc|quầy thuốc|cơ sở kinh doanh dược");
