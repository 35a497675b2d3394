import type { CodeNotes } from "#core/sector/code-notes.ts";
import type { IdentityType } from "#schemas/codes/identity-types.ts";

/** The number of the list for a paper that it does not name. */
export const OTHER_PAPER = "8";

/**
 * `…LoaiGiayToTuyThan` of the Ministry of Justice (Thông tư 04/2020/TT-BTP). The cards of the 2023 law came after its list
 * and travel as "other", with their name.
 */
export const MINISTRY_IDENTITY = {
  CMND: "1",
  HO_CHIEU: "2",
  THE_THUONG_TRU: "3",
  CCCD: "4",
  CM_QDND: "5",
  CM_SQQD: "6",
  CM_CAND: "7",
  CAN_CUOC: OTHER_PAPER,
  GIAY_CN_CAN_CUOC: OTHER_PAPER,
  KHAC: OTHER_PAPER,
} as const satisfies Record<IdentityType, string>;

export const codeNotes: CodeNotes = {
  "identity-types": Object.fromEntries(
    Object.entries(MINISTRY_IDENTITY).map(([type, civilStatus]) => [type, { civilStatus }]),
  ),
};
