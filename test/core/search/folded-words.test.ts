import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askedParts, findableParts, foldedNumber, foldedWords } from "#core/search/folded-words.ts";

/** Whether who types this finds whom that is written. */
const finds = (question: string, name: string): boolean => {
  const has = findableParts(name);
  return askedParts(question).some((asked) => asked.isSubsetOf(has));
};

describe("a person is found", () => {
  it.each([
    ["nguyen thi hoa", "Nguyễn Thị Hoà"],
    ["Hòa", "Hoà"],
    ["HOÀ", "Hòa"],
    ["hoà".normalize("NFD"), "Hòa"],
    ["Dang Duc", "Đặng Đức"],
    ["đặng", "DANG"],
    // Icelandic and African letters that look the same.
    ["Đặng", "Ðặng"],
    ["Đặng", "Ɖặng"],
    ["lukas zaneta", "ŁUKASZEWSKA-NGUYỄN ŻANETA"],
    ["sorensen gross", "Sørensen Groß"],
    ["hoa thi nguyen", "Nguyễn Thị Hòa"],
    ["hoa ng", "Ng Hòa"],
    ["ngu hoa", "Nguyễn Thị Hòa"],
    ["H'Hen", "H’Hen Niê"],
    ["HHen", "H'Hen Niê"],
    ["h hen nie", "H`Hen Niê"],
    ["H’Hen", "H Hen Niê"],
    ["HʼNie", "H'Nie Kbang"],
    ["H'Nie", "HʼNie Ktla"],
    ["h ai", "Hʻ Ai"],
    ["H'Ngoan", "HNgoan Bya"],
    ["nguyen an", "Nguyễn\u200bẨn"],
    ["nam", "Ｎam"],
    ["Y Bhiêo", "Y-Bhiêo"],
    ["yên", "Yến"],
    ["ý", "Lê Thị Như Ý"],
    ["  van  \t an ", "Nguyễn Văn An"],
    ["260518-0123", "H26.107-260518-0123"],
    ["0123", "H26.107-260518-0123"],
  ])("by «%s» who is written «%s»", (question, name) => {
    expect(finds(question, name)).toBe(true);
  });

  it.each([
    ["an", "Nguyễn Văn Anh"],
    ["ng", "Nguyễn Văn Anh"],
    ["guyen", "Nguyễn"],
    ["van an", "Nguyễn Văn"],
    ["", "Nguyễn"],
    ["%", "Nguyễn 100%"],
    ["!!!", "!!!"],
  ])("not by «%s» who is written «%s»", (question, name) => {
    expect(finds(question, name)).toBe(false);
  });

  it("by each of the words, in any order, case and form, however they are cut from three letters on", () => {
    const word = fc.stringMatching(/^[a-zăâđêôơưáàảãạếềểễệ]{1,8}$/u);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.infiniteStream(fc.nat(99)), (words, draws) => {
        const draw = () => draws.next().value ?? 0;
        const typed = words
          .toSorted(() => draw() - 50)
          .map((one) => (one.length > 3 && draw() > 50 ? one.slice(0, 3 + (draw() % (one.length - 3))) : one))
          .map((one) => (draw() > 50 ? one.toUpperCase() : one))
          .join(draw() > 50 ? " " : "  ");
        expect(finds(draw() > 50 ? typed.normalize("NFD") : typed, words.join(" "))).toBe(true);
      }),
    );
  });

  it("whatever is typed or written, without an error and with few parts", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (text) => {
        expect(findableParts(text).size).toBeLessThanOrEqual(40 * 32);
        for (const asked of askedParts(text)) expect(asked.size).toBeLessThanOrEqual(40);
        expect(foldedWords(text).join("")).not.toMatch(/[đĐ\s]/u);
      }),
    );
  });
});

describe("a text of no person's name", () => {
  it("is found by its first forty words, and those by their first thirty-two letters", () => {
    const words = Array.from({ length: 60 }, (_, index) => `${String.fromCharCode(97 + (index % 26))}${index}`);
    expect(findableParts(words.join(" ")).size).toBe(40);
    expect(askedParts(words.join(" ")).map((parts) => parts.size)).toEqual([40]);
    expect(findableParts("a".repeat(1000)).size).toBe(30);
    expect([...(askedParts("a".repeat(1000))[0] ?? [])]).toEqual(["a".repeat(32)]);
  });
});

describe("an identity number", () => {
  it("is the same with blanks and dots", () => {
    expect(foldedNumber(" 001 090.012-345 ")).toBe("001090012345");
    expect(foldedNumber("c1234567")).toBe("C1234567");
  });
});
