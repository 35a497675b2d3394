import { parseWith } from "#core/dossier/zod-issues.ts";
import { dossierSyncEnvelope } from "#schemas/portal/dossier-sync.ts";
import { itemsOf } from "../envelope-items.ts";
import { granted, malformed, refusedWith, type AppliedItem, type Desk } from "../portal-answer.ts";
import type { PortalRecords } from "../portal-records.ts";
import { findProcedure, type KnownProcedure } from "./procedure-desk.ts";
import type { PortalProfile } from "../profile.ts";

/**
 * `DongBoHoSoMC`: creates (`isUpdating` False) or replaces (True) whole dossiers. A create that meets a known dossier is
 * refused with «đã tồn tại». All or nothing: one refused dossier refuses the call and leaves nothing applied. How the
 * real portal treats a list of which one element is bad is not known; this is the reading under which a client that
 * resends the whole list does no harm.
 */
export function dossierDesk(parts: {
  records: PortalRecords;
  procedures: readonly KnownProcedure[];
  profile: PortalProfile;
}): Desk {
  const { records, procedures, profile } = parts;
  return ({ body }) => {
    const refuse = (code: string, message: string) => ({ answer: refusedWith(code, message), applied: [] });
    const envelope = parseWith(dossierSyncEnvelope, body);
    if (!envelope.ok) return { answer: malformed(profile, envelope.issues), applied: [] };
    const { isUpdating, data } = envelope.value;
    if (data.length > profile.batchLimit)
      return refuse(profile.failureCode, `Vượt quá ${profile.batchLimit} hồ sơ mỗi lần gửi`);

    const inThisCall = new Set<string>();
    for (const { MaHoSo: code, MaTTHC: procedureCode } of data) {
      const known = records.has(code) || inThisCall.has(code);
      if (isUpdating === "False" && known) return refuse(profile.alreadyExistsCode, `Hồ sơ ${code} đã tồn tại`);
      if (isUpdating === "True" && !known && profile.unknownDossierUpdate === "refuse") {
        return refuse(profile.failureCode, `Không tìm thấy hồ sơ ${code} để cập nhật`);
      }
      if (profile.unknownProcedures === "refuse" && findProcedure(procedures, procedureCode) === undefined) {
        return refuse(profile.failureCode, "Mã thủ tục không hợp lệ");
      }
      inThisCall.add(code);
    }
    // What is stored and hashed is what came, not what the schema made of it.
    const received = itemsOf(body);
    const applied = data.map(({ MaHoSo: dossierCode, TrangThaiHoSo: status }, index): AppliedItem => {
      const item = received[index] ?? {};
      records.put(dossierCode, item);
      return { dossierCode, isUpdating: isUpdating === "True", item, status };
    });
    return { answer: granted("Đồng bộ hồ sơ thành công"), applied };
  };
}
