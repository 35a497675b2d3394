/** `LoaiTinhTrangHonNhan`, as far as rules ask after it. */
export const MARITAL = { never: 1, married: 2, divorced: 3, widowed: 4, onceUnmarriedNowMarried: 5, other: 6 } as const;

/** `TinhTrangHonNhan`: the words for each status, by its number. */
export const MARITAL_TEXT: Readonly<Record<number, string>> = {
  [MARITAL.never]: "Chưa đăng ký kết hôn với ai",
  [MARITAL.married]: "Đang có vợ/chồng",
  [MARITAL.divorced]: "Đã ly hôn, chưa kết hôn lại",
  [MARITAL.widowed]: "Vợ/chồng đã chết, chưa kết hôn lại",
  [MARITAL.onceUnmarriedNowMarried]: "Có thời gian chưa kết hôn, hiện đang có vợ/chồng",
  [MARITAL.other]: "Khác",
};

/** `LoaiMucDichSuDung` of a certificate of marital status: 1 to 4 are for marrying, 5 is anything else. */
export const PURPOSE_OTHER = 5;
