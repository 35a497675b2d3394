import { equalsVi, foldForCompare, longText, nfc, nfcLines, text } from "#schemas/common/text.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { accepts, codesOf, refuses, sentenceOf } from "../table.ts";

const anyText = fc.string({ unit: "binary" });
const marked = fc
  .array(
    fc.constantFrom(
      "a",
      "e",
      "ơ",
      "Ư",
      "\u0300",
      "\u0301",
      "\u0306",
      "\u0323",
      "\u200B",
      "\u00A0",
      " ",
      "\n",
      "\r",
      "đ",
    ),
  )
  .map((parts) => parts.join(""));

describe("nfc", () => {
  it("composes, trims and collapses white space", () => {
    expect(nfc("  Nguye\u0302\u0303n\u00A0 \t Va\u0306n\u200B An\n")).toBe("Nguyễn Văn An");
  });

  it("composes across a zero-width space", () => {
    expect(nfc("Le\u200B\u0302")).toBe("Lê");
  });

  it("is idempotent", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, marked), (value) => {
        expect(nfc(nfc(value))).toBe(nfc(value));
        expect(nfcLines(nfcLines(value))).toBe(nfcLines(value));
      }),
    );
  });

  it("leaves nothing decomposed", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, marked), (value) => {
        expect(nfc(value).normalize("NFC")).toBe(nfc(value));
      }),
    );
  });
});

describe("text", () => {
  accepts(text(60), [
    ["  Nguyễn   Văn Mẫu ", "Nguyễn Văn Mẫu"],
    ["Hoa\u0300".normalize("NFD"), "Hoà"],
    ["Y Ơ̆ Niê Mẫu", "Y Ơ̆ Niê Mẫu"],
    ["H’Hen Niê", "H’Hen Niê"],
    ["Rơ Châm ê̆ Ƀ ƀ Č č ĭ ŏ ŭ ñ", "Rơ Châm ê̆ Ƀ ƀ Č č ĭ ŏ ŭ ñ"],
    ["Zażółć Łukasz Dvořák Škoda", "Zażółć Łukasz Dvořák Škoda"],
    ["👨‍👩‍👧 gia đình", "👨‍👩‍👧 gia đình"],
    ["GUÐMUNDUR Guðmundur", "GUÐMUNDUR Guðmundur"],
  ]);

  refuses(text(20), [
    ["", "text-empty"],
    [" \u200B\u00A0 ", "text-empty"],
    ["a".repeat(21), "too_big"],
    ["Nguyễn\u0000", "text-control"],
    ["\uD800 lẻ", "text-control"],
    ["đảo \u202E chiều", "text-control"],
    ["Nguyê\u0303\u0301n", "text-marks"],
    ["hoạ\u0301", "text-marks"],
    ["tách \u0301 rời", "text-marks"],
    ["\u0301đầu", "text-marks"],
    ["Nguy\uFFFDn", "text-encoding"],
    ["Trần \u00D0ức", "text-look-alike"],
    ["(\u00F0ường)", "text-look-alike"],
    ["\u0189ặng", "text-look-alike"],
    [5, "invalid_type"],
  ]);

  it("lets an empty text through when asked", () => {
    expect(text(10, 0).parse("  ")).toBe("");
  });

  it("counts the normalised text", () => {
    expect(text(3).parse(`  ${"Hoạ".normalize("NFD")} `)).toBe("Hoạ");
  });

  it("says what to do in Vietnamese", () => {
    expect(sentenceOf(text(10), "NguyÔn")).toBe(
      "Chữ bị lỗi bảng mã (TCVN3, VNI hoặc sai UTF-8); gửi lại bằng Unicode UTF-8.",
    );
    expect(sentenceOf(text(10), "")).toBe("Không được để trống.");
    expect(sentenceOf(text(10, 3), "ab")).toBe("Phải có ít nhất 3 ký tự.");
  });

  it("tells its limits in the JSON Schema", () => {
    expect(z.toJSONSchema(text(10).describe("Tên. Name."))).toMatchObject({
      type: "string",
      minLength: 1,
      maxLength: 10,
      description: "Tên. Name.",
    });
  });
});

describe("longText", () => {
  it("keeps line breaks and normalises each line", () => {
    expect(longText(100).parse("  Thiếu:\r\n-  giấy   chứng sinh \r- ảnh\n")).toBe("Thiếu:\n- giấy chứng sinh\n- ảnh");
  });

  it("refuses what text refuses", () => {
    expect(codesOf(longText(5), "sáu sáu")).toEqual(["too_big"]);
    expect(codesOf(longText(50), "NguyÔn\nV¨n")).toEqual(["text-encoding"]);
  });
});

describe("equalsVi", () => {
  it.each([
    ["Hòa", "Hoà"],
    ["THÚY", "Thuý"],
    ["khỏe", "khoẻ"],
    ["H'Hen Niê", "H’Hen Niê"],
    ["D\u02BCAlmeida", "D'Almeida"],
    ["Gia\u2011rai", "Gia-rai"],
    ["Nguyễn Văn Mẫu", "  NGUYỄN  VĂN MẪU".normalize("NFD")],
    ["Quý", "Qúy"],
  ])("%s is %s", (a, b) => {
    expect(equalsVi(a, b)).toBe(true);
  });

  it.each([
    ["Hòa", "Hóa"],
    ["Hòa", "Hoa"],
    ["Phượng", "Phương"],
    ["Đức", "Dức"],
    ["Của", "Cua"],
    ["Mùa", "Muà".replace("Muà", "Múa")],
  ])("%s is not %s", (a, b) => {
    expect(equalsVi(a, b)).toBe(false);
  });

  it("is a fold: folding twice changes nothing", () => {
    const vietnamese = fc
      .array(fc.constantFrom(...Array.from("hoòóọaàáăâeèéêuùúyỳýươđ'’-– HOÀUỲ")))
      .map((letters) => letters.join(""));
    fc.assert(
      fc.property(vietnamese, (value) => {
        expect(foldForCompare(foldForCompare(value))).toBe(foldForCompare(value));
      }),
    );
  });
});
