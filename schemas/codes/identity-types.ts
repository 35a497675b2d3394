import type { CodeList } from "./code-list.ts";

/** A kind of identity paper with the numbers of the systems that have one for it. */
export interface IdentityKind {
  /** The gateway's own word, `identity.type` of a record. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** `LoaiDinhDanh` of the national portal; null: none was ever seen in use. */
  readonly portal: string | null;
  /**
   * `…LoaiGiayToTuyThan` of the Ministry of Justice. The cards of the 2023 law came after its list and travel as 8,
   * "other", with their name.
   */
  readonly civilStatus: string;
  /** `idTypeId` of the shared criminal-records software; the cards of the 2023 law carry the number of the CCCD. */
  readonly judicialRecords: number | null;
}

const ITEMS = [
  {
    code: "CMND",
    name: "Chứng minh nhân dân",
    nameEn: "old identity card",
    portal: "2",
    civilStatus: "1",
    judicialRecords: 1,
  },
  {
    code: "CCCD",
    name: "Căn cước công dân",
    nameEn: "citizen identity card",
    portal: "1",
    civilStatus: "4",
    judicialRecords: 3,
  },
  {
    code: "CAN_CUOC",
    name: "Thẻ căn cước",
    nameEn: "identity card of the 2023 law",
    portal: null,
    civilStatus: "8",
    judicialRecords: 3,
  },
  { code: "HO_CHIEU", name: "Hộ chiếu", nameEn: "passport", portal: null, civilStatus: "2", judicialRecords: 0 },
  {
    code: "THE_THUONG_TRU",
    name: "Thẻ thường trú",
    nameEn: "permanent-residence card",
    portal: null,
    civilStatus: "3",
    judicialRecords: 2,
  },
  {
    code: "GIAY_CN_CAN_CUOC",
    name: "Giấy chứng nhận căn cước",
    nameEn: "certificate of identity",
    portal: null,
    civilStatus: "8",
    judicialRecords: null,
  },
  {
    code: "CM_QDND",
    name: "Chứng minh quân đội nhân dân",
    nameEn: "soldier's card",
    portal: null,
    civilStatus: "5",
    judicialRecords: null,
  },
  {
    code: "CM_SQQD",
    name: "Chứng minh sĩ quan quân đội",
    nameEn: "officer's card",
    portal: null,
    civilStatus: "6",
    judicialRecords: null,
  },
  {
    code: "CM_CAND",
    name: "Chứng minh công an nhân dân",
    nameEn: "police card",
    portal: null,
    civilStatus: "7",
    judicialRecords: null,
  },
  {
    code: "KHAC",
    name: "Giấy tờ khác",
    nameEn: "another paper",
    portal: null,
    civilStatus: "8",
    judicialRecords: null,
  },
] as const satisfies readonly IdentityKind[];

/** The gateway's word for a kind of identity paper. */
export type IdentityType = (typeof ITEMS)[number]["code"];

/** Kinds of identity papers, with each system's own numbers. */
export const identityTypes: CodeList<IdentityKind & { readonly code: IdentityType }> = {
  list: "identity-types",
  title: "Loại giấy tờ tùy thân",
  titleEn: "Kinds of identity papers",
  source:
    "Thông tư 04/2020/TT-BTP, sửa đổi bởi 04/2024/TT-BTP (hộ tịch); dịch vụ lý lịch tư pháp dùng chung (idTypeId); Cổng Dịch vụ công quốc gia (LoaiDinhDanh); observed in one-stop clients",
  from: null,
  to: null,
  doubt:
    "The portal's list beyond 1 and 2, VNeID's number list (nycLoaiGiayTo) and the licence system's were not found: VNeID " +
    "is told the name, the licence system no kind at all.",
  items: ITEMS,
};

/** The words, in the order of the list. */
export const IDENTITY_TYPES = ITEMS.map(({ code }) => code) as [IdentityType, ...IdentityType[]];

const byCode = new Map<IdentityType, IdentityKind>(ITEMS.map((item) => [item.code, item]));

/** One kind with its numbers. */
export function identityKind(type: IdentityType): IdentityKind {
  return byCode.get(type) ?? ITEMS[9];
}
