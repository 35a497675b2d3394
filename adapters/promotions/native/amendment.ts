import { parseWith } from "#core/dossier/zod-issues.ts";
import { dossierCode } from "#schemas/common/dossier-code.ts";
import { procedureCode } from "#schemas/common/procedure-code.ts";
import { longText, text } from "#schemas/common/text.ts";
import { z } from "zod";
import { AMENDMENT_FORM, type Amendable } from "../enums.ts";
import type { NativeReading } from "./notice.ts";
import { dayOfCodes, levelled, nativeDay } from "./fields.ts";
import type { NativeAmendment } from "./filing.ts";
import { readAreas } from "./free-text.ts";
import { fromNativeTrader, nativeTraderKeys } from "./trader.ts";

/** Keys of `ThongTinSuaDoi`, in the order the portal has them, and what each changes. */
export const CHANGE_KEYS: readonly (readonly [key: string, field: Amendable])[] = [
  ["TenChuongTrinhKM", "name"],
  ["SoLuongHangHoaDichVuKM", "promotedQuantity"],
  ["HangHoaDichVuKM", "promotedGoods"],
  ["CoCauGiaiThuongKM", "prizes"],
  ["NoiDungChiTietKM", "detail"],
  ["HangHoaDichVuDungKM", "giftGoods"],
];

const amendmentBody = z.looseObject({
  service: text(100).nullable().default(null),
  isUpdating: z.string().nullable().default(null),
  data: z.looseObject({
    MaHoSoQG: dossierCode,
    MaTTHC: procedureCode,
    SoVanBan: text(50).nullable().default(null),
    NgayNopHoSo: nativeDay.nullable().default(null),
    TenThuongNhan: text(200).nullable().default(null),
    ...nativeTraderKeys,
    ThongTinDaNop: z.looseObject({
      MaHoSoQGDNP: dossierCode.nullable().default(null),
      SoVanBanDaNopDNP: text(50).nullable().default(null),
      NgayNopHoSoDNP: nativeDay.nullable().default(null),
      TenChuongTrinhKhuyenMaiDNP: text(500),
      ThoiGianKhuyenMaiTuDNP: nativeDay,
      ThoiGianKhuyenMaiDenDNP: nativeDay,
      DiaBanKhuyenMaiDNP: text(2000).nullable().default(null),
    }),
    ThongTinSuaDoi: z.record(z.string(), z.unknown()),
    LyDoDieuChinh: longText(2000).nullable().default(null),
    NoiDungCamKetKhac: longText(2000).nullable().default(null),
    TenTepDangKy: text(500).nullable().default(null),
    URLTepDangKy: text(2000).nullable().default(null),
  }),
});

const newValue = longText(20_000);

/**
 * Reads an amended promotion (`nhanhsdvcqg`, whatever its `service` is called; one province wraps it as `AddBSTBKM`) into
 * the sector's record. The portal tells only the new values, and no day on which they take effect.
 */
export function fromAmendmentBody(
  body: unknown,
): NativeReading<NativeAmendment & { readonly service: string; readonly isUpdating: boolean }> {
  const read = parseWith(amendmentBody, levelled(body) ?? {});
  if (!read.ok) return { ok: false, issues: read.issues };
  const native = read.value.data;
  const changes = parseWith(
    z.array(z.strictObject({ field: z.custom<Amendable>(), from: z.null(), to: newValue })).min(1),
    CHANGE_KEYS.flatMap(([key, field]) => {
      const to = native.ThongTinSuaDoi[key];
      return to === undefined ? [] : [{ field, from: null, to }];
    }),
    ["data", "ThongTinSuaDoi"],
  );
  const day = dayOfCodes(native.NgayNopHoSo, native.MaHoSoQG);
  const { trader, issues } = fromNativeTrader(native, native.TenThuongNhan ?? "", day, ["data"]);
  if (!changes.ok || issues.length > 0)
    return { ok: false, issues: [...(changes.ok ? [] : changes.issues), ...issues] };
  const filed = native.ThongTinDaNop;
  const areas = readAreas(filed.DiaBanKhuyenMaiDNP, filed.ThoiGianKhuyenMaiTuDNP);
  const { TenTepDangKy: formName, URLTepDangKy: formUrl } = native;
  return {
    ok: true,
    filing: {
      service: read.value.service ?? "",
      isUpdating: read.value.isUpdating?.toLowerCase() === "true",
      dossierCode: native.MaHoSoQG,
      procedureCode: native.MaTTHC,
      submittedOn: native.NgayNopHoSo,
      record: {
        formNumber: AMENDMENT_FORM,
        nationalDossierCode: native.MaHoSoQG,
        amendment: {
          documentNumber: native.SoVanBan,
          documentDate: null,
          recipients: [],
          traderTaxCode: native.MaSoThue,
          trader: native.TenThuongNhan === null ? null : trader,
          original: {
            dossierId: filed.MaHoSoQGDNP,
            documentNumber: filed.SoVanBanDaNopDNP,
            documentDate: null,
            submittedOn: filed.NgayNopHoSoDNP,
            programName: filed.TenChuongTrinhKhuyenMaiDNP,
            from: filed.ThoiGianKhuyenMaiTuDNP,
            to: filed.ThoiGianKhuyenMaiDenDNP,
            areas: [...areas.items],
            areasText: areas.raw,
          },
          effectiveFrom: null,
          changes: changes.value,
          totalPrizeValue: null,
          earlyEndGround: null,
          reason: native.LyDoDieuChinh,
          commitment: native.NoiDungCamKetKhac,
          attachments: [],
        },
        result: null,
      },
      form: formName === null && formUrl === null ? null : { name: formName ?? "", content: null, url: formUrl },
      papers: [],
    },
  };
}
