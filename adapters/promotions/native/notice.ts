import type { Issue } from "#core/dossier/issue.ts";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { dossierCode } from "#schemas/common/dossier-code.ts";
import { procedureCode } from "#schemas/common/procedure-code.ts";
import { longText, text } from "#schemas/common/text.ts";
import { z } from "zod";
import { NOTICE_FORM } from "../enums.ts";
import { dayOfCodes, levelled, nativeAmount, nativeDay } from "./fields.ts";
import type { NativeFile, NativeNotice } from "./filing.ts";
import { readCoTraders, readForms, readPrizes } from "./free-text.ts";
import { fromNativeTrader, nativeTraderKeys } from "./trader.ts";

export type NativeReading<T> =
  | { readonly ok: true; readonly filing: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Body of `addtthcKhuyenMai`. The portal may add keys at any time, so others are passed over. */
const noticeBody = z.looseObject({
  MaHoSo: dossierCode,
  MaTTHC: procedureCode,
  SoVanBan: text(50).nullable().default(null),
  NgayNopHoSo: nativeDay.nullable().default(null),
  TenThuongNhan: text(200),
  ...nativeTraderKeys,
  TenChuongTrinhKhuyenMai: text(500),
  HinhThucKhuyenMai: longText(2000).nullable().default(null),
  ThoiGianKhuyenMaiTu: nativeDay,
  ThoiGianKhuyenMaiDen: nativeDay,
  HangHoaDichVuKhuyenMai: longText(4000),
  SoLuongHangHoaDichVu: longText(1000).nullable().default(null),
  KhachHang: longText(2000).nullable().default(null),
  CoCauGiaiThuong: longText(20_000).nullable().default(null),
  TongGiaTriHangHoa: nativeAmount,
  NoiDungChiTiet: longText(20_000).nullable().default(null),
  TenCacThuongNhanCungThucHien: longText(4000).nullable().default(null),
  TenTepDonDangKy: text(500).nullable().default(null),
  TepDonDangKy: z.string().nullable().default(null),
  TaiLieuNop: z
    .array(z.looseObject({ TenTepDinhKem: text(500), Base64: z.string().nullable().default(null) }))
    .max(100)
    .default([]),
});

/**
 * Reads the portal's notice of a promotion (`addtthcKhuyenMai`, observed in one-stop clients) into the sector's record.
 * What the portal has no key for (areas, gifts, value of the goods promoted, …) stays null or empty; an officer reads it
 * in the enclosed form. Without programme, period, goods or total there is no record: the issues point into the body.
 */
export function fromNoticeBody(body: unknown): NativeReading<NativeNotice> {
  const read = parseWith(noticeBody, levelled(body) ?? {});
  if (!read.ok) return { ok: false, issues: read.issues };
  const native = read.value;
  const day = dayOfCodes(native.NgayNopHoSo, native.MaHoSo);
  const { trader, issues } = fromNativeTrader(native, native.TenThuongNhan, day, []);
  if (issues.length > 0) return { ok: false, issues };
  const forms = readForms(native.HinhThucKhuyenMai);
  const prizes = readPrizes(native.CoCauGiaiThuong);
  const coTraders = readCoTraders(native.TenCacThuongNhanCungThucHien);
  const filing: NativeNotice = {
    dossierCode: native.MaHoSo,
    procedureCode: native.MaTTHC,
    submittedOn: native.NgayNopHoSo,
    record: {
      formNumber: NOTICE_FORM,
      nationalDossierCode: native.MaHoSo,
      notice: {
        documentNumber: native.SoVanBan,
        documentDate: null,
        recipients: [],
        trader,
        coTraders: [...coTraders.items],
        coTradersText: coTraders.raw,
        program: {
          name: native.TenChuongTrinhKhuyenMai,
          forms: [...forms.items],
          formsText: forms.raw,
          areas: [],
          areaScheme: null,
          from: native.ThoiGianKhuyenMaiTu,
          to: native.ThoiGianKhuyenMaiDen,
          promotedGoods: native.HangHoaDichVuKhuyenMai,
          promotedGoodsTotalValue: null,
          promotedQuantity: native.SoLuongHangHoaDichVu,
          giftGoods: null,
          customers: native.KhachHang,
          concentrated: null,
          prizes: [...prizes.items],
          prizesText: prizes.raw,
          totalPrizeValue: Number(native.TongGiaTriHangHoa),
          prizeShare: null,
          valueBasis: null,
          unitOffers: [],
          detail: native.NoiDungChiTiet,
        },
        rules: null,
        salesChannel: null,
        attachments: [],
        submissionMethod: null,
      },
      receipt: null,
    },
    form: formFile(native.TenTepDonDangKy, native.TepDonDangKy),
    papers: native.TaiLieuNop.map(({ TenTepDinhKem, Base64 }) => ({ name: TenTepDinhKem, content: Base64, url: null })),
  };
  return { ok: true, filing };
}

function formFile(name: string | null, content: string | null): NativeFile | null {
  return name === null && content === null ? null : { name: name ?? "", content, url: null };
}
