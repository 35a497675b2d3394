import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage, JsonObject } from "#core/message/message.ts";
import { ELECTRONIC_NOTICE, type Deceased, type DeathRecord } from "../death/record.ts";
import { RELATION_TEXT } from "../enums.ts";
import { ministryMessage } from "./envelope.ts";
import { date, identityKeys, place, residenceKind, yesOrNo } from "./words.ts";
import type { Declarant } from "../person.ts";

/**
 * The death as the ministry takes it, module `LTKT`. Every key of the observed inventory travels, also when empty. The
 * inventory has none for personal numbers beside the identity paper, the court's declaration, a registration abroad and
 * the note: those stay with the dossier.
 *
 * @param receivedAt canonical timestamp of the receipt.
 */
export function deathToMinistry(dossier: Dossier, record: DeathRecord, receivedAt: string): SectorMessage {
  return ministryMessage("LTKT", dossier, record, receivedAt, toDeclaration(record));
}

function toDeclaration(record: DeathRecord): JsonObject {
  const { deathNotice } = record;
  const electronic = deathNotice.number !== null && ELECTRONIC_NOTICE.test(deathNotice.number);
  return {
    maGBT: electronic ? deathNotice.number : "",
    ngayCapGBT: electronic ? date(deathNotice.date) : "",
    loaiDangKy: String(record.registrationType),
    noiDangKy: record.registeringUnitCode,
    soLuongBanSao: String(record.copies),
    ...deceasedKeys(record.deceased),
    gbtLoai: String(deathNotice.type),
    gbtSo: deathNotice.number ?? "",
    gbtNgay: date(deathNotice.date),
    gbtCoQuanCap: deathNotice.issuer ?? "",
    ...declarantKeys(record.declarant),
  };
}

function deceasedKeys(deceased: Deceased): JsonObject {
  return {
    nktHoTen: deceased.fullName,
    nktGioiTinh: String(deceased.gender),
    nktNgaySinh: date(deceased.birthDate),
    nktDanToc: deceased.ethnicity ?? "",
    nktDanTocKhac: deceased.ethnicityOther ?? "",
    nktQuocTich: deceased.nationality,
    nktQuocTichKhac: deceased.nationalityOther ?? "",
    nktLoaiCuTru: residenceKind(deceased.residenceKind),
    nktNoiCuTru: place(deceased.residence),
    ...identityKeys("nkt", deceased.identity),
    nktNgayChet: date(deceased.deathDate),
    nktGioPhutChet: deceased.deathTime ?? "",
    nktNoiChet: place(deceased.deathPlace),
    nktNguyenNhanChet: deceased.deathCause ?? "",
    nktXacThucThongTin: yesOrNo(deceased.verified),
  };
}

function declarantKeys(declarant: Declarant): JsonObject {
  return {
    nycHoTen: declarant.fullName,
    nycQuanHe: RELATION_TEXT[declarant.relation],
    ...identityKeys("nyc", declarant.identity),
    nycSoDienThoai: declarant.phone ?? "",
    nycEmail: declarant.email ?? "",
    nycXacThucThongTin: yesOrNo(declarant.verified),
    nycNoiCuTru: place(declarant.residence),
  };
}
