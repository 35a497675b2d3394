import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskName, maskSentence } from "../../src/console/mask.ts";

describe("a masked name", () => {
  it.each([
    ["Nguyễn Văn Mẫu", "Nguyễn V. M."],
    ["  Trần   Thị Ánh  ", "Trần T. Á."],
    ["đặng đức ẩn", "đặng Đ. Ẩ."],
    ["Mẫu", "M."],
    ["Nguyễn Văn Mẫu".normalize("NFD"), "Nguyễn V. M."],
    ["Công Tằng Tôn Nữ Mẫu", "Công T. T. N. M."],
    ["", ""],
    ["Công ty TNHH Thương mại Mẫu", "Công ty TNHH Thương mại Mẫu"],
    ["UBND phường Mẫu", "UBND phường Mẫu"],
    ["Trường Văn Mẫu", "Trường V. M."],
    ["Văn Phòng Mẫu", "Văn P. M."],
    ["Trường Tiểu học Mẫu", "Trường Tiểu học Mẫu"],
  ])("%s is shown as %s", (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });

  it("never shows a second word of a person's name", () => {
    const word = fc.stringMatching(/^[A-ZĐ][a-zăâđêôơư]{2,6}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 6 }), ([family = "", ...others]) => {
        const shown = maskName([family, ...others].join(" ")).split(" ");
        expect(shown.slice(1)).toEqual(others.map((one) => `${one.slice(0, 1)}.`));
      }),
    );
  });
});

describe("a masked sentence", () => {
  it.each([
    ["Số 001099012345 không đúng", "Số ••• không đúng"],
    ["Số 001 099 012 345 không đúng", "Số ••• không đúng"],
    ["CMND 012345678, điện thoại 0912.345.678", "CMND •••, điện thoại •••"],
    ["Hộ chiếu C1234567 hết hạn", "Hộ chiếu ••• hết hạn"],
    ["Thư mau@example.vn sai", "Thư ••• sai"],
    ["Nguyễn Văn Mẫu chưa đủ tuổi", "Nguyễn V. M. chưa đủ tuổi"],
    ["Hồ sơ H26.107-260518-0123, mã lỗi 102, HTTP 500", "Hồ sơ H26.107-260518-0123, mã lỗi 102, HTTP 500"],
    ["Hồ sơ 000.00.01.H26-260518-0123", "Hồ sơ 000.00.01.H26-260518-0123"],
    ["Ngày 18/05/2026 08:30:15", "Ngày 18/05/2026 08:30:15"],
  ])("%s", (sentence, shown) => {
    expect(maskSentence(sentence, ["Nguyễn Văn Mẫu", ""])).toBe(shown);
  });
});
