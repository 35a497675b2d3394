import type { JsonObject } from "#core/message/message.ts";
import { CHANGE_KEYS } from "./from-native-amendment.ts";
import { toNativeDay } from "./native-fields.ts";
import type { NativeAmendment, NativeNotice } from "./native-filing.ts";
import { writeAreas, writeCoTraders, writeForms, writePrizes } from "./native-text.ts";
import { toNativeTrader } from "./native-trader.ts";

/**
 * A notice as the portal sends it (`addtthcKhuyenMai`), key by key in its order. Lossy: the portal has no keys for areas,
 * gifts, the value of the goods promoted, concentrated programmes, terms, tax codes and responsibilities of co-traders.
 */
export function toNoticeBody(filing: NativeNotice): JsonObject {
  const { trader, program, coTraders, coTradersText, documentNumber } = filing.record.notice;
  const { TenThuongNhan, ...traderKeys } = toNativeTrader(trader);
  return {
    MaHoSo: filing.dossierCode,
    MaTTHC: filing.procedureCode,
    SoVanBan: documentNumber ?? "",
    NgayNopHoSo: toNativeDay(filing.submittedOn),
    TenThuongNhan,
    ...traderKeys,
    TenChuongTrinhKhuyenMai: program.name,
    HinhThucKhuyenMai: program.formsText ?? writeForms(program.forms),
    ThoiGianKhuyenMaiTu: toNativeDay(program.from),
    ThoiGianKhuyenMaiDen: toNativeDay(program.to),
    HangHoaDichVuKhuyenMai: program.promotedGoods,
    SoLuongHangHoaDichVu: program.promotedQuantity ?? "",
    KhachHang: program.customers ?? "",
    CoCauGiaiThuong: program.prizesText ?? writePrizes(program.prizes),
    TongGiaTriHangHoa: String(program.totalPrizeValue),
    NoiDungChiTiet: program.detail ?? "",
    TenCacThuongNhanCungThucHien: coTradersText ?? writeCoTraders(coTraders),
    TenTepDonDangKy: filing.form?.name ?? "",
    TepDonDangKy: filing.form?.content ?? "",
    TaiLieuNop: filing.papers.map(({ name, content }) => ({ TenTepDinhKem: name, Base64: content ?? "" })),
  };
}

/**
 * An amendment as the portal sends it (`nhanhsdvcqg`). Lossy: changes of what the portal's form does not list, values
 * before the change, and the day of effect have no keys; of two changes to one field the last is written.
 */
export function toAmendmentBody(filing: NativeAmendment, service: string, isUpdating: boolean): JsonObject {
  const { amendment } = filing.record;
  const { original } = amendment;
  return {
    service,
    isUpdating: isUpdating ? "True" : "False",
    data: {
      MaHoSoQG: filing.dossierCode,
      MaTTHC: filing.procedureCode,
      SoVanBan: amendment.documentNumber ?? "",
      NgayNopHoSo: toNativeDay(filing.submittedOn),
      ...(amendment.trader === null ? { MaSoThue: amendment.traderTaxCode } : toNativeTrader(amendment.trader)),
      ThongTinDaNop: {
        MaHoSoQGDNP: original.dossierId ?? "",
        SoVanBanDaNopDNP: original.documentNumber ?? "",
        NgayNopHoSoDNP: toNativeDay(original.submittedOn),
        TenChuongTrinhKhuyenMaiDNP: original.programName,
        ThoiGianKhuyenMaiTuDNP: toNativeDay(original.from),
        ThoiGianKhuyenMaiDenDNP: toNativeDay(original.to),
        DiaBanKhuyenMaiDNP: original.areasText ?? writeAreas(original.areas, original.from),
      },
      ThongTinSuaDoi: Object.fromEntries(
        CHANGE_KEYS.map(([key, field]) => [
          key,
          amendment.changes.findLast((change) => change.field === field)?.to ?? null,
        ]),
      ),
      LyDoDieuChinh: amendment.reason ?? "",
      NoiDungCamKetKhac: amendment.commitment ?? "",
      TenTepDangKy: filing.form?.name ?? "",
      URLTepDangKy: filing.form?.url ?? "",
    },
  };
}
