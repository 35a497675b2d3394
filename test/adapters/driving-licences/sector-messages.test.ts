import { checkDossier } from "#core/dossier/check-dossier.ts";
import { commonRules } from "#core/dossier/common-rules.ts";
import { pushedDossier } from "#core/dossier/pushed-dossier.ts";
import { foldForCompare } from "#schemas/common/text.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hoSoGplx, type HoSoGplx } from "../../../adapters/driving-licences/ho-so-gplx/element.ts";
import { toPlainCapitals } from "../../../adapters/driving-licences/ho-so-gplx/plain-capitals.ts";
import { licenceRecord } from "../../../adapters/driving-licences/record.ts";
import { rules } from "../../../adapters/driving-licences/rules.ts";
import { toSectorMessages } from "../../../adapters/driving-licences/sector-messages.ts";
import { registry } from "../adapter-folders.ts";
import { anyPush } from "./licence-arbitrary.ts";
import { changed, findings, licenceSample, withLicence, type Licence } from "./licence-sample.ts";

/** One application as the licence system's element holds it, with the keys in its order. */
const OBSERVED = {
  maDangKyCu: "",
  maDangKyDvc: "",
  maHoSo: "G01.38-261116-0123",
  hoTen: "ĐẶNG HỮU PHƯỚC",
  hoTenIn: "DANG HUU PHUOC",
  hoDem: "ĐẶNG HỮU",
  ten: "PHƯỚC",
  gioiTinh: "1",
  ngaySinh: "1987-01-30",
  quocTich: "VN",
  soCmndCu: "187000011",
  soCmnd: "040087999101",
  noiCapCmnd: "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
  ngayCapCmnd: "2021-03-03",
  noiCuTru: "Xóm 2, xã Mẫu Năm Mươi, tỉnh Nghệ An",
  dvhcNoiCuTru: "4000090050",
  noiThuongTru: "Xóm 2, xã Mẫu Năm Mươi, tỉnh Nghệ An",
  dvhcNoiThuongTru: "4000090050",
  anhChanDung: "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==",
  maDonVi: "CSGT40",
  ngayNhanHoSo: "2026-11-16",
  nguoiNhanHoSo: "",
  ngayHenTraGplx: "2026-11-23",
  loaiHoSo: "DOI",
  noiHocLaiXe: "Trung tâm đào tạo lái xe Mẫu",
  namHocLaiXe: "2012",
  hangDaoTao: "B2",
  soNamLaiXe: "14",
  soKmLxAnToan: "",
  lyDoDoiGplx: "Giấy phép lái xe sắp hết hạn",
  mucDichDoiGplx: "",
  maDonViVpdk: "",
  gplxDaCap: [
    {
      sogplx: "400127000011",
      soserigplx: "AB000011",
      noicapgplx: "Sở Giao thông vận tải Nghệ An",
      ngaycapgplx: "2016-12-28",
      ngayhethangplx: "2026-12-28",
      hanggplxgplx: "B2",
      ngaytrungtuyen: "2012-12-20",
    },
  ],
  hoSoDinhKem: [{ magiayto: "GKSK", tengiayto: "Giấy khám sức khỏe", filedinhkem: "JVBERi0xLjQKJU1hdQo=" }],
};

function element({ dossier, record }: Licence): HoSoGplx {
  const [only, ...others] = toSectorMessages({ dossier, record });
  expect(others).toEqual([]);
  return hoSoGplx.parse(only?.payload);
}

describe("the element for the licence system", () => {
  it.each([{ ngaySinh: "30/01/1987" }, { dvhcNoiCuTru: "40.90050" }, { maHoSo: "" }, { gioiTinh: "0" }])(
    "is none with %j",
    (wrong) => {
      expect(hoSoGplx.safeParse({ ...OBSERVED, ...wrong }).success).toBe(false);
    },
  );

  it("is what that system hands out itself, key by key and in its order", () => {
    const { dossier, record } = licenceSample("exchange-finished");
    const [message] = toSectorMessages({ dossier, record });
    expect(message).toEqual({ kind: "sector", service: "DongBoHoSoGPLX", payload: OBSERVED });
    expect(Object.keys(message?.payload ?? {})).toEqual(Object.keys(OBSERVED));
  });

  it("is not sent before a desk has taken the dossier and named a day, nor when it was refused there", () => {
    const { dossier, record } = licenceSample("exchange-finished");
    const sent = (change: object) => toSectorMessages({ dossier: { ...dossier, ...change }, record }).length;
    expect([1, 2, 3, 4, 5, 9, 10].map((status) => sent({ status }))).toEqual([0, 1, 0, 1, 1, 1, 1]);
    expect([sent({ receivedAt: null }), sent({ dueAt: null })]).toEqual([0, 0]);
  });

  it("does not change as the dossier moves on, nor with the new card", () => {
    const { dossier, record } = licenceSample("exchange-finished");
    const later = { ...dossier, status: 10 as const, returnedAt: "2026-11-21T10:00:00+07:00" };
    expect(toSectorMessages({ dossier: later, record: { ...record, result: null } })).toEqual(
      toSectorMessages({ dossier, record }),
    );
  });

  it("keeps a year a year and writes the old A1 as the card does", () => {
    expect(element(licenceSample("exchange-old-a1"))).toMatchObject({
      ngaySinh: "1955",
      hangDaoTao: "A1",
      soNamLaiXe: "28",
      gplxDaCap: [{ hanggplxgplx: "A1", ngaytrungtuyen: "1998", ngayhethangplx: "" }],
    });
  });

  it("writes each class of each licence as an entry of its own", () => {
    const both = changed("reissue-lost", ({ currentLicence }) => ({
      otherLicences: [
        {
          ...currentLicence,
          number: "481185000132",
          classes: [{ class: "B1_AUTO", passedOn: "2015", expiresOn: null }],
        },
      ],
    }));
    const { gplxDaCap } = element(both);
    expect(gplxDaCap.map((licence) => `${licence.sogplx} ${licence.hanggplxgplx}`)).toEqual([
      "481185000131 A1",
      "481185000131 C",
      "481185000132 B11",
    ]);
  });

  it("guesses neither the class trained for among several nor the years of driving before the licence", () => {
    const training = { school: "Mẫu" };
    expect(element(changed("reissue-lost", () => ({ training })))).toMatchObject({ hangDaoTao: "" });
    const ahead = withLicence("military-licence", { classes: [{ class: "C", passedOn: "2030", expiresOn: null }] });
    const unknown = withLicence("military-licence", { classes: [{ class: "C", expiresOn: null }] });
    expect([element(ahead).soNamLaiXe, element(unknown).soNamLaiXe]).toEqual(["", ""]);
    const stated = changed("exchange-finished", () => ({ training: { yearsDriving: 0, className: "C" } }));
    expect(element(stated)).toMatchObject({ soNamLaiXe: "0", hangDaoTao: "C" });
  });

  it("keeps the district of an older address and writes one abroad as text only", () => {
    expect(element(licenceSample("exchange-before-2025")).dvhcNoiCuTru).toBe("4041290051");
    expect(element(licenceSample("foreign-licence"))).toMatchObject({
      noiThuongTru: "1 Mau-ro, Jongno-gu, Seoul",
      dvhcNoiThuongTru: "",
    });
  });

  it("sends where a paper can be fetched when its content was not pushed, and no removed paper", () => {
    const { dossier, record } = licenceSample("police-licence");
    expect(element({ dossier, record }).hoSoDinhKem).toMatchObject([
      { filedinhkem: "https://mot-cua.example.vn/tai-tep/sk-0151" },
    ]);
    const attachments = dossier.attachments.map((paper) => ({ ...paper, deleted: true }));
    expect(element({ dossier: { ...dossier, attachments }, record }).hoSoDinhKem).toEqual([]);
  });

  it("takes the receiving unit from the record where it says one", () => {
    expect(element(changed("exchange-finished", () => ({ receivingUnitCode: "CA-XA-1" }))).maDonVi).toBe("CA-XA-1");
  });
});

describe("the name for the card", () => {
  it.each([
    ["Đặng Hữu Phước", "DANG HUU PHUOC"],
    ["Łukaszewska-Nguyễn Żaneta", "LUKASZEWSKA-NGUYEN ZANETA"],
    ["H’Bioh Mlô Ơ̆ Ƀlan", "H'BIOH MLO O BLAN"],
    ["Søren Weißæ", "SOREN WEISSAE"],
    ["김 마우리", "김 마우리"],
  ])("%s", (name, printed) => {
    expect(toPlainCapitals(name)).toBe(printed);
  });
});

describe("whatever a client pushes", () => {
  const listed = new Set([...rules, ...commonRules].map((rule) => rule.id));

  it("is refused, where it is, by a rule that is listed and never for its shape", () => {
    fc.assert(
      fc.property(anyPush, (push) => {
        const checked = checkDossier(push, registry);
        const issues = checked.ok ? checked.warnings : checked.issues;
        expect(issues.filter((issue) => !listed.has(issue.code))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("becomes an element the licence system can read, unless its unit is not known", () => {
    const seen = { sent: 0, unitUnknown: 0, tooEarly: 0 };
    fc.assert(
      fc.property(anyPush, (push) => {
        const { record: pushed, ...dossier } = pushedDossier.parse(push);
        const record = licenceRecord.parse(pushed);
        const received = dossier.receivedAt?.slice(0, 10) ?? "";
        if (findings("GPLX-D02", { dossier, record }, received).length > 0) {
          seen.unitUnknown += 1;
          return;
        }
        const messages = toSectorMessages({ dossier, record });
        for (const { payload } of messages) {
          const { hoTen, hoDem, ten, ...others } = hoSoGplx.parse(payload);
          expect({ hoTen, hoDem, ten, ...others }).toEqual(payload);
          expect(foldForCompare(`${hoDem} ${ten}`)).toBe(foldForCompare(hoTen));
        }
        seen[messages.length === 1 ? "sent" : "tooEarly"] += 1;
      }),
      { numRuns: 300 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
  });
});
