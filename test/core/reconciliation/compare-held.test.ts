import { canonicalJson } from "#core/message/canonical-json.ts";
import { compareHeld, proveHeld } from "#core/reconciliation/compare-held.ts";
import type { JsonObject } from "#core/message/message.ts";
import { describe, expect, it } from "vitest";

const sent: JsonObject = {
  MaHoSo: "H26.107-260518-0123",
  ChuHoSo: "Nguyễn Văn Mẫu",
  TrangThaiHoSo: "2",
  NgayTiepNhan: "20260518083015",
  GhiChu: "",
  TaiLieuNop: [{ TepDinhKemId: "884512", TenTepDinhKem: "Giấy chứng sinh.pdf", DuocSoHoa: "1" }],
};
const paper = { TepDinhKemId: "884512", TenTepDinhKem: "Giấy chứng sinh.pdf", DuocSoHoa: "1" };
const compare = (held: JsonObject) => compareHeld(canonicalJson(sent), held);

describe("compareHeld", () => {
  it.each<[string, JsonObject]>([
    ["the very same", sent],
    ["in another order", Object.fromEntries(Object.entries(sent).toReversed())],
    ["with fields of the portal's own", { ...sent, NgayCapNhat: "20260518" }],
    ["numbers for text", { ...sent, TrangThaiHoSo: 2 }],
    ["numbers for text inside a list", { ...sent, TaiLieuNop: [{ ...paper, TepDinhKemId: 884_512, DuocSoHoa: 1 }] }],
    ["null for empty", { ...sent, GhiChu: null }],
    ["an empty list for empty", { ...sent, GhiChu: [] }],
    ["blanks for empty", { ...sent, GhiChu: " \t" }],
    ["nothing for empty", Object.fromEntries(Object.entries(sent).filter(([name]) => name !== "GhiChu"))],
    ["white space around", { ...sent, ChuHoSo: " Nguyễn  Văn Mẫu\n" }],
    ["decomposed Vietnamese", { ...sent, ChuHoSo: "Nguyễn Văn Mẫu".normalize("NFD") }],
    [
      "decomposed inside a list",
      { ...sent, TaiLieuNop: [{ ...paper, TenTepDinhKem: "Giấy chứng sinh.pdf".normalize("NFD") }] },
    ],
    ["a time as people write it", { ...sent, NgayTiepNhan: "18/05/2026 08:30:15" }],
    ["a time in ISO 8601", { ...sent, NgayTiepNhan: "2026-05-18T08:30:15+07:00" }],
    ["another dossier code, which is what was asked for", { ...sent, MaHoSo: "" }],
  ])("%s: agrees in every filled field", (_, held) => {
    expect(compare(held)).toMatchObject({ differing: [], sent: 4, compared: 4 });
  });

  it.each<[string, JsonObject, string]>([
    ["an older status", { ...sent, TrangThaiHoSo: "1" }, "TrangThaiHoSo"],
    ["one field of many", { ...sent, GhiChu: "khác" }, "GhiChu"],
    ["an older status only", { TrangThaiHoSo: 1 }, "TrangThaiHoSo"],
    ["another name", { ChuHoSo: "Nguyễn Văn Mâu" }, "ChuHoSo"],
    ["another day", { NgayTiepNhan: "19/05/2026" }, "NgayTiepNhan"],
    ["another second", { NgayTiepNhan: "20260518083016" }, "NgayTiepNhan"],
    ["another paper", { ...sent, TaiLieuNop: [{ ...paper, TepDinhKemId: "884513" }] }, "TaiLieuNop"],
    ["a paper more", { ...sent, TaiLieuNop: [paper, paper] }, "TaiLieuNop"],
    ["no paper", { ...sent, TaiLieuNop: [] }, "TaiLieuNop"],
    ["text for a list", { ...sent, TaiLieuNop: "Giấy chứng sinh.pdf" }, "TaiLieuNop"],
    ["0 for empty", { ...sent, GhiChu: 0 }, "GhiChu"],
    ["a list for text", { TrangThaiHoSo: ["2"] }, "TrangThaiHoSo"],
    ["an object for text", { TrangThaiHoSo: { Ma: "2" } }, "TrangThaiHoSo"],
    ["text for an object inside a list", { TaiLieuNop: ["884512"] }, "TaiLieuNop"],
    ["an object for a list", { TaiLieuNop: { ...paper } }, "TaiLieuNop"],
    ["blanks for text", { TrangThaiHoSo: "  " }, "TrangThaiHoSo"],
    ["a word for a time", { NgayTiepNhan: "chưa rõ" }, "NgayTiepNhan"],
    ["a time for a word", { ChuHoSo: "20260518083015" }, "ChuHoSo"],
  ])("%s: differs", (_, held, field) => {
    expect(compare(held).differing).toEqual([field]);
  });

  it.each<[string, JsonObject, number]>([
    ["nothing", {}, 0],
    ["only the code", { MaHoSo: "H26.107-260518-0123" }, 0],
    ["only what is not ours", { MaHoSo: "H26.107-260518-0123", TrangThai: "2" }, 0],
    ["capitals, which tell nothing of the case", { ChuHoSo: "NGUYỄN VĂN MẪU" }, 0],
    ["the day, which tells nothing of the time", { NgayTiepNhan: "18/05/2026" }, 0],
    ["papers with less about them", { TaiLieuNop: [{ TepDinhKemId: "884512" }] }, 0],
    ["one field", { TrangThaiHoSo: "2", GhiChu: "" }, 1],
  ])("%s: says how much could be compared", (_, held, compared) => {
    expect(compare(held)).toMatchObject({ differing: [], sent: 4, compared });
  });

  it("takes a day for that day at midnight, and for no other time", () => {
    const day = (held: string) => compareHeld(canonicalJson({ Ngay: "20260518" }), { Ngay: held });
    expect(day("20260518000000")).toMatchObject({ differing: [], compared: 1 });
    expect(day("18/05/2026 00:00")).toMatchObject({ differing: [], compared: 1 });
    for (const other of ["20260518000001", "20260518100000", "19/05/2026 00:00"])
      expect(day(other).differing, other).toEqual(["Ngay"]);
  });

  it("has nothing to compare of a payload that is no object", () => {
    for (const payload of ["[1]", "null", "1"])
      expect(compareHeld(payload, { "0": 1 })).toEqual({ differing: [], agreeing: [], sent: 0, compared: 0 });
  });
});

describe("proveHeld", () => {
  const prove = (held: JsonObject, others: readonly JsonObject[], anythingElse = false) =>
    proveHeld(canonicalJson(sent), held, others.map(canonicalJson), { anythingElse });
  const before = { ...sent, ChuHoSo: "Nguyễn Văn Mẫ" };

  it("believes only a field in which what may be there instead would look otherwise", () => {
    expect(prove(sent, [before])).toBe("shown");
    expect(prove({ ChuHoSo: "Nguyễn Văn Mẫu" }, [before])).toBe("shown");
    expect(prove({ TrangThaiHoSo: "2", NgayTiepNhan: "20260518083015" }, [before])).toBe("not-shown");
    expect(prove({ TrangThaiHoSo: "2" }, [{ ...sent, TrangThaiHoSo: "1" }, before])).toBe("not-shown");
    expect(prove({ ChuHoSo: "Nguyễn Văn Mẫ" }, [before])).toBe("different");
    expect(prove({}, [])).toBe("not-shown");
  });

  it("wants to see everything where what may be there instead is not known", () => {
    expect(prove(sent, [], true)).toBe("shown");
    const { ChuHoSo: _name, ...rest } = sent;
    expect(prove(rest, [], true)).toBe("not-shown");
    expect(prove(rest, [], false)).toBe("shown");
  });
});
