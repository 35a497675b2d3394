/** Code lists of the promotion forms (Nghị định 81/2018/NĐ-CP as amended). The codes are the gateway's own. */

export const NOTICE_FORM = "Mẫu số 01";
export const REGISTRATION_FORM = "Mẫu số 02";
export const AMENDMENT_FORM = "Mẫu số 06";
export const REPORT_FORM = "Mẫu số 07";

export const FORM_CODES = ["F01", "F02a", "F02b", "F03", "F04", "F05", "F06", "F07", "F08", "F09"] as const;
export type FormCode = (typeof FORM_CODES)[number];

export interface PromotionForm {
  /** The law's own wording (Luật Thương mại 36/2005/QH11, article 92), as the portal's free text repeats it. */
  readonly name: string;
  readonly nameEn: string;
  /** Article of Nghị định 81/2018/NĐ-CP; F08 and F09 are in article 92 of the law only. */
  readonly article: string;
  /** Words by which a portal text names this form and no other. */
  readonly words: RegExp;
}

/** The ways to promote. F02 is two forms here: only gifts that come with a purchase have a value limit. */
export const FORMS: Readonly<Record<FormCode, PromotionForm>> = {
  F01: {
    name: "Đưa hàng hóa mẫu, cung ứng dịch vụ mẫu để khách hàng dùng thử không phải trả tiền",
    nameEn: "free samples",
    article: "Điều 8",
    words: /hàng( hóa)? mẫu|dịch vụ mẫu|dùng thử/u,
  },
  F02a: {
    name: "Tặng hàng hóa, cung ứng dịch vụ không thu tiền có kèm theo việc mua, bán hàng hóa, cung ứng dịch vụ",
    nameEn: "gifts with a purchase",
    article: "Điều 9 khoản 1",
    words: /(?=.*tặng)(?!.*không kèm).*kèm/u,
  },
  F02b: {
    name: "Tặng hàng hóa, cung ứng dịch vụ không thu tiền không kèm theo việc mua, bán hàng hóa, cung ứng dịch vụ",
    nameEn: "gifts without a purchase",
    article: "Điều 9 khoản 2",
    words: /(?=.*tặng).*không kèm/u,
  },
  F03: {
    name: "Bán hàng, cung ứng dịch vụ với giá thấp hơn giá bán hàng, giá cung ứng dịch vụ trước đó",
    nameEn: "discounts",
    article: "Điều 10",
    words: /giảm giá|giá thấp hơn/u,
  },
  F04: {
    name: "Bán hàng, cung ứng dịch vụ có kèm theo phiếu mua hàng, phiếu sử dụng dịch vụ",
    nameEn: "vouchers",
    article: "Điều 11",
    words: /phiếu mua hàng|phiếu sử dụng dịch vụ/u,
  },
  F05: {
    name: "Bán hàng, cung ứng dịch vụ có kèm theo phiếu dự thi cho khách hàng để chọn người trao thưởng",
    nameEn: "contests",
    article: "Điều 12",
    words: /phiếu dự thi/u,
  },
  F06: {
    name: "Bán hàng, cung ứng dịch vụ kèm theo việc tham dự các chương trình mang tính may rủi",
    nameEn: "lucky draws",
    article: "Điều 13",
    words: /may rủi/u,
  },
  F07: {
    name: "Tổ chức chương trình khách hàng thường xuyên",
    nameEn: "loyalty programmes",
    article: "Điều 14",
    words: /khách hàng thường xuyên/u,
  },
  F08: {
    name: "Tổ chức cho khách hàng tham gia chương trình văn hóa, nghệ thuật, giải trí và các sự kiện khác",
    nameEn: "cultural and other events",
    article: "Luật Thương mại, Điều 92 khoản 8",
    words: /văn hóa, nghệ thuật/u,
  },
  F09: {
    name: "Hình thức khuyến mại khác được cơ quan quản lý nhà nước về thương mại chấp thuận",
    nameEn: "other approved forms",
    article: "Luật Thương mại, Điều 92 khoản 9",
    words: /hình thức( khuyến mại)? khác/u,
  },
};

/** Forms that are registered and confirmed, never only notified. */
export const REGISTERED_FORMS: readonly FormCode[] = ["F06", "F09"];

/** A representative office is listed only so that the refusal can name it (Luật Thương mại, article 91). */
export const TRADER_KINDS = [
  "DOANH_NGHIEP",
  "CHI_NHANH",
  "HOP_TAC_XA",
  "HO_KINH_DOANH",
  "KHAC",
  "VAN_PHONG_DAI_DIEN",
] as const;

/** What proves that somebody has won. */
export const PROOF_KINDS = ["VE_THE", "PHIEU_RUT", "TEM_CAO", "NAP_BAO_BI", "MA_DIEN_TU", "TIN_NHAN", "KHAC"] as const;

/** How the papers came in; it fixes the day they count as handed in (Nghị định 81/2018/NĐ-CP, article 17). */
export const SUBMISSION_METHODS = ["BUU_DIEN", "TRUC_TIEP", "EMAIL_KY_SO", "DVC_TRUC_TUYEN"] as const;
export type SubmissionMethod = (typeof SUBMISSION_METHODS)[number];

export const SALES_CHANNELS = ["TAT_CA", "CHI_SAN_TMDT"] as const;

/** What the value of a gift is worked out from (Nghị định 81/2018/NĐ-CP, article 6). */
export const VALUE_BASES = ["GIA_MUA", "GIA_THI_TRUONG", "GIA_THANH", "GIA_NHAP_KHAU"] as const;

/** Why a discount may exceed the limit (Nghị định 81/2018/NĐ-CP, article 7). */
export const DISCOUNT_EXEMPTIONS = [
  "THUC_PHAM_TUOI_SONG",
  "BINH_ON_GIA",
  "PHA_SAN_GIAI_THE",
  "THAY_DOI_DIA_DIEM_NGANH_NGHE",
] as const;

export const DOCUMENT_TYPES = [
  "DON_THEO_MAU",
  "MAU_03_THE_LE",
  "MAU_BANG_CHUNG_TRUNG_THUONG",
  "CHAT_LUONG_HANG_HOA",
  "THOA_THUAN_CUNG_THUC_HIEN",
  "DANH_SACH_TRUNG_THUONG",
  "MAU_08_QUYET_DINH_THU",
  "MAU_09_BAO_CAO_NOP",
  "KHAC",
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** What Mẫu số 06 may change; `KHAC` is told in words. */
export const AMENDABLE = [
  "name",
  "promotedGoods",
  "promotedQuantity",
  "giftGoods",
  "prizes",
  "detail",
  "customers",
  "areas",
  "from",
  "to",
  "coTraders",
  "rules",
  "KHAC",
] as const;
export type Amendable = (typeof AMENDABLE)[number];

/** Why a programme may end early (Nghị định 81/2018/NĐ-CP, article 20 as commonly read; not checked word for word). */
export const EARLY_END_GROUNDS = ["BAT_KHA_KHANG", "HET_HANG", "YEU_CAU_CO_QUAN"] as const;
