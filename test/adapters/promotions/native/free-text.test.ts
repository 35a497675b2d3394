import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORM_CODES, FORMS } from "../../../../adapters/promotions/enums.ts";
import {
  readAreas,
  readCoTraders,
  readForms,
  readPrizes,
  writeAreas,
  writeCoTraders,
  writeForms,
  writePrizes,
} from "../../../../adapters/promotions/native/free-text.ts";

describe("forms of promotion in words", () => {
  it("have one name each, recognised by their own words and by no other's", () => {
    for (const code of FORM_CODES) {
      expect(readForms(FORMS[code].name)).toEqual({ items: [code], raw: null });
      const speaking = FORM_CODES.filter((other) => FORMS[other].words.test(FORMS[code].name.toLowerCase()));
      expect(speaking).toEqual([code]);
    }
  });

  it.each([
    ["Giảm giá", "F03"],
    ["chương trình khuyến mại mang tính may rủi", "F06"],
    ["Tặng hàng hóa không kèm theo mua hàng", "F02b"],
    ["Tặng quà kèm khi mua hàng", "F02a"],
    ["Hàng mẫu dùng thử", "F01"],
  ])("%s is %s, and the words are kept", (words, code) => {
    expect(readForms(words)).toEqual({ items: [code], raw: words });
  });

  it("are not guessed: one part that says nothing, or two things, leaves all of it to a person", () => {
    for (const words of ["Khuyến mại lớn", "Giảm giá và phiếu dự thi", "Giảm giá; khuyến mại lớn"])
      expect(readForms(words)).toEqual({ items: [], raw: words });
  });
});

describe("prizes in words", () => {
  it("keep a value inside the content apart from the value of the prize", () => {
    expect(readPrizes("Giải ba: Thẻ 100.000 đồng, 100.000 đ x 1.500").items).toEqual([
      { tier: "Giải ba", content: "Thẻ 100.000 đồng", unitValue: 100_000, quantity: 1500, lineValue: 150_000_000 },
    ]);
  });

  it.each([
    "Nhiều phần quà hấp dẫn",
    "Giải nhất: Xe máy, 45.000.000 đ x 0",
    "Giải nhất: Xe máy, 999.999.999.999.999 đ x 999999999",
    "Giải nhất: Xe máy, 45.000.000 đ x 5; và quà khác",
  ])("leave «%s» to a person", (words) => {
    expect(readPrizes(words)).toEqual({ items: [], raw: words });
  });

  it("take lines and other ways to write money", () => {
    const { items } = readPrizes("Giải nhất: Xe máy, 45000000 VNĐ × 5\nGiải nhì: Tivi 18.500.000đ x10");
    expect(items.map(({ unitValue, quantity }) => [unitValue, quantity])).toEqual([
      [45_000_000, 5],
      [18_500_000, 10],
    ]);
  });

  it("answer at once, however long and odd the text", () => {
    const odd = "1.000 đ x ".repeat(2000);
    expect(readPrizes(`A: ${odd}`).raw).not.toBeNull();
  });
});

describe("co-traders in words", () => {
  it.each([
    ["CÔNG TY A: vận chuyển; HỢP TÁC XÃ B", ["CÔNG TY A", "HỢP TÁC XÃ B"]],
    ["CÔNG TY A", ["CÔNG TY A"]],
  ])("%s", (words, names) => {
    const read = readCoTraders(words);
    expect([read.items.map(({ name }) => name), read.raw]).toEqual([names, null]);
  });
});

describe("areas in words", () => {
  it("are the provinces of that day", () => {
    expect(readAreas("Tỉnh Bắc Giang; tp Hà Nội", "2025-06-30").items).toEqual(["24", "01"]);
    expect(readAreas("Tỉnh Bắc Giang", "2025-07-01")).toEqual({ items: [], raw: "Tỉnh Bắc Giang" });
    expect(readAreas("Thành phố Đồng Nai", "2026-04-30")).toEqual({ items: ["75"], raw: null });
  });
});

describe("no text", () => {
  it.each([readForms, readPrizes, readCoTraders, (words: string | null) => readAreas(words, "2026-01-01")])(
    "is no list (%#)",
    (read) => {
      expect(read(null)).toEqual({ items: [], raw: null });
    },
  );
});

it("gives any text back: as read, or as it came", () => {
  const part = fc.constantFrom("Giải nhất: Xe, 1.000 đ x 5", "Giảm giá", "A: b", "Tỉnh Lâm Đồng", "x", ":", " ", "đ");
  const text = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("; "));
  const day = "2026-11-16";
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ minLength: 1 })), (words) => {
      const back = [
        [readForms(words).raw, writeForms(readForms(words).items)],
        [readPrizes(words).raw, writePrizes(readPrizes(words).items)],
        [readCoTraders(words).raw, writeCoTraders(readCoTraders(words).items)],
        [readAreas(words, day).raw, writeAreas(readAreas(words, day).items, day)],
      ].map(([raw, written]) => raw ?? written);
      expect(back).toEqual([words, words, words, words]);
    }),
    { numRuns: 300 },
  );
});
