import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { phraseMatchers, USUAL_PHRASES, type PhraseMeaning } from "#core/delivery/answer-phrases.ts";
import { matcherOf, phraseFault } from "#core/delivery/phrase.ts";

const holds = (phrase: string, text: string) => matcherOf([phrase])(text);

describe("a phrase", () => {
  it.each([
    ["bảo trì", "Hệ thống BẢO TRÌ.", true],
    ["bảo trì", "Hệ thống (bảo trì)".normalize("NFD"), true],
    ["bảo", "bảotrì", false],
    ["phiên … hết hạn", "Phiên của người dùng này hết hạn", true],
    ["phiên … hết hạn", "Phiên tốt. Giấy tờ hết hạn", false],
    ["hồ sơ {mã} đã có", "Hồ sơ có mã số H26.107-260518-0123 này đã có", true],
    ["hồ sơ {code} đã có", "Hồ sơ đã có", true],
    ["hồ sơ {mã} đã có", "Hồ sơ của ông An đã có", false],
    ["^hồ sơ {mã} đã có", "Số biên nhận hồ sơ đã có", false],
    ["^hồ sơ {mã} đã có", "Không nhận được: hồ sơ đã có trên hệ thống", true],
    ["^hồ sơ {mã} đã có", "Không nhận được vì hồ sơ đã có", true],
    ["đã có$", "Hồ sơ đã có", true],
    ["đã có$", "Hồ sơ đã có số biên nhận", false],
    ["^đã có$", "Đã có.", true],
    ["^đã có$", "Số biên nhận trùng, đã có", false],
    ["^hồ sơ {mã} đã có", "H26.107-260518-0123: đã có", true],
    ["^hồ sơ {mã} đã có", "Số biên nhận: H26.107-260518-0123 đã có", false],
    ["hai  từ", "hai\u00a0từ", true],
    ["", "Hồ sơ đã có", false],
    ["^", "Hồ sơ đã có", false],
    [" ^đã có ", "Số biên nhận đã có", false],
    ["^đã có$", "«Đã có». ", true],
    ["bảo trì", "((bảo trì))", true],
    ["bảo trì", "[*** BẢO TRÌ ***]", true],
    ["hồ sơ đã có", "Hồ sơ ( đã có )", true],
    ["^đã có", "Báo lỗi: ( đã có", true],
    ["^đã có", "Báo “lỗi:” đã có", true],
    ["biên nhận {mã} đã có", "Biên nhận BN-01 đã có", true],
    ["số biên nhận {mã} đã tồn tại", "Số biên nhận: – BN-01 đã tồn tại", true],
    ["mahoso đã tồn tại", "MaHoSo: đã tồn tại", true],
    ["bảo trì", `${"x ".repeat(1990)}bảo trì`, true],
    ["bảo trì", `${"x ".repeat(2000)}bảo trì`, false],
  ])("«%s» in «%s»: %s", (phrase, text, expected) => {
    expect(holds(phrase, text)).toBe(expected);
  });

  it.each([
    ["…", "a phrase needs at least one word"],
    ["{mã} 12", "a phrase needs at least one word"],
    ["a 1 b", "a phrase needs at least one word"],
    ["^ $", "a phrase needs at least one word"],
    ["hồ sơ {ten}", "the only thing in braces is {mã} (or {code})"],
    ["hồ sơ {mã} đã có", null],
  ])("«%s» is refused: %s", (phrase, fault) => {
    expect(phraseFault(phrase)?.en ?? null).toBe(fault);
  });

  it("never throws, and what it is made of stands in itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (phrase, text) => {
        expect(typeof holds(phrase, text)).toBe("boolean");
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom("hồ", "sơ", "phiên", "đã"), { minLength: 1 }), fc.lorem(), (words, text) => {
        expect(holds(words.join(" "), `${text} ${words.join("  ").toUpperCase()} ${text}`)).toBe(true);
      }),
    );
  });

  it("cannot be made slow by what an operator writes or a portal answers", () => {
    const phrase = Array.from({ length: 100 }, () => "a … {mã}").join(" ");
    expect(holds(phrase, "a ".repeat(100_000))).toBe(true);
    expect(holds(`${phrase} b`, "a ".repeat(100_000))).toBe(false);
  });
});

describe("the usual phrases", () => {
  const matchers = phraseMatchers();
  const meanings = Object.keys(USUAL_PHRASES) as (PhraseMeaning | "except")[];
  const meant = (text: string) => meanings.filter((meaning) => matchers[meaning](text));

  it.each<[string, PhraseMeaning | null]>([
    ["Phiên ab12 đã hết hạn", "session"],
    ["Session has expired", "session"],
    ["Invalid session token", "session"],
    ["Bạn cần đăng nhập lại để tiếp tục", "session"],
    ["Phiên bản biểu mẫu không hợp lệ", null],
    ["Phiên tòa đã hết hạn", null],
    ["Cổng Dịch vụ công đang nâng cấp", "maintenance"],
    ["Phí bảo trì không hợp lệ", null],
    ["Đã tồn tại", "alreadyExists"],
    ["H26.107-260518-0123 đã tồn tại", "alreadyExists"],
    ["Lỗi: Mã hồ sơ H26.107-260518-0123 đã tồn tại trong hệ thống", "alreadyExists"],
    ["Số biên nhận của hồ sơ đã tồn tại", null],
    ["Mã hồ sơ: H26.107-260518-0123 không tồn tại", "unknownDossier"],
    ["Hồ sơ có mã thủ tục không tồn tại", null],
    ["Unauthorized", "access"],
    ["Tài khoản chưa được phân quyền", "access"],
  ])("«%s» means %s", (text, meaning) => {
    expect(meant(text)).toEqual(meaning === null ? [] : [meaning]);
  });

  it("can all be written in the configuration file", () => {
    expect(
      Object.values(USUAL_PHRASES).flatMap((phrases) => phrases.filter((one) => phraseFault(one) !== null)),
    ).toEqual([]);
  });
});
