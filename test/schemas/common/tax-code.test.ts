import { isTaxCode, taxCode, taxCodeShape } from "#schemas/common/tax-code.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accepts, refuses, sentenceOf } from "../table.ts";

describe("taxCodeShape", () => {
  accepts(taxCodeShape, [
    ["0302800001", "0302800001"],
    [" 0100 109.107-001", "0100109107-001"],
  ]);
  refuses(taxCodeShape, [
    ["0100109106-000", "tax-code-format"],
    ["010010910", "tax-code-format"],
  ]);
});

describe("taxCode", () => {
  accepts(taxCode, [
    ["0100109106", "0100109106"],
    [" 0100 109.106 ", "0100109106"],
    ["0100109106001", "0100109106-001"],
    ["0100109106-999", "0100109106-999"],
    ["9900000129", "9900000129"],
    ["001099012345", "001099012345"],
  ]);
  refuses(taxCode, [
    ["0302800001", "tax-code-check-digit"],
    ["0100109107", "tax-code-check-digit"],
    ["0100109107-001", "tax-code-check-digit"],
    ["0100109106-000", "tax-code-format"],
    ["010010910", "tax-code-format"],
    ["01001O9106", "tax-code-format"],
    ["", "tax-code-format"],
  ]);

  it("says which digit to look at", () => {
    expect(sentenceOf(taxCode, "0100109107")).toBe("Mã số thuế sai chữ số kiểm tra; kiểm tra lại từng chữ số.");
  });

  const prefix = fc
    .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 9_999_999 }))
    .map(([province, running]) => String(province).padStart(2, "0") + String(running).padStart(7, "0"));

  it("gives at most one check digit to nine digits, and refuses every single wrong digit", () => {
    fc.assert(
      fc.property(prefix, fc.nat(8), fc.integer({ min: 1, max: 9 }), (nine, place, step) => {
        const good = Array.from("0123456789").filter((digit) => isTaxCode(nine + digit));
        expect(good.length).toBeLessThanOrEqual(1);
        if (good[0] === undefined) return;
        const digits = Array.from(nine);
        digits[place] = String((Number(digits[place]) + step) % 10);
        expect(isTaxCode(digits.join("") + good[0])).toBe(false);
      }),
    );
  });

  it("refuses a running number of zeros whatever the check digit", () => {
    for (let province = 0; province < 100; province++) {
      for (const digit of "0123456789") {
        expect(isTaxCode(`${String(province).padStart(2, "0")}0000000${digit}`)).toBe(false);
      }
    }
  });
});
