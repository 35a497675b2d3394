import { canonicalJson } from "#core/message/canonical-json.ts";
import type { JsonObject } from "#core/message/message.ts";
import { dossierCodeOf, itemsOf } from "../envelope-items.ts";
import { granted, refusedWith, type AppliedItem, type Desk } from "../portal-answer.ts";
import type { PortalRecords } from "../portal-records.ts";
import type { PortalProfile } from "../profile.ts";

/**
 * The ministries' services behind the same door, e.g. `dangKyHoTich`. Any service the portal has no desk of its own for
 * is taken as one of these when its content names a dossier, so a new sector needs no change here.
 *
 * Idempotent per service, `module` and dossier code: content that arrives again unchanged is answered with
 * «đã được tiếp nhận» (as the civil-status and criminal-records systems were observed to do) and not applied again.
 * Changed content replaces what was there, or is refused, as the profile says. All or nothing for a list.
 */
export function sectorDesk(parts: { records: PortalRecords; profile: PortalProfile }): Desk {
  const { records, profile } = parts;
  return ({ service, body }) => {
    const refuse = (code: string, message: string) => ({ answer: refusedWith(code, message), applied: [] });
    const items = itemsOf(body);
    if (items.length > profile.batchLimit)
      return refuse(profile.failureCode, `Vượt quá ${profile.batchLimit} bản ghi mỗi lần gửi`);
    const fresh: { readonly code: string; readonly key: string; readonly item: JsonObject }[] = [];
    for (const item of items) {
      const code = dossierCodeOf(item);
      if (code === null) return refuse(profile.failureCode, `Dịch vụ ${service} không được hỗ trợ hoặc thiếu mã hồ sơ`);
      const key = typeof item["module"] === "string" ? `${service}/${item["module"]}` : service;
      const before = records.get(code)?.sector.get(key);
      if (before !== undefined && canonicalJson(before) === canonicalJson(item)) continue;
      if (before !== undefined && profile.sectorCorrection === "refuse") {
        return refuse(profile.failureCode, `Hồ sơ ${code} đã được tiếp nhận, không thể cập nhật thông tin`);
      }
      fresh.push({ code, key, item });
    }
    if (items.length === 0)
      return refuse(profile.failureCode, `Dịch vụ ${service} không được hỗ trợ hoặc thiếu dữ liệu`);
    if (fresh.length === 0) return refuse(profile.alreadyReceivedCode, "Hồ sơ đã được tiếp nhận");
    const applied = fresh.map(({ code, key, item }): AppliedItem => {
      records.putSector(code, key, item);
      return { dossierCode: code, isUpdating: toBoolean(body["isUpdating"]), item, status: null };
    });
    return { answer: granted("Tiếp nhận hồ sơ thành công"), applied };
  };
}

function toBoolean(isUpdating: unknown): boolean | null {
  if (isUpdating === "True") return true;
  return isUpdating === "False" ? false : null;
}
