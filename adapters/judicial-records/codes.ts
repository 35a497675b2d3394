import type { CodeNotes } from "#core/sector/code-notes.ts";
import type { IdentityType } from "#schemas/codes/identity-types.ts";

/**
 * `idTypeId` of the shared criminal-records software; the cards of the 2023 law carry the number of the CCCD. Null: it has
 * none. VNeID's own list (`nycLoaiGiayTo`) was not found: it is told the name.
 */
export const SHARED_IDENTITY: Readonly<Record<IdentityType, number | null>> = {
  HO_CHIEU: 0,
  CMND: 1,
  THE_THUONG_TRU: 2,
  CCCD: 3,
  CAN_CUOC: 3,
  GIAY_CN_CAN_CUOC: null,
  CM_QDND: null,
  CM_SQQD: null,
  CM_CAND: null,
  KHAC: null,
};

export const codeNotes: CodeNotes = {
  "identity-types": Object.fromEntries(
    Object.entries(SHARED_IDENTITY).map(([type, judicialRecords]) => [type, { judicialRecords }]),
  ),
  channels: {
    "1": { elsewhere: { "LLTP nguonDangKy": "3" } },
    "2": { elsewhere: { "LLTP nguonDangKy": "1" } },
  },
};
