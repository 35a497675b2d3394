import type { CodeList } from "./code-list.ts";

/** A kind of identity paper. A ministry's own number for it is in the folder of the sector that reports to it. */
export interface IdentityKind {
  /** The gateway's own word, `identity.type` of a record. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** `LoaiDinhDanh` of the national portal; null: none was ever seen in use. */
  readonly portal: string | null;
}

const ITEMS = [
  {
    code: "CMND",
    name: "Chứng minh nhân dân",
    nameEn: "old identity card",
    portal: "2",
  },
  {
    code: "CCCD",
    name: "Căn cước công dân",
    nameEn: "citizen identity card",
    portal: "1",
  },
  {
    code: "CAN_CUOC",
    name: "Thẻ căn cước",
    nameEn: "identity card of the 2023 law",
    portal: null,
  },
  { code: "HO_CHIEU", name: "Hộ chiếu", nameEn: "passport", portal: null },
  {
    code: "THE_THUONG_TRU",
    name: "Thẻ thường trú",
    nameEn: "permanent-residence card",
    portal: null,
  },
  {
    code: "GIAY_CN_CAN_CUOC",
    name: "Giấy chứng nhận căn cước",
    nameEn: "certificate of identity",
    portal: null,
  },
  {
    code: "CM_QDND",
    name: "Chứng minh quân đội nhân dân",
    nameEn: "soldier's card",
    portal: null,
  },
  {
    code: "CM_SQQD",
    name: "Chứng minh sĩ quan quân đội",
    nameEn: "officer's card",
    portal: null,
  },
  {
    code: "CM_CAND",
    name: "Chứng minh công an nhân dân",
    nameEn: "police card",
    portal: null,
  },
  {
    code: "KHAC",
    name: "Giấy tờ khác",
    nameEn: "another paper",
    portal: null,
  },
] as const satisfies readonly IdentityKind[];

/** The gateway's word for a kind of identity paper. */
export type IdentityType = (typeof ITEMS)[number]["code"];

/** Kinds of identity papers. */
export const identityTypes: CodeList<IdentityKind & { readonly code: IdentityType }> = {
  list: "identity-types",
  title: "Loại giấy tờ tùy thân",
  titleEn: "Kinds of identity papers",
  source:
    "Thông tư 04/2020/TT-BTP, sửa đổi bởi 04/2024/TT-BTP (hộ tịch); dịch vụ lý lịch tư pháp dùng chung (idTypeId); Cổng Dịch vụ công quốc gia (LoaiDinhDanh); observed in one-stop clients",
  from: null,
  to: null,
  doubt: "The portal's list beyond 1 and 2 was not found.",
  items: ITEMS,
};

/** The words, in the order of the list. */
export const IDENTITY_TYPES = ITEMS.map(({ code }) => code) as [IdentityType, ...IdentityType[]];

const byCode = new Map<IdentityType, IdentityKind>(ITEMS.map((item) => [item.code, item]));

/** One kind. */
export function identityKind(type: IdentityType): IdentityKind {
  return byCode.get(type) ?? ITEMS[9];
}
