/**
 * Code lists of the judicial-record forms, in the gateway's own names. The ministry's lists for purpose, identity paper,
 * fee group and relation were not found: what follows is what the forms print, and the native files say what is known.
 */

/** Who asks with which form (`LoaiToKhai`): the person, somebody for the person. */
export const DECLARATION_FORMS = ["CA_NHAN", "UY_QUYEN"] as const;

/** State or political bodies (form 05a), bodies conducting proceedings (form 05b). */
export const REQUEST_FORMS = ["CO_QUAN", "TO_TUNG"] as const;

/** Kinds of certificate: sheet 1 for use towards others, sheet 2 with everything (Luật Lý lịch tư pháp, article 41). */
export const CERTIFICATE = { sheet1: 1, sheet2: 2 } as const;

export const FEE_GROUP_TEXT = {
  THUONG: "Đối tượng thông thường",
  UU_TIEN: "Đối tượng ưu tiên",
  MIEN: "Đối tượng được miễn phí",
} as const;
export type FeeGroup = keyof typeof FEE_GROUP_TEXT;
export const FEE_GROUPS = Object.keys(FEE_GROUP_TEXT) as readonly FeeGroup[];

/** Why nothing is paid. `CONG_DAN_SO` is the digital-citizen scheme of Nghị quyết 66.22/2026/NQ-CP. */
export const FEE_EXEMPTIONS = [
  "TRE_EM",
  "NGUOI_CAO_TUOI",
  "NGUOI_KHUYET_TAT",
  "HO_NGHEO",
  "XA_DAC_BIET_KHO_KHAN",
  "CONG_DAN_SO",
  "KHAC",
] as const;

/** The authorised person to the one the certificate is about. */
export const RELATION_TEXT = {
  CHA: "Cha",
  ME: "Mẹ",
  VO_CHONG: "Vợ, chồng",
  CON: "Con",
  NGUOI_DUOC_UY_QUYEN: "Người được ủy quyền",
  KHAC: "Khác",
} as const;
export type Relation = keyof typeof RELATION_TEXT;
export const RELATIONS = Object.keys(RELATION_TEXT) as readonly Relation[];

/** Relatives who need no written authorisation, only proof that they are (Luật Lý lịch tư pháp, article 46). */
export const RELATIVES: readonly Relation[] = ["CHA", "ME", "VO_CHONG", "CON"];

export const RESIDENCE_TEXT = { THUONG_TRU: "Thường trú", TAM_TRU: "Tạm trú", NUOC_NGOAI: "Nước ngoài" } as const;
export type ResidenceKind = keyof typeof RESIDENCE_TEXT;
export const RESIDENCE_KINDS = Object.keys(RESIDENCE_TEXT) as readonly ResidenceKind[];

export const DELIVERY = { direct: 1, postal: 2, electronic: 3 } as const;

/** What an enclosed paper proves. */
export const DOCUMENT_TYPES = [
  "CCCD",
  "CAN_CUOC",
  "HO_CHIEU",
  "GIAY_TO_KHAC",
  "VB_UY_QUYEN",
  "CHUNG_MINH_QUAN_HE",
  "CHUNG_MINH_MIEN_GIAM",
  "VAN_BAN_YEU_CAU",
] as const;

/** What a certificate says about convictions. The native values are not documented; these are sent as they are. */
export const CRIMINAL_STATUS = { none: 0, convicted: 1, noneWhileResident: 2 } as const;

/** The row of a residence history that has not ended. */
export const OPEN_END = "NAY";
