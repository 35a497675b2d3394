import { describe, expect, it } from "vitest";
import { fromMinistry } from "../../../adapters/civil-status/from-native.ts";
import { ministryMessages } from "../../../adapters/civil-status/ministry-messages.ts";
import { civilSample } from "./civil-sample.ts";

const payloadOf = (name: "death-year-only-birth") => {
  const [message] = ministryMessages(civilSample("KT", name));
  return message?.payload ?? {};
};
const death = payloadOf("death-year-only-birth");
const data = JSON.parse(typeof death["data"] === "string" ? death["data"] : "") as Record<string, unknown>;
const withData = (change: Record<string, unknown>) => ({ ...death, data: JSON.stringify({ ...data, ...change }) });

function read(input: unknown) {
  const parsed = fromMinistry(input);
  return parsed.ok ? parsed.value : parsed.issues.map(({ pointer, code }) => `${pointer} ${code}`);
}

describe("reading the ministry's envelope", () => {
  it("takes numbers for texts, and the interlinking software's names of modules", () => {
    const read1 = read({ ...withData({ loaiDangKy: 1, soLuongBanSao: 5, gbtLoai: 6, nktLoaiCuTru: 1 }), module: "KT" });
    expect(read1).toEqual(read(death));
    expect(read1).toMatchObject({ module: "KT", copies: 5, interlinkedDossierCode: "LT-MAU-0004" });
  });

  it("takes null, a missing key and the empty text for nothing", () => {
    const { nktNguyenNhanChet: _cause, ...rest } = data;
    const expected = read(withData({ nktNguyenNhanChet: "" }));
    expect(expected).toMatchObject({ deceased: { deathCause: null } });
    expect(read(withData({ nktNguyenNhanChet: null }))).toEqual(expected);
    expect(read({ ...death, data: JSON.stringify(rest) })).toEqual(expected);
  });

  it.each([
    ["1938", "1938"],
    [".11.1938", "1938-11"],
    ["05.11.1938", "1938-11-05"],
  ])("reads the date %s as %s", (native, canonical) => {
    expect(read(withData({ nktNgaySinh: native }))).toMatchObject({ deceased: { birthDate: canonical } });
  });

  it.each(["5.11.1938", "05/11/1938", "31.02.1938", "05..1938", "x"])(
    "refuses the date %s and invents none",
    (native) => {
      expect(read(withData({ nktNgaySinh: native }))).toEqual(["/deceased/birthDate partial-date"]);
    },
  );

  it("tells the list of a commune's code by the district or the day of receipt", () => {
    const place = { maTinh: "17", maHuyen: "", maXa: "90003", dcChiTiet: "" };
    const scheme = (day: string, change: object) =>
      read({ ...withData({ nktNoiCuTru: { ...place, ...change } }), ngayTiepNhan: `${day} 10:00:00` });
    expect(scheme("30/06/2025", {})).toMatchObject({ deceased: { residence: { scheme: "QD124_2004" } } });
    expect(scheme("20/11/2026", { maHuyen: "150" })).toMatchObject({
      deceased: { residence: { scheme: "QD124_2004" } },
    });
    expect(scheme("01/07/2025", {})).toEqual(["/deceased/residence/provinceCode province-unknown"]);
  });

  it("reads an unknown residence as none and a mere text as a place in an unnamed country", () => {
    const text = (dcChiTiet: string) => withData({ nktNoiCuTru: { maTinh: "", maHuyen: "", maXa: "", dcChiTiet } });
    expect(read(text("Không có thông tin"))).toMatchObject({ deceased: { residence: null } });
    expect(read(text("Porto"))).toMatchObject({ deceased: { residence: { countryCode: "ZZ", detail: "Porto" } } });
  });

  it("reads a birth place that is a mere text as one in the country: abroad has a key of its own", () => {
    const { dossier, record } = civilSample("KS", "birth-single-mother");
    const birthPlace = { countryCode: "VN", detail: "Nương Mẫu" };
    const [message] = ministryMessages({ dossier, record: { ...record, child: { ...record.child, birthPlace } } });
    expect(read(message?.payload)).toMatchObject({ child: { birthPlace } });
  });

  it("takes words it does not know for another relation", () => {
    expect(read(withData({ nycQuanHe: "CON" }))).toMatchObject({ declarant: { relation: "CON" } });
    expect(read(withData({ nycQuanHe: "Hàng xóm" }))).toMatchObject({ declarant: { relation: "KHAC" } });
  });

  it.each([
    ["a module nobody has", { ...death, module: "LTXX" }, "/module native-module-unknown"],
    ["another time format", { ...death, ngayTiepNhan: "20261120100000" }, "/ngayTiepNhan native-received-format"],
    ["text that is no JSON", { ...death, data: "<hoTich/>" }, "/data native-data-unreadable"],
    ["JSON that is no object", { ...death, data: "[]" }, "/data native-data-unreadable"],
    ["no data", { ...death, data: undefined }, "/data missing"],
  ])("refuses %s", (_what, input, issue) => {
    expect(read(input)).toEqual([issue]);
  });
});
