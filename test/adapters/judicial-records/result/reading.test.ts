import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromResultAnswer } from "../../../../adapters/judicial-records/result/reading.ts";
import { toResult } from "../../../../adapters/judicial-records/result/writing.ts";
import { judicialSample } from "../judicial-sample.ts";
import { anyRecord } from "../record-arbitrary.ts";

const CODE = "H56.14-261120-0007";

/** A result as the ministry was observed to answer it. */
const OBSERVED = {
  soPhieuLLTP: "00000/LLTP/26",
  ngayCapPhieu: "27/11/2026",
  loaiPhieu: 1,
  nguoiLapPhieu: "Trần Văn Mẫu",
  nguoiKy: "Lê Thị Mẫu",
  chucVu: "Trưởng phòng Hồ sơ nghiệp vụ",
  tinhTrangAnTich: "0",
  tenTinhTrangAnTich: "Không có án tích",
  thongTinCDNCV: "0",
  tenThongTinCDNCV: "Không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã",
  thongTinAn: [],
  dsCDNCV: [],
  phieuLLTP: "JVBERi0xLjQKJU1hdQo=",
  quyetDinhThuHoi: null,
};

const answer = (ketQuaXuLy: unknown, trangThaiXuLy = "9") => ({
  status: 1,
  statusDescription: "Thành công",
  value: [{ maHoSoMCDT: CODE, trangThaiXuLy, ketQuaXuLy }],
});

describe("a result", () => {
  it("is written as it was observed", () => {
    const { certificate } = judicialSample("certificate-returned").record;
    if (certificate === null) throw new Error("no certificate");
    expect(toResult({ ...certificate, fileContent: OBSERVED.phieuLLTP }, null)).toEqual(OBSERVED);
  });

  it("is read back as it was written, whatever the certificate", () => {
    const certificates = anyRecord.filter((record) => record.certificate !== null).map((record) => record.certificate);
    fc.assert(
      fc.property(certificates, (certificate) => {
        if (certificate === null) return;
        expect(fromResultAnswer(answer(toResult(certificate, null)))).toEqual({
          ok: true,
          value: [{ dossierCode: CODE, status: 9, certificate }],
        });
      }),
      { numRuns: 200 },
    );
  });

  it("carries convictions key by key", () => {
    const { certificate } = judicialSample("prosecution-result").record;
    if (certificate === null) throw new Error("no certificate");
    expect(toResult(certificate, null)["thongTinAn"]).toEqual([
      {
        soBanAn: "00/2009/HSST",
        ngayBanAn: "20/07/2009",
        toaDaTuyen: "TA99",
        tenToaDaTuyen: "Tòa án nhân dân huyện Mẫu (cũ)",
        dsToiDanh: [{ toiDanh: "138", tenToiDanh: "Trộm cắp tài sản" }],
        dsHinhPhatChinh: [{ maHinhPhat: "TU_CO_THOI_HAN", tenHinhPhat: "Tù có thời hạn", ghiChu: "02 năm" }],
        dsHinhPhatBoSung: [],
        ngayChapHanh: "05/08/2011",
        ngayXoaAn: "05/08/2014",
        dieuKhoan: "khoản 1 Điều 138 Bộ luật Hình sự 1999",
        anPhi: "200.000 đồng",
        nghiaVuDanSu: "Bồi thường 3.000.000 đồng",
        tinhTrangThiHanh: "Đã chấp hành xong",
      },
    ]);
  });

  it("may be missing, and its status unknown", () => {
    expect(fromResultAnswer(answer(null, "0"))).toEqual({
      ok: true,
      value: [{ dossierCode: CODE, status: null, certificate: null }],
    });
    expect(fromResultAnswer({ status: 0, statusDescription: "Không tìm thấy" })).toEqual({ ok: true, value: [] });
  });

  it("is refused without a word of what it says", () => {
    const secret = "BÍ MẬT";
    const broken = {
      ...OBSERVED,
      tenTinhTrangAnTich: secret,
      thongTinAn: [{ soBanAn: secret, ngayBanAn: secret, tenToaDaTuyen: secret, dsToiDanh: [], dieuKhoan: secret }],
    };
    const read = fromResultAnswer(answer(broken));
    expect(read.ok).toBe(false);
    expect(JSON.stringify(read)).not.toContain(secret);
  });
});
