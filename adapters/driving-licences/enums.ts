/** Code lists of the licence forms: Thông tư 12/2025/TT-BCA, Phụ lục XII. The codes themselves are the gateway's own. */

/** What is asked for. Travels as `loaiHoSo` under the same name; the police's own codes are not published. */
export const REQUEST_KINDS = ["DOI", "CAP_LAI", "DOI_NUOC_NGOAI", "DOI_QUAN_SU", "DOI_CAND"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Why, and the words of `lyDoDoiGplx`. */
export const REASON_TEXT = {
  HET_HAN: "Giấy phép lái xe hết hạn",
  SAP_HET_HAN: "Giấy phép lái xe sắp hết hạn",
  GPLX_HONG: "Giấy phép lái xe bị hỏng",
  SAI_LECH_THONG_TIN: "Thông tin trên giấy phép lái xe sai lệch với giấy tờ tùy thân",
  MAT: "Giấy phép lái xe bị mất",
  KHONG_THOI_HAN: "Đổi giấy phép lái xe không thời hạn cấp trước ngày 01/07/2012",
  DOI_TU_NUOC_NGOAI: "Đổi giấy phép lái xe nước ngoài",
  QUAN_SU: "Đổi giấy phép lái xe quân sự",
  CAND: "Đổi giấy phép lái xe do ngành Công an cấp",
  TICH_HOP: "Tích hợp giấy phép lái xe có thời hạn với không thời hạn",
} as const;
export type Reason = keyof typeof REASON_TEXT;

/** Reasons that go with each kind of request. */
export const REASONS_OF = {
  DOI: ["HET_HAN", "SAP_HET_HAN", "GPLX_HONG", "SAI_LECH_THONG_TIN", "KHONG_THOI_HAN", "TICH_HOP"],
  CAP_LAI: ["MAT"],
  DOI_NUOC_NGOAI: ["DOI_TU_NUOC_NGOAI"],
  DOI_QUAN_SU: ["QUAN_SU"],
  DOI_CAND: ["CAND"],
} as const satisfies Record<RequestKind, readonly Reason[]>;

/** Papers that allow a foreigner to stay. */
export const RESIDENT_CARDS = ["THE_THUONG_TRU", "THE_TAM_TRU", "CM_NGOAI_GIAO", "CM_CONG_VU", "KHAC"] as const;

/** Where a licence comes from that is given up for the new one. */
export const LICENCE_SOURCES = ["DAN_SU", "QUAN_SU", "CAND", "NUOC_NGOAI"] as const;

/** Standing of a licence in the police's system. */
export const LICENCE_STATES = ["HIEU_LUC", "THU_HOI", "TAM_GIU", "HET_HAN"] as const;

/** Conclusion of a driver's health check. */
export const HEALTH_CONCLUSION = { fit: 1, unfit: 2, checkAgain: 3 } as const;

/** `magiayto`. Only `GKSK` was seen; the others are the gateway's own until the police publish their list. */
export const PAPER_KINDS = ["DON", "GPLX", "GKSK", "HO_CHIEU", "THE_CU_TRU", "BAN_DICH", "ANH", "KHAC"] as const;
