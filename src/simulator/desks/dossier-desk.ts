import { parseWith } from "#core/dossier/zod-issues.ts";
import { dossierSyncEnvelope } from "#schemas/portal/dossier-sync.ts";
import { itemsOf } from "../envelope-items.ts";
import { granted } from "../portal-answer.ts";
import type { PortalRecords } from "../portal-records.ts";
import { findProcedure, type KnownProcedure } from "./procedure-desk.ts";
import type { PortalProfile } from "../profile.ts";
import { malformed, type ExaminedItem, type Refusal, type WriteDesk } from "./write-desk.ts";

/**
 * `DongBoHoSoMC`: creates (`isUpdating` False) or replaces (True) whole dossiers. A create that meets a known dossier is
 * refused with «đã tồn tại».
 */
export function dossierDesk(parts: {
  records: PortalRecords;
  procedures: readonly KnownProcedure[];
  profile: PortalProfile;
}): WriteDesk {
  const { records, procedures, profile } = parts;
  const { failureCode, alreadyExistsCode } = profile;

  function refusalOf(code: string, procedureCode: string, known: boolean, isUpdating: boolean): Refusal | null {
    if (!isUpdating && known) {
      return { reason: "already-exists", errorCode: alreadyExistsCode, message: `Hồ sơ ${code} đã tồn tại` };
    }
    if (isUpdating && !known && profile.unknownDossierUpdate === "refuse") {
      const message = `Không tìm thấy hồ sơ ${code} để cập nhật`;
      return { reason: "unknown-dossier", errorCode: failureCode, message };
    }
    if (profile.unknownProcedures === "refuse" && findProcedure(procedures, procedureCode) === undefined) {
      return { reason: "unknown-procedure", errorCode: failureCode, message: "Mã thủ tục không hợp lệ" };
    }
    return null;
  }

  return ({ body }) => {
    const envelope = parseWith(dossierSyncEnvelope, body);
    if (!envelope.ok) return { outcome: { refused: malformed(profile, envelope.issues) } };
    const { data } = envelope.value;
    const isUpdating = envelope.value.isUpdating === "True";
    if (data.length > profile.batchLimit) {
      const message = `Vượt quá ${profile.batchLimit} hồ sơ mỗi lần gửi`;
      return { outcome: { refused: { reason: "too-many", errorCode: failureCode, message } } };
    }
    const inThisCall = new Set<string>();
    // What is stored and hashed is what came, not what the schema made of it.
    const received = itemsOf(body);
    const items = data.map(({ MaHoSo: code, MaTTHC: procedureCode, TrangThaiHoSo: status }, index): ExaminedItem => {
      const item = received[index] ?? {};
      const refusal = refusalOf(code, procedureCode, records.has(code) || inThisCall.has(code), isUpdating);
      inThisCall.add(code);
      return { dossierCode: code, isUpdating, item, status, refusal, store: (at) => records.put(code, item, at) };
    });
    return { outcome: { items, yes: granted("Đồng bộ hồ sơ thành công") } };
  };
}
