import { describe, expect, it } from "vitest";
import { z } from "zod";
import { WrittenNumber } from "#core/dossier/written-number.ts";
import { inVietnamese } from "#core/dossier/zod-words.ts";

/** What is said of the first thing wrong with a value. */
function said(schema: z.ZodType, value: unknown): string | undefined {
  const [issue] = schema.safeParse(value, { reportInput: true }).error?.issues ?? [];
  if (issue === undefined) throw new Error("nothing is wrong");
  return inVietnamese(issue);
}

describe("what zod finds, in Vietnamese", () => {
  it.each([
    [z.string(), 1, "Sai kiểu dữ liệu: cần chuỗi ký tự, nhận được số."],
    [z.number(), "một", "Sai kiểu dữ liệu: cần số, nhận được chuỗi ký tự."],
    [z.int(), 1.5, "Sai kiểu dữ liệu: cần số nguyên, nhận được số."],
    [z.boolean(), {}, "Sai kiểu dữ liệu: cần true hoặc false, nhận được đối tượng."],
    [z.object({}), [], "Sai kiểu dữ liệu: cần đối tượng, nhận được danh sách."],
    [z.record(z.string(), z.string()), true, "Sai kiểu dữ liệu: cần đối tượng, nhận được true hoặc false."],
    [z.array(z.string()), null, "Sai kiểu dữ liệu: cần danh sách, nhận được null."],
    [z.date(), "x", "Sai kiểu dữ liệu: cần date, nhận được chuỗi ký tự."],
  ])("names kinds of values by the words an officer knows: %#", (schema, value, sentence) => {
    expect(said(schema, value)).toBe(sentence);
  });

  it.each([
    [z.string().min(2), "a", "Cần ít nhất 2 ký tự."],
    [z.array(z.string()).min(1), [], "Cần ít nhất 1 mục."],
    [z.number().min(3), 2, "Giá trị phải từ 3 trở lên."],
    [z.number().positive(), 0, "Giá trị phải lớn hơn 0."],
    [z.string().max(2), "abc", "Chỉ nhận nhiều nhất 2 ký tự."],
    [z.array(z.string()).max(1), ["a", "b"], "Chỉ nhận nhiều nhất 1 mục."],
    [z.number().max(3), 4, "Giá trị phải từ 3 trở xuống."],
    [z.number().negative(), 0, "Giá trị phải nhỏ hơn 0."],
    [z.string().length(2), "a", "Cần ít nhất 2 ký tự."],
    [z.string().length(2), "abc", "Chỉ nhận nhiều nhất 2 ký tự."],
  ])("says what a bound counts, and whether it lies inside: %#", (schema, value, sentence) => {
    expect(said(schema, value)).toBe(sentence);
  });

  it.each([
    [z.url(), "Không đúng dạng: cần địa chỉ web (URL)."],
    [z.uuid(), "Không đúng dạng: cần mã UUID."],
    [z.base64(), "Không đúng dạng: cần chuỗi base64."],
    [z.email(), undefined],
  ])("names formats, and leaves those without a word to zod: %#", (schema, sentence) => {
    expect(said(schema, "?")).toBe(sentence);
  });

  it.each([
    ["8.000", "ví dụ 8000 nếu là hàng nghìn"],
    ["-1.234.567", "ví dụ -1234567 nếu là hàng nghìn"],
    ["1 200 000", "ví dụ 1200000 nếu là hàng nghìn"],
    ["8.000,50", "ví dụ 8000"],
    ["1.2", "ví dụ 8000"],
    ["1.000,000", "ví dụ 8000"],
    ["1e3", "ví dụ 8000"],
    ["8000", "ở đây là 8000"],
    [new WrittenNumber("8.000"), "ví dụ 8000 nếu là hàng nghìn"],
  ])("says how to write a number that stands there as %j", (written, example) => {
    const source = written instanceof WrittenNumber ? written.source : written;
    expect(said(z.int(), written)).toBe(
      `Cần một số nguyên viết liền, không dấu chấm, dấu phẩy, dấu cách hay ngoặc kép (${example}); nhận được «${source}».`,
    );
  });

  it("takes a long run of digits, words, and numbers that are none for what they are", () => {
    expect(said(z.int(), "1".repeat(41))).toBe("Sai kiểu dữ liệu: cần số, nhận được chuỗi ký tự.");
    expect(said(z.int(), "tám nghìn")).toBe("Sai kiểu dữ liệu: cần số, nhận được chuỗi ký tự.");
    expect(said(z.string(), new WrittenNumber("1.5"))).toBe("Sai kiểu dữ liệu: cần chuỗi ký tự, nhận được số.");
    expect(said(z.coerce.number(), "abc")).toBe("Cần một số nguyên, ví dụ 50.");
  });

  it("lists the values that are allowed", () => {
    expect(said(z.enum(["a", "b"]), "c")).toBe("Chỉ nhận một trong: «a», «b».");
    expect(said(z.literal("a"), "c")).toBe("Chỉ nhận giá trị «a».");
  });

  it("leaves the rest to zod", () => {
    expect(said(z.strictObject({}), { a: 1 })).toBeUndefined();
    expect(said(z.number().multipleOf(2), 3)).toBeUndefined();
  });
});
