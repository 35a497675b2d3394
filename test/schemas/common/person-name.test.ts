import { personName, splitName } from "#schemas/common/person-name.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accepts, codesOf, refuses, sentenceOf } from "../table.ts";

describe("personName", () => {
  accepts(personName, [
    ["Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"],
    [" NGUYỄN  THỊ   MẪU ".normalize("NFD"), "NGUYỄN THỊ MẪU"],
    ["H’Hen Niê", "H’Hen Niê"],
    ["H'Hen Niê", "H’Hen Niê"],
    ["Y Ơ̆ Mlô", "Y Ơ̆ Mlô"],
    ["Mary‑Jane O’Mẫu", "Mary-Jane O’Mẫu"],
    ["Łukasz Żak St. Mẫu", "Łukasz Żak St. Mẫu"],
    ["Suharto", "Suharto"],
  ]);

  refuses(personName, [
    ["Nguyễn Văn 2", "person-name"],
    ["Nguyễn @ Mẫu", "person-name"],
    ["-Mẫu", "person-name"],
    ["", "text-empty"],
    ["M".repeat(151), "too_big"],
    ["NguyÔn V¨n An", "text-encoding"],
  ]);

  it("says what a name may hold", () => {
    expect(sentenceOf(personName, "Mẫu 1")).toBe(
      "Họ tên chỉ gồm chữ cái, dấu cách, dấu nháy, dấu chấm và gạch nối; không có chữ số hay ký hiệu.",
    );
  });

  it("decides quickly on text made to trip a regular expression", () => {
    expect(codesOf(personName, `a${"'a".repeat(70)}1`)).toEqual(["person-name"]);
    expect(codesOf(personName, `a${"' ".repeat(70)}1`)).toEqual(["person-name"]);
  });
});

describe("splitName", () => {
  it.each([
    ["Nguyễn Văn Mẫu", { family: "Nguyễn", middle: "Văn", given: "Mẫu" }],
    ["Lê Mẫu", { family: "Lê", middle: "", given: "Mẫu" }],
    ["Suharto", { family: "", middle: "", given: "Suharto" }],
    ["Trần Thị Hồng Mẫu", { family: "Trần", middle: "Thị Hồng", given: "Mẫu" }],
  ])("%s", (name, parts) => {
    expect(splitName(name)).toEqual(parts);
  });

  it("keeps a compound family name together when told", () => {
    expect(splitName("Tôn Nữ Thị Mẫu", 2)).toEqual({ family: "Tôn Nữ", middle: "Thị", given: "Mẫu" });
  });

  it("loses no word", () => {
    const name = fc.array(fc.constantFrom("Lê", "Thị", "Mẫu", "Ơ̆"), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(name, fc.nat(3), (words, familyWords) => {
        const { family, middle, given } = splitName(words.join(" "), familyWords);
        expect([family, middle, given].filter((part) => part !== "").join(" ")).toBe(words.join(" "));
      }),
    );
  });
});
