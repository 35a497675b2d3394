import { describe, expect, it } from "vitest";
import { readItems, type ItemVerdicts } from "../../../src/destinations/answers/item-verdicts.ts";

const [A, B, C] = ["H26.107-260518-0001", "H26.107-260518-0002", "H26.107-260518-0003"] as const;
const OTHER = "H26.107-260518-0999";
const SENTENCE = "Mã thủ tục không hợp lệ";

const [YES, NOTHING] = [{ says: "yes" }, { says: "nothing" }] as const;
const no = (code: string, message: string) => ({ says: "no", read: { error_code: code, message } });
const alone = (...verdicts: readonly object[]) => ({ verdicts, shared: false, tooFew: false });
const items = (...list: readonly object[]) => ({ items: list, byPlace: false });
const byPlace = (...verdicts: readonly object[]) => ({ items: verdicts.map((one) => alone(one)), byPlace: true });

/** What each item is told, where the dossiers are named. */
function told(result: unknown, codes: readonly string[] = [A, B]) {
  const { items: list } = readItems(result, codes) as ItemVerdicts;
  return list.map(({ verdicts }) => verdicts);
}

/** `value` inside so many lists. */
const listed = (depth: number, value: unknown): unknown => (depth === 0 ? value : [listed(depth - 1, value)]);
/** `value` inside so many objects. */
const boxed = (depth: number, value: unknown): unknown => (depth === 0 ? value : { data: boxed(depth - 1, value) });

describe("an entry is about the dossier it names", () => {
  it("in any case, with blanks around it, under any name", () => {
    const entry = { success: false, message: "Sai" };
    for (const named of [
      { MaHoSo: ` ${A.toLowerCase()} ` },
      { ma: A },
      { ma: A, maHoSo: null },
      { ma: A, soHoSo: "10" },
      { ma: A, soHoSo: 10 },
      { ma: A, soHoSo: [1, 2] },
    ])
      expect(told([{ ...named, ...entry }])).toEqual([[no("", "Sai")], []]);
  });

  it("or about several, and what is no text in their list is passed over", () => {
    const result = { MaHoSo: [A, null, B], error_code: "-1" };
    expect(told(result, [A, B, C])).toEqual([[no("-1", "")], [no("-1", "")], []]);
  });

  it("and not about one that it only mentions beside the one it names", () => {
    expect(told([{ MaHoSo: OTHER, error_code: -1, hoSoGoc: A }])).toEqual([[NOTHING], []]);
  });

  it("whose code is no error code, even where it looks like one", () => {
    expect(told([{ code: "1234", success: true }], ["1234", "5678"])).toEqual([[YES], []]);
    expect(readItems({ data: [{ code: 7 }, { code: "5678" }] }, ["1234", "5678"])).toEqual(
      items(alone(), alone(NOTHING)),
    );
  });
});

describe("a sentence that names a dossier", () => {
  it.each([
    [`${A}: ${SENTENCE}`, SENTENCE],
    [`Thất bại: hồ sơ ${A}.`, "Thất bại: hồ sơ"],
    [`(${A}) – ${SENTENCE}: [${A}]`, SENTENCE],
    [`“${A}”;;  ${SENTENCE}.  `, `${SENTENCE}.`],
    [`${SENTENCE} | ${A}, ${A}`, SENTENCE],
  ])("is its verdict, without the code: «%s»", (text, message) => {
    expect(told([text], [A, B])).toEqual([[no("", message)], []]);
  });

  it("is about all that it names, and about each only once", () => {
    expect(told([`${B}, ${A}, ${B}: Thất bại`])).toEqual([[no("", "Thất bại")], [no("", "Thất bại")]]);
  });

  it("is not the verdict of the place it stands at", () => {
    expect(told([`${B}: Thất bại`, `${A}: Thành công`])).toEqual([[YES], [no("", "Thất bại")]]);
  });

  it("is read as far as its 4000th character", () => {
    const text = (length: number) => [`${"–".repeat(length - A.length - 1)} ${A}`];
    expect(readItems(text(4000), [A, B])).toEqual(items(alone(NOTHING), alone()));
    expect(readItems(text(4001), [A, B])).toBeNull();
  });
});

describe("several items of one dossier", () => {
  const verdicts = [no("1", ""), no("2", ""), no("3", "")];
  const result = (count: number) => verdicts.slice(0, count).map(({ read }) => ({ MaHoSo: A, ...read }));

  it("have a verdict each where there are as many as items", () => {
    expect(readItems(result(2), [A, A])).toEqual(items(alone(verdicts[0] ?? {}), alone(verdicts[1] ?? {})));
  });

  it.each([
    [1, true],
    [3, false],
  ])("share them where there are %i for two", (count, tooFew) => {
    const shared = { verdicts: verdicts.slice(0, count), shared: true, tooFew };
    expect(readItems(result(count), [A, A])).toEqual(items(shared, shared));
  });

  it("are not told from verdicts of a single item, which has all of its own", () => {
    expect(readItems(result(2), [A])).toEqual(items(alone(...verdicts.slice(0, 2))));
  });
});

describe("how far an answer is read", () => {
  const entry = { MaHoSo: A, error_code: 0 };
  it.each([listed, boxed])("down to the eighth level (%o)", (inside) => {
    expect(readItems(inside(8, entry), [A, B])).toEqual(items(alone(YES), alone()));
    expect(readItems(inside(9, entry), [A, B])).toBeNull();
  });

  it("as far as its 20 000th part", () => {
    const long = (before: number) => [...Array.from({ length: before }, () => null), entry];
    expect(readItems(long(19_998), [A, B])).toEqual(items(alone(YES), alone()));
    expect(readItems(long(19_999), [A, B])).toBeNull();
  });
});

describe("an answer that names no dossier", () => {
  it.each<[string, unknown]>([
    ["a list", [0, "-1"]],
    ["the only list of an object", { total: 2, data: [0, "-1"] }],
    ["JSON in a text", ' {"data": [0, "-1"]}'],
  ])("is read by place: %s", (_name, result) => {
    expect(readItems(result, [A, B])).toEqual(byPlace(YES, no("-1", "")));
  });

  it("is of a single dossier its verdict", () => {
    expect(readItems({ error_code: "-1", message: "Sai" }, [A])).toEqual(byPlace(no("-1", "Sai")));
  });

  it.each<[string, unknown, (readonly string[])?]>([
    ["two lists", { ok: [0, 0], other: [1, 2] }],
    [
      "verdicts of dossiers that are none of ours",
      [
        { MaHoSo: OTHER, error_code: 0 },
        { MaHoSo: OTHER, error_code: -1 },
      ],
    ],
    ["one verdict of another dossier", [{ error_code: 0 }, { MaHoSo: OTHER, error_code: -1 }]],
    ["another dossier's verdict alone", { MaHoSo: OTHER, error_code: -1 }, [A]],
    ["another dossier's verdict for two", { MaHoSo: OTHER, error_code: -1 }],
    ["numbers of records", [5, -1, 7]],
    ["a number", 17],
    ["a number in a text that holds numbers", { data: ["Đã nhận"], total: 5 }],
  ])("says nothing of ours by %s", (_name, result, codes = [A, B]) => {
    expect(readItems(result, codes)).toBeNull();
  });
});

describe("an error that nobody can be told of", () => {
  it.each<[string, unknown, string]>([
    ["a sentence", SENTENCE, SENTENCE],
    ["a sentence that only sounds like it", "Chưa rõ", "Chưa rõ"],
    ["a code", { error_code: "5", message: "Mời xem lại" }, "Mời xem lại"],
    ["a count", { success: 8, failed: 2 }, "failed: 2"],
    ["a list of errors", { data: ["Đã nhận"], List_ERR: ["x", "y"] }, "List_ERR: 2"],
    ["a sentence in a list", { data: ["Đã nhận", null, SENTENCE] }, SENTENCE],
    ["a sentence after what says nothing", [[], null, SENTENCE], SENTENCE],
    ["a sentence three lists down", [[[SENTENCE]]], SENTENCE],
    ["a sentence three levels down", { data: [[SENTENCE]] }, SENTENCE],
    ["a sentence at the thousandth place", [...Array.from({ length: 999 }, () => null), SENTENCE], SENTENCE],
    ["JSON in a text", JSON.stringify({ failed: 2 }), "failed: 2"],
    ["a text that only begins like JSON", "[LOI] thất bại", "[LOI] thất bại"],
    ["JSON in a text in a list, as the text it is", ['{"error_code":"5"}'], '{"error_code":"5"}'],
  ])("is said by %s", (_name, result, unnamedNo) => {
    expect(readItems(result, [A, B])).toEqual({ unnamedNo });
  });

  it.each<[string, unknown]>([
    ["four lists down", [[[[SENTENCE]]]]],
    ["four levels down", { data: [[[SENTENCE]]] }],
    ["behind a thousand others", [...Array.from({ length: 1000 }, () => null), SENTENCE]],
  ])("is not looked for %s", (_name, result) => {
    expect(readItems(result, [A, B])).toBeNull();
  });
});
