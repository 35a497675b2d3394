import type { JsonObject } from "#core/message/message.ts";
import { granted, refusedWith, type ReadDesk } from "../portal-answer.ts";
import type { PortalRecords } from "../portal-records.ts";
import type { PortalProfile } from "../profile.ts";
import type { HooksInForce } from "../variants/hooks.ts";
import type { SectorDesks } from "./sector-desks.ts";

/**
 * `TraCuuHoSo`: what the portal holds about one dossier (`mahoso`, lower case). `result` has the whole stored record,
 * or nothing when the dossier is unknown; ministries that are asked by the same service add members of their own.
 * Progress entries are not told: no client was ever seen reading them here.
 */
export function lookupDesk(parts: {
  records: PortalRecords;
  desks: SectorDesks;
  profile: PortalProfile;
  variant: HooksInForce;
}): ReadDesk {
  const { records, desks, profile, variant } = parts;

  function find(code: string): readonly JsonObject[] {
    const { lookUp, view, list } = variant.hooks;
    const kept = lookUp === undefined ? records.get(code) : lookUp(code);
    const record = kept?.record ?? null;
    const own = kept === undefined || record === null ? [] : [view?.({ code, record, kept }) ?? record];
    return list?.(code, own) ?? own;
  }

  return ({ body }) => {
    const asked = body["mahoso"];
    if (typeof asked !== "string" || asked === "") return refusedWith(profile.failureCode, "Thiếu mã hồ sơ (mahoso)");
    const code = asked.trim();
    return { ...granted("Tra cứu thành công", find(code)), more: desks.lookup(code) };
  };
}
