import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage, JsonObject } from "#core/message/message.ts";
import { MARITAL_TEXT } from "../marital-status/statuses.ts";
import type { MarriageRecord, Spouse } from "../marriage/record.ts";
import { ministryMessage } from "./envelope.ts";
import { date, identityKeys, personalId, place, residenceKind, yesOrNo } from "./words.ts";

/**
 * The marriage as the ministry takes it, module `LTKH`. Every key of the observed inventory travels, also when empty;
 * only the husband has one for living abroad. The number of copies has two keys. All dates are full: rule HT-R22 stops
 * the others before.
 *
 * @param receivedAt canonical timestamp of the receipt.
 */
export function marriageToMinistry(dossier: Dossier, record: MarriageRecord, receivedAt: string): SectorMessage {
  return ministryMessage("LTKH", dossier, record, receivedAt, {
    loaiDangKy: String(record.registrationType),
    noiDangKy: record.registeringUnitCode,
    ngayXacLapQuanHeHonNhan: date(record.establishedOn),
    ghiChu: record.note ?? "",
    soBanSao: String(record.copies),
    soLuongBanSao: String(record.copies),
    ...spouseKeys("chong", record.husband),
    ...spouseKeys("vo", record.wife),
  });
}

function spouseKeys(prefix: "chong" | "vo", spouse: Spouse): JsonObject {
  return {
    [`${prefix}HoTen`]: spouse.fullName,
    [`${prefix}NgaySinh`]: date(spouse.birthDate),
    [`${prefix}DanToc`]: spouse.ethnicity ?? "",
    [`${prefix}DanTocKhac`]: spouse.ethnicityOther ?? "",
    [`${prefix}QuocTich`]: spouse.nationality,
    ...(prefix === "chong" ? { chongCuTruNuocNgoai: yesOrNo(spouse.residenceAbroad) } : {}),
    [`${prefix}LoaiCuTru`]: residenceKind(spouse.residenceKind),
    [`${prefix}NoiCuTru`]: place(spouse.residence),
    ...identityKeys(prefix, spouse.identity),
    [`${prefix}SoDDCN`]: personalId(spouse),
    [`${prefix}SoLanKH`]: String(spouse.marriageCount),
    [`${prefix}LoaiTinhTrangHonNhan`]: String(spouse.maritalStatus),
    [`${prefix}TinhTrangHonNhan`]: spouse.maritalStatusText ?? MARITAL_TEXT[spouse.maritalStatus] ?? "",
    [`${prefix}YeuCauXNTTHN`]: yesOrNo(spouse.statusCertificate?.requested),
    [`${prefix}NoiXNTTHN`]: spouse.statusCertificate?.place ?? "",
  };
}
