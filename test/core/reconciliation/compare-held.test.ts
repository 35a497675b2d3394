import { canonicalJson } from "#core/message/canonical-json.ts";
import { compareHeld, differingFields } from "#core/reconciliation/compare-held.ts";
import type { JsonObject } from "#core/message/message.ts";
import { describe, expect, it } from "vitest";

const sent: JsonObject = {
  MaHoSo: "H26.107-260518-0123",
  ChuHoSo: "Nguyễn Văn Mẫu",
  TrangThaiHoSo: "2",
  GhiChu: "",
  TaiLieuNop: [{ TepDinhKemId: "884512", TenTepDinhKem: "Giấy chứng sinh.pdf", DuocSoHoa: "1" }],
};
const compare = (held: JsonObject) => compareHeld(canonicalJson(sent), held);

describe("compareHeld", () => {
  it.each<[string, JsonObject]>([
    ["the very same", sent],
    ["in another order", Object.fromEntries(Object.entries(sent).toReversed())],
    ["with fields of the portal's own", { ...sent, NgayCapNhat: "20260518" }],
    ["with fields left out", { MaHoSo: "H26.107-260518-0123", TrangThaiHoSo: "2" }],
    ["numbers for text", { ...sent, TrangThaiHoSo: 2 }],
    ["numbers for text inside a list", { TaiLieuNop: [{ ...paper(), TepDinhKemId: 884_512, DuocSoHoa: 1 }] }],
    ["null for empty", { ...sent, GhiChu: null }],
    ["white space around", { ...sent, ChuHoSo: " Nguyễn Văn Mẫu\n" }],
    ["decomposed Vietnamese", { ...sent, ChuHoSo: "Nguyễn Văn Mẫu".normalize("NFD") }],
    [
      "decomposed inside a list",
      { TaiLieuNop: [{ ...paper(), TenTepDinhKem: paper().TenTepDinhKem.normalize("NFD") }] },
    ],
    ["another dossier code, which is what was asked for", { ...sent, MaHoSo: "" }],
  ])("%s: same", (_, held) => {
    expect(compare(held)).toBe("same");
  });

  it.each<[string, JsonObject]>([
    ["an older status", { ...sent, TrangThaiHoSo: "1" }],
    ["one field of many", { ...sent, GhiChu: "khác" }],
    ["an older status only", { TrangThaiHoSo: 1 }],
    ["another case", { ...sent, ChuHoSo: "NGUYỄN VĂN MẪU" }],
    ["another paper", { ...sent, TaiLieuNop: [{ ...paper(), TepDinhKemId: "884513" }] }],
    ["a paper more", { ...sent, TaiLieuNop: [paper(), paper()] }],
    ["no paper", { ...sent, TaiLieuNop: [] }],
    ["0 for empty", { ...sent, GhiChu: 0 }],
  ])("%s: different", (_, held) => {
    expect(compare(held)).toBe("different");
  });

  it.each<[string, JsonObject]>([
    ["nothing", {}],
    ["only the code", { MaHoSo: "H26.107-260518-0123" }],
    ["only what is not ours", { MaHoSo: "H26.107-260518-0123", TrangThai: "2" }],
  ])("%s: undetermined", (_, held) => {
    expect(compare(held)).toBe("undetermined");
  });

  it("proves nothing about a payload that is no object", () => {
    expect(compareHeld("[1]", { "0": 1 })).toBe("undetermined");
  });
});

function paper() {
  return { TepDinhKemId: "884512", TenTepDinhKem: "Giấy chứng sinh.pdf", DuocSoHoa: "1" };
}

describe("differingFields", () => {
  it("names what differs, sorted, and nothing the portal does not show", () => {
    const fields = (held: JsonObject) => differingFields(canonicalJson(sent), held);
    expect(fields(sent)).toEqual([]);
    expect(fields({ ...sent, TrangThaiHoSo: "9", ChuHoSo: "Trần Thị Mẫu", NgayCapNhat: "1" })).toEqual([
      "ChuHoSo",
      "TrangThaiHoSo",
    ]);
    expect(fields({ MaHoSo: "H26.107-260518-0123" })).toBeNull();
    expect(differingFields("[]", sent)).toBeNull();
  });
});
