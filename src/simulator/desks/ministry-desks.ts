import type { JsonObject } from "#core/message/message.ts";
import { dossierCodeOf } from "../envelope-items.ts";
import { STATIONS, type MinistryStandings, type Standing } from "./ministry-standings.ts";
import { granted, refusedWith, type Desk } from "../portal-answer.ts";
import type { PortalRecords } from "../portal-records.ts";
import type { PortalProfile } from "../profile.ts";

interface Parts {
  readonly records: PortalRecords;
  readonly standings: MinistryStandings;
  readonly profile: PortalProfile;
}

/** At most this many dossiers in one question to the civil-status software, as one-stop clients keep to. */
const CIVIL_STATUS_LIMIT = 3;

/** `traTrangThaiHoSo` of the Ministry of Justice: where registrations of one module stand, three dossiers at most. */
export function civilStatusDesk({ records, standings, profile }: Parts): Desk {
  return ({ body }) => {
    const codes = Array.isArray(body["maDinhDanhHoSo"]) ? body["maDinhDanhHoSo"] : [];
    if (codes.length === 0 || codes.length > CIVIL_STATUS_LIMIT) {
      const message = `maDinhDanhHoSo cần từ 1 đến ${CIVIL_STATUS_LIMIT} hồ sơ`;
      return { answer: refusedWith(profile.failureCode, message), applied: [] };
    }
    const { maTinh = "" } = body;
    const module = typeof body["module"] === "string" ? body["module"] : "";
    const known = codes.filter((code): code is string => hasMessage(records, code, `dangKyHoTich/${module}`));
    const value = known.map((maHoSoMCDT): JsonObject => {
      const { status, note, supplementDue, result } = standings.ask(maHoSoMCDT, STATIONS.civilStatus);
      return {
        maTinh,
        module,
        maHoSoMCDT,
        trangThai: status,
        ghiChu: "",
        noiDungXuLy: note ?? "",
        hanBoSungHoSo: supplementDue ?? "",
        ketQuaXuLy: result ?? null,
        errors: null,
      };
    });
    return { answer: { ...granted("Thành công"), more: { status: 1, value } }, applied: [] };
  };
}

/** `traTrangThaiHs` of the shared criminal-records software: one declaration, by the number of its receipt. */
export function criminalRecordsDesk({ records, standings, profile }: Parts): Desk {
  return ({ body }) => {
    const code = dossierCodeOf(body);
    if (!hasMessage(records, code, "nhanHoSoDangKy")) {
      return { answer: refusedWith(profile.failureCode, "Không tìm thấy hồ sơ"), applied: [] };
    }
    const { status, note, result } = standings.ask(code, STATIONS.criminalRecords);
    // With a result the answer has the form in which the other channel gives certificates.
    const more: JsonObject =
      result === undefined
        ? { DEC_STATUS_ID: Number(status), DESCRIPTION: note ?? "" }
        : {
            status: 1,
            statusDescription: "Thành công",
            value: [{ maHoSoMCDT: code, trangThaiXuLy: status, ketQuaXuLy: result }],
          };
    return { answer: { ...granted("Thành công"), more }, applied: [] };
  };
}

/** What the licence system adds to a look-up of a dossier it was given: `data` beside the portal's own `result`. */
export function licenceData({ records, standings }: Parts, code: string): JsonObject {
  if (!hasMessage(records, code, "DongBoHoSoGPLX")) return {};
  const standing: Standing = standings.ask(code, STATIONS.drivingLicences);
  return { data: [{ MaHoSo: code, MaTrangThai: standing.status, TrangThaiHoSo: standing.note ?? "" }] };
}

function hasMessage(records: PortalRecords, code: unknown, key: string): code is string {
  return typeof code === "string" && records.get(code)?.sector.has(key) === true;
}
