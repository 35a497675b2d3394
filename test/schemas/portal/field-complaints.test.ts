import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { complaintsIn, untangled } from "#schemas/portal/field-complaints.ts";

/** As a province's officer saw it in the answer of the Ministry of Justice. */
const SEEN =
  "cbsSoDDCN có độ dài vượt quá số lượng cho phép. Vui lòng kiểm tra lại thông tin.ncbsLoaiGiayToTuyThan không tồn tại. Vui lòng kiểm tra lại theo tài liệu kỹ thuật đã cung cấp.ncbsSoDDCN có định dạng không đúng. Vui lòng kiểm tra lại thông tin.";

describe("an officer who gets all of a form's faults in one run-together line", () => {
  it("reads each of them apart, with its field", () => {
    expect(complaintsIn(SEEN)).toEqual([
      {
        fields: ["cbsSoDDCN"],
        said: "cbsSoDDCN có độ dài vượt quá số lượng cho phép. Vui lòng kiểm tra lại thông tin.",
      },
      {
        fields: ["cbsLoaiGiayToTuyThan"],
        said: "cbsLoaiGiayToTuyThan không tồn tại. Vui lòng kiểm tra lại theo tài liệu kỹ thuật đã cung cấp.",
      },
      { fields: ["cbsSoDDCN"], said: "cbsSoDDCN có định dạng không đúng. Vui lòng kiểm tra lại thông tin." },
    ]);
  });

  it.each([
    ["a real line end", "meHoTen sai.\nchaHoTen sai."],
    ["a line end written out", String.raw`meHoTen sai.\nchaHoTen sai.`],
    ["an n after a sentence without a full stop", "meHoTen không đúngnchaHoTen sai."],
  ])("is not misled by %s", (_, text) => {
    expect(complaintsIn(text).map(({ fields }) => fields)).toEqual([["meHoTen"], ["chaHoTen"]]);
    expect(untangled(text)).toMatch(/^meHoTen (?:sai\.|không đúng) chaHoTen sai\.$/);
  });

  it("keeps a sentence without a field with the field it follows, and finds none in plain words or codes", () => {
    expect(complaintsIn("meHoTen sai.\nVui lòng kiểm tra.")).toEqual([
      { fields: ["meHoTen"], said: "meHoTen sai. Vui lòng kiểm tra." },
    ]);
    expect(complaintsIn("Hồ sơ H26.107-260518-0123 không đúng, mã LTKS. Có lỗi xảy ra.")).toEqual([]);
  });

  it("takes any text there is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        for (const { fields, said } of complaintsIn(text)) {
          expect(fields.length).toBeGreaterThan(0);
          expect(said).not.toBe("");
        }
      }),
    );
  });
});
