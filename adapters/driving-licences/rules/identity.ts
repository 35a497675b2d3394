import { identityNumberRules } from "#core/dossier/identity-number-rules.ts";
import { ROAD_LAW_2008 } from "./licence-rule.ts";
import type { LicenceRecord } from "../record.ts";

/** What the digits of the identity number say against the application. */
export const identityRules = identityNumberRules<LicenceRecord>(ROAD_LAW_2008, ({ exchange }) => {
  const { identity, gender, birthDate, reasonCode } = exchange;
  if (identity.type !== "CCCD" && identity.type !== "CAN_CUOC") return [];
  return [
    {
      pointer: "/record/exchange/identity/number",
      number: identity.number,
      gender: gender === 1 || gender === 2 ? gender : null,
      birthDate,
      // Somebody whose birth date was corrected keeps the number given for the earlier one.
      corrected: reasonCode === "SAI_LECH_THONG_TIN",
    },
  ];
});
