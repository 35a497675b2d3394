import { licenceData } from "./ministry-desks.ts";
import type { MinistryStandings } from "./ministry-standings.ts";
import { granted, refusedWith, type Desk } from "../portal-answer.ts";
import type { PortalRecords } from "../portal-records.ts";
import type { PortalProfile } from "../profile.ts";

/**
 * `TraCuuHoSo`: what the portal holds about one dossier (`mahoso`, lower case). `result` has the whole stored record,
 * or nothing when the dossier is unknown; of an exchange of licences `data` has the licence system's own word. Progress entries are not told: no client was ever seen reading them here.
 */
export function lookupDesk(parts: {
  records: PortalRecords;
  standings: MinistryStandings;
  profile: PortalProfile;
}): Desk {
  return ({ body }) => {
    const code = body["mahoso"];
    if (typeof code !== "string" || code === "") {
      return { answer: refusedWith(parts.profile.failureCode, "Thiếu mã hồ sơ (mahoso)"), applied: [] };
    }
    const record = parts.records.get(code.trim())?.record ?? null;
    const answer = granted("Tra cứu thành công", record === null ? [] : [record]);
    return { answer: { ...answer, more: licenceData(parts, code.trim()) }, applied: [] };
  };
}
