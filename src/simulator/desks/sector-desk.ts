import { canonicalJson } from "#core/message/canonical-json.ts";
import type { JsonObject } from "#core/message/message.ts";
import { dossierCodeOf, itemsOf } from "../envelope-items.ts";
import { granted } from "../portal-answer.ts";
import type { PortalRecords } from "../portal-records.ts";
import type { PortalProfile } from "../profile.ts";
import { messageKey, type MinistryService, type SectorDesks } from "./sector-desks.ts";
import type { Examined, ExaminedItem, Refusal, WriteDesk } from "./write-desk.ts";

/**
 * The ministries' services behind the same door. Any service the portal has no desk of its own for is taken as one of
 * these when its content names a dossier, in the way its sector says or else as the portal's own do.
 *
 * Idempotent per service, part and dossier code: content that arrives again unchanged is answered with «đã được tiếp
 * nhận» (as several ministries' systems were observed to do) and not applied again. Changed content replaces what was
 * there, or is refused, as the profile says.
 */
export function sectorDesk(parts: { records: PortalRecords; desks: SectorDesks; profile: PortalProfile }): WriteDesk {
  const { records, desks, profile } = parts;
  const { failureCode, alreadyReceivedCode } = profile;
  const failed = (reason: Refusal["reason"], message: string): Refusal => ({ reason, errorCode: failureCode, message });

  /** Null for content that was taken before as it stands. */
  function examineItem(service: string, isUpdating: boolean | null, item: JsonObject): ExaminedItem | Refusal | null {
    const desk = desks.serviceOf(service);
    const code = dossierCodeOf(item, desk.dossierKeys);
    if (code === null) return failed("malformed", `Dịch vụ ${service} không được hỗ trợ hoặc thiếu mã hồ sơ`);
    const key = messageKey(service, partOf(desk, item));
    const before = records.get(code)?.sector.get(key);
    const said = desk.refuse?.(item) ?? null;
    if (said === null && before !== undefined && canonicalJson(before) === canonicalJson(item)) return null;
    const store = (at: number): void => records.putSector(code, key, item, at);
    const examined = { dossierCode: code, isUpdating, item, status: null, store };
    if (said !== null) {
      return { ...examined, refusal: { reason: "content", errorCode: said.code, message: said.message } };
    }
    if (before !== undefined && profile.sectorCorrection === "refuse") {
      const message = `Hồ sơ ${code} đã được tiếp nhận, không thể cập nhật thông tin`;
      return { ...examined, refusal: failed("no-correction", message) };
    }
    return { ...examined, refusal: null };
  }

  function examineAll(service: string, body: JsonObject): Examined["outcome"] {
    const received = itemsOf(body);
    if (received.length > profile.batchLimit) {
      return { refused: failed("too-many", `Vượt quá ${profile.batchLimit} bản ghi mỗi lần gửi`) };
    }
    if (received.length === 0) {
      return { refused: failed("malformed", `Dịch vụ ${service} không được hỗ trợ hoặc thiếu dữ liệu`) };
    }
    const isUpdating = toBoolean(body["isUpdating"]);
    const items: ExaminedItem[] = [];
    for (const item of received) {
      const examined = examineItem(service, isUpdating, item);
      if (examined === null) continue;
      if ("reason" in examined) return { refused: examined };
      items.push(examined);
    }
    if (items.length === 0) {
      const message = "Hồ sơ đã được tiếp nhận";
      return { refused: { reason: "already-received", errorCode: alreadyReceivedCode, message } };
    }
    return { items, yes: granted("Tiếp nhận hồ sơ thành công") };
  }

  return ({ service, body }) => ({
    outcome: examineAll(service, body),
    inOwnWords: desks.serviceOf(service).inOwnWords,
  });
}

function partOf({ partKey }: MinistryService, item: JsonObject): string | undefined {
  const part = partKey === undefined ? undefined : item[partKey];
  return typeof part === "string" ? part : undefined;
}

function toBoolean(isUpdating: unknown): boolean | null {
  if (isUpdating === "True") return true;
  return isUpdating === "False" ? false : null;
}
