import { parseWith } from "#core/dossier/zod-issues.ts";
import { progressUpdateEnvelope } from "#schemas/portal/progress-update.ts";
import { itemsOf } from "../envelope-items.ts";
import { granted } from "../portal-answer.ts";
import type { PortalRecords } from "../portal-records.ts";
import type { PortalProfile } from "../profile.ts";
import { malformed, type ExaminedItem, type Refusal, type WriteDesk } from "./write-desk.ts";

/**
 * `CapNhatTienDoHoSoMC`: appends entries to the processing logs of known dossiers, as often as they come; nothing in an
 * entry identifies it, so a repeat becomes a duplicate. An entry of an unknown dossier is refused.
 */
export function progressDesk(parts: { records: PortalRecords; profile: PortalProfile }): WriteDesk {
  const { records, profile } = parts;
  const { failureCode: errorCode } = profile;
  return ({ body }) => {
    const envelope = parseWith(progressUpdateEnvelope, body);
    if (!envelope.ok) return { outcome: { refused: malformed(profile, envelope.issues) } };
    const { data } = envelope.value;
    if (data.length > profile.batchLimit) {
      const message = `Vượt quá ${profile.batchLimit} bản ghi mỗi lần gửi`;
      return { outcome: { refused: { reason: "too-many", errorCode, message } } };
    }
    const unknown = (code: string): Refusal => ({
      reason: "unknown-dossier",
      errorCode,
      message: `Không tìm thấy hồ sơ ${code} để cập nhật tiến độ`,
    });
    const received = itemsOf(body);
    const items = data.map(({ MaHoSo: code, TrangThai: status }, index): ExaminedItem => {
      const item = received[index] ?? {};
      const refusal = records.has(code) ? null : unknown(code);
      const store = (at: number): void => records.appendProgress(code, item, at);
      return { dossierCode: code, isUpdating: null, item, status, refusal, store };
    });
    return { outcome: { items, yes: granted("Cập nhật tiến độ thành công") } };
  };
}
