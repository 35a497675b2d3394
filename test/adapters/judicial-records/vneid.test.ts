import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromVneid } from "../../../adapters/judicial-records/from-vneid.ts";
import type { Relative } from "../../../adapters/judicial-records/person.ts";
import type { JudicialRecord } from "../../../adapters/judicial-records/record.ts";
import { toVneid } from "../../../adapters/judicial-records/to-vneid.ts";
import { judicialSample } from "./judicial-sample.ts";
import { anyDeclaring } from "./record-arbitrary.ts";

const RECEIVED = "2026-11-20T09:12:00+07:00";

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

const { dossier, record } = judicialSample("certificate-returned");

const yearOnly = (relative: Relative | null): Relative | null =>
  relative === null ? null : { ...relative, birthDate: relative.birthDate?.slice(0, 4) ?? null, identity: null };

/** What the channel's form carries of a record: no more comes back. */
function carried(whole: JudicialRecord): JudicialRecord {
  const { declaration, payment } = whole;
  if (declaration === null) throw new Error("no declaration");
  const { applicant, authorization } = declaration;
  return {
    origin: "VNEID",
    receivingUnitId: null,
    request: null,
    documents: [],
    certificate: null,
    revocation: null,
    payment: payment === null ? null : { ...payment, receiptNumber: null },
    declaration: {
      ...declaration,
      residenceGapReason: null,
      applicant: { ...applicant, feeExemption: null, identity: { ...applicant.identity, expiryDate: null } },
      father: yearOnly(declaration.father),
      mother: yearOnly(declaration.mother),
      spouse: yearOnly(declaration.spouse),
      authorization:
        authorization === null
          ? null
          : { ...authorization, documentNumber: null, identity: { ...authorization.identity, expiryDate: null } },
    },
  };
}

describe("an application for VNeID", () => {
  it("is written as it was observed", () => {
    expect(toVneid(dossier, record, RECEIVED)).toEqual(OBSERVED);
  });

  it("has no form for the request of a body", () => {
    const body = judicialSample("prosecution-request");
    expect(toVneid(body.dossier, body.record, RECEIVED)).toBeNull();
  });

  it("brings the papers of the application with their content, and no removed ones", () => {
    const { dossier: sent, record: enclosed } = judicialSample("foreigner-authorised");
    const toKhai = (from: typeof sent) => toVneid(from, enclosed, RECEIVED)?.["toKhai"];
    expect(toKhai(sent)).toMatchObject({
      giayToDinhKem: [
        { ma: "HO_CHIEU", ten: "Hộ chiếu", danhSach: [{ loai: "application/pdf", duLieu: "JVBERi0xLjQKJU1hdQo=" }] },
        { ma: "VB_UY_QUYEN", ten: "Văn bản ủy quyền", danhSach: [{ loai: "application/pdf", duLieu: "" }] },
      ],
    });
    const removed = sent.attachments.map((paper) => ({ ...paper, deleted: true }));
    expect(toKhai({ ...sent, attachments: removed })).toMatchObject({ giayToDinhKem: [] });
  });
});

describe("an application from VNeID", () => {
  it("is read back as it was written, whatever the record", () => {
    fc.assert(
      fc.property(anyDeclaring, (whole) => {
        expect(fromVneid(toVneid(dossier, whole, RECEIVED))).toEqual({
          ok: true,
          value: {
            dossierCode: dossier.dossierCode,
            provinceCode: "38",
            receivedAt: RECEIVED,
            record: carried(whole),
            files: [],
          },
        });
      }),
      { numRuns: 300 },
    );
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
