import { describe, expect, it } from "vitest";
import { fromVneid } from "../../../../adapters/judicial-records/vneid/application.ts";
import { judicialSample } from "../judicial-sample.ts";

/** An application as the channel was observed to carry it. */
const OBSERVED = {
  maTinh: "38",
  tenTinh: "Tỉnh Thanh Hóa",
  maHoSoMCDT: "H56.14-261120-0007",
  ngayTiepNhan: "20/11/2026 09:12:00",
  nguonDangKy: 1,
  tenNguonDangKy: "Trực tuyến",
  toKhai: {
    loaiPhieu: 1,
    yeuCauCDNCV: 1,
    maMucDich: 1,
    tenMucDich: "Bổ sung hồ sơ xin việc",
    mucDichKhac: "",
    soLuongCap: 2,
    nycHoTen: "NGHIÊM THỊ QUỲNH TRÂM",
    nycTenGoiKhac: "",
    nycGioiTinh: 2,
    nycTenGioiTinh: "Nữ",
    nycNgaySinh: "09/03/1998",
    nycDoiTuongNopPhi: "THUONG",
    nycTenDoiTuongNopPhi: "Đối tượng thông thường",
    nycThuongTru: {
      maTinhThanh: "38",
      tenTinhThanh: "Tỉnh Thanh Hóa",
      maQuanHuyen: "",
      tenQuanHuyen: "",
      maPhuongXa: "90001",
      tenPhuongXa: "Xã Mẫu Một",
      chiTiet: "Thôn 5",
      tenQuocGia: "Việt Nam",
    },
    nycTamTru: {
      maTinhThanh: "01",
      tenTinhThanh: "Thành phố Hà Nội",
      maQuanHuyen: "",
      tenQuanHuyen: "",
      maPhuongXa: "90010",
      tenPhuongXa: "Phường Mẫu Mười",
      chiTiet: "Số 12, ngõ 7",
      tenQuocGia: "Việt Nam",
    },
    nycDienThoai: "0900000011",
    nycEmail: "tram.mau@example.vn",
    nycLoaiGiayTo: null,
    nycTenLoaiGiayTo: "Căn cước công dân",
    nycSoGiayTo: "038198999011",
    nycNgayCapGiayTo: "15/06/2022",
    nycNoiCapGiayTo: "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
    nycQuocTich: "VN",
    nycTenQuocTich: "Việt Nam",
    nycDanToc: "01",
    nycTenDanToc: "Kinh",
    nycHoTenCha: "NGHIÊM VĂN KHUYẾN",
    chaNamSinh: 1969,
    nycHoTenMe: "ĐỖ THỊ THUÝ",
    meNamSinh: 1971,
    nycHoTenVoChong: "",
    voChongNamSinh: null,
    nycNoiSinh: {
      maQuocGia: "VN",
      tenQuocGia: "Việt Nam",
      maTinhThanh: "38",
      tenTinhThanh: "Tỉnh Thanh Hóa",
      chiTiet: "Xã Mẫu Một, tỉnh Thanh Hóa",
    },
    uyQuyen: 0,
    thongTinUyQuyen: null,
    thongTinAnTich: "Không",
    quaTrinhCTNNNLV: [
      {
        tuThangNam: "03/2012",
        denThangNam: "08/2016",
        loaiCuTru: "Thường trú",
        diaChiCuTru: "Thôn 5, xã Mẫu Một, tỉnh Thanh Hóa",
        ngheNghiep: "Học sinh",
        noiLamViec: "Trường THCS, THPT tại địa phương",
      },
      {
        tuThangNam: "09/2016",
        denThangNam: "07/2020",
        loaiCuTru: "Tạm trú",
        diaChiCuTru: "Phường Mẫu Mười, thành phố Hà Nội",
        ngheNghiep: "Sinh viên",
        noiLamViec: "Trường đại học tại Hà Nội",
      },
      {
        tuThangNam: "08/2020",
        denThangNam: "nay",
        loaiCuTru: "Tạm trú",
        diaChiCuTru: "Số 12, ngõ 7, phường Mẫu Mười, thành phố Hà Nội",
        ngheNghiep: "Kế toán",
        noiLamViec: "Công ty TNHH Mẫu Alpha",
      },
    ],
    thongTinThanhToan: {
      nhomDoiTuong: "THUONG",
      tenNhomDoiTuong: "Đối tượng thông thường",
      phiLLTP: 200000,
      phiCapThemBanGiay: 0,
      hinhThucNhanBanGiay: 2,
      tenHinhThucNhanBanGiay: "Bưu chính",
      diaChiNhan: "Số 12, ngõ 7, phường Mẫu Mười, thành phố Hà Nội",
      tongPhi: 200000,
    },
    giayToDinhKem: [],
  },
};

describe("an application from VNeID", () => {
  it("is read into the record of the sector, relatives by their year", () => {
    const { declaration, payment } = judicialSample("certificate-returned").record;
    if (declaration === null || payment === null) throw new Error("no declaration");
    const { applicant, father, mother } = declaration;
    const birthPlace = { ...applicant.birthPlace, provinceName: "Tỉnh Thanh Hóa" };
    expect(fromVneid(OBSERVED)).toEqual({
      ok: true,
      value: {
        dossierCode: "H56.14-261120-0007",
        provinceCode: "38",
        receivedAt: "2026-11-20T09:12:00+07:00",
        record: {
          origin: "VNEID",
          receivingUnitId: null,
          request: null,
          documents: [],
          certificate: null,
          revocation: null,
          payment: { ...payment, receiptNumber: null },
          declaration: {
            ...declaration,
            applicant: { ...applicant, birthPlace },
            father: { ...father, birthDate: "1969" },
            mother: { ...mother, birthDate: "1971" },
          },
        },
        files: [],
      },
    });
  });

  const read = (change: Partial<Record<keyof (typeof OBSERVED)["toKhai"], unknown>>) =>
    fromVneid({ ...OBSERVED, toKhai: { ...OBSERVED.toKhai, ...change } });

  it("may have numbers as text, addresses in parts and keys of its own", () => {
    const row = { ...OBSERVED.toKhai.quaTrinhCTNNNLV[0], denThangNam: "nay" };
    const inParts = { chiTiet: "Thôn 5", tenPhuongXa: "xã Mẫu Một", tenTinhThanh: "tỉnh Thanh Hóa" };
    const other = read({
      loaiPhieu: "1",
      soLuongCap: "2",
      chaNamSinh: "1969",
      thongTinThanhToan: { ...OBSERVED.toKhai.thongTinThanhToan, tongPhi: "200000", maGiaoDich: "x" },
      quaTrinhCTNNNLV: [{ ...row, diaChiCuTru: inParts }],
    });
    expect(other).toMatchObject({
      ok: true,
      value: {
        record: {
          declaration: {
            certificateType: 1,
            father: { birthDate: "1969" },
            residenceHistory: [{ to: "NAY", address: "Thôn 5, xã Mẫu Một, tỉnh Thanh Hóa" }],
          },
          payment: { total: 200000 },
        },
      },
    });
  });

  it("brings its files apart", () => {
    const giayToDinhKem = [{ ma: "CCCD", ten: "Ảnh căn cước", danhSach: [{ loai: "image/png", duLieu: "iVBORw==" }] }];
    expect(read({ giayToDinhKem })).toMatchObject({
      value: { files: [{ type: "CCCD", title: "Ảnh căn cước", mime: "image/png", content: "iVBORw==" }] },
    });
  });

  it.each([
    [{ nycNgaySinh: "31/02/1998" }, "/record/declaration/applicant/birthDate partial-date"],
    [{ nycGioiTinh: 0 }, "/record/declaration/applicant/gender too-small"],
    [{ nycDoiTuongNopPhi: "7" }, "/record/declaration/applicant/feeGroup invalid-value"],
    [
      { quaTrinhCTNNNLV: [{ ...OBSERVED.toKhai.quaTrinhCTNNNLV[0], denThangNam: "" }] },
      "/record/declaration/residenceHistory/0/to month-format",
    ],
    [{ soLuongCap: "hai" }, "/toKhai/soLuongCap custom"],
  ])("is refused where it cannot be understood: %j", (change, reason) => {
    const answer = read(change);
    expect(answer.ok ? [] : answer.issues.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([reason]);
  });

  it("does not become an instant when it names a day only", () => {
    expect(fromVneid({ ...OBSERVED, ngayTiepNhan: "20/11/2026" })).toMatchObject({ value: { receivedAt: null } });
  });
});
