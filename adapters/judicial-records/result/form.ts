import { z } from "zod";

/**
 * `ketQuaXuLy`: a certificate as it comes from the ministry and as it goes back to VNeID (observed in one-stop clients).
 * Reading takes numbers as text and missing keys as empty.
 */
const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null ? "" : String(value).trim()));

const offence = z.object({ toiDanh: text, tenToiDanh: text });
const mainPenalty = z.object({ maHinhPhat: text, tenHinhPhat: text, ghiChu: text });
const additionalPenalty = z.object({ maHinhPhat: text, tenHinhPhat: text, noiDungHinhPhatBoSung: text });

const judgment = z.object({
  soBanAn: text,
  ngayBanAn: text,
  toaDaTuyen: text,
  tenToaDaTuyen: text,
  dsToiDanh: z.array(offence).nullish(),
  dsHinhPhatChinh: z.array(mainPenalty).nullish(),
  dsHinhPhatBoSung: z.array(additionalPenalty).nullish(),
  ngayChapHanh: text,
  ngayXoaAn: text,
  dieuKhoan: text,
  anPhi: text,
  nghiaVuDanSu: text,
  tinhTrangThiHanh: text,
});
export type NativeJudgment = z.infer<typeof judgment>;

const ban = z.object({
  soQuyetDinh: text,
  ngayQuyetDinh: text,
  toaAnQD: text,
  chucVuCam: text,
  thoiHanCam: text,
  camTuNgay: text,
});
export type NativeBan = z.infer<typeof ban>;

export const nativeResult = z.object({
  soPhieuLLTP: text,
  ngayCapPhieu: text,
  loaiPhieu: text,
  nguoiLapPhieu: text,
  nguoiKy: text,
  chucVu: text,
  tinhTrangAnTich: text,
  tenTinhTrangAnTich: text,
  thongTinCDNCV: text,
  tenThongTinCDNCV: text,
  thongTinAn: z.array(judgment).nullish(),
  dsCDNCV: z.array(ban).nullish(),
  phieuLLTP: text,
});
export type NativeResult = z.infer<typeof nativeResult>;

/** What the ministry answers when asked for results. `status` 1 is success. */
export const resultAnswer = z.object({
  status: z.int(),
  statusDescription: text,
  value: z
    .array(z.object({ maHoSoMCDT: z.string().min(1), trangThaiXuLy: text, ketQuaXuLy: nativeResult.nullish() }))
    .nullish(),
});
