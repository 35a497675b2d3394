import { parseWith } from "#core/dossier/zod-issues.ts";
import { progressUpdateEnvelope } from "#schemas/portal/progress-update.ts";
import { itemsOf } from "../envelope-items.ts";
import { granted, malformed, refusedWith, type AppliedItem, type Desk } from "../portal-answer.ts";
import type { PortalRecords } from "../portal-records.ts";
import type { PortalProfile } from "../profile.ts";

/**
 * `CapNhatTienDoHoSoMC`: appends entries to the processing logs of known dossiers, as often as they come; nothing in an
 * entry identifies it, so a repeat becomes a duplicate. An unknown dossier refuses the whole call.
 */
export function progressDesk(parts: { records: PortalRecords; profile: PortalProfile }): Desk {
  const { records, profile } = parts;
  return ({ body }) => {
    const refuse = (message: string) => ({ answer: refusedWith(profile.failureCode, message), applied: [] });
    const envelope = parseWith(progressUpdateEnvelope, body);
    if (!envelope.ok) return { answer: malformed(profile, envelope.issues), applied: [] };
    const { data } = envelope.value;
    if (data.length > profile.batchLimit) return refuse(`Vượt quá ${profile.batchLimit} bản ghi mỗi lần gửi`);
    const unknown = data.find(({ MaHoSo }) => !records.has(MaHoSo));
    if (unknown !== undefined) return refuse(`Không tìm thấy hồ sơ ${unknown.MaHoSo} để cập nhật tiến độ`);

    const received = itemsOf(body);
    const applied = data.map(({ MaHoSo: dossierCode, TrangThai: status }, index): AppliedItem => {
      const item = received[index] ?? {};
      records.appendProgress(dossierCode, item);
      return { dossierCode, isUpdating: null, item, status };
    });
    return { answer: granted("Cập nhật tiến độ thành công"), applied };
  };
}
