import { describe, expect, it } from "vitest";
import { DEFAULT_ANSWER_RULES } from "../../../src/destinations/answers/answer-rules.ts";
import { A, B, C, classify, codes, kinds, no, yes } from "./answered-items.ts";

describe("a yes with a no inside", () => {
  it("two absent dossiers of ten are not called in sync", () => {
    const result = codes.slice(0, 8).map((MaHoSo) => ({ MaHoSo, error_code: "0" }));
    const outcome = yes(result, codes);
    expect(kinds(outcome)).toEqual([...Array.from({ length: 8 }, () => "delivered"), "unknown", "unknown"]);
    expect(outcome.items?.[9]).toMatchObject({ party: "portal", cause: "left-out-of-answer" });
    expect(outcome).toMatchObject({ kind: "unknown", cause: "mixed-answer" });
    expect(outcome.message).toContain("8/10");
  });

  it("the refused one is refused with its own sentence, the other is not held up", () => {
    const outcome = yes([
      { MaHoSo: A, error_code: "0", message: "Thành công" },
      { MaHoSo: B, error_code: "-1", message: "Mã thủ tục 001099012345 không hợp lệ" },
    ]);
    expect(kinds(outcome)).toEqual(["delivered", "refused"]);
    expect(outcome).toMatchObject({
      kind: "refused",
      party: "vendor-data",
      said: expect.stringMatching(/Mã thủ tục/u),
    });
    expect(outcome.items?.[1]).toMatchObject({
      cause: "error-code",
      errorCode: "-1",
      said: expect.stringMatching(/345/u),
    });
    expect(JSON.stringify(outcome.items)).not.toContain("001099012345");
  });

  it.each<[string, unknown]>([
    [
      "names in small letters",
      [
        { mahoso: A, ErrorCode: 0 },
        { mahoso: B.toLowerCase(), ErrorCode: 5 },
      ],
    ],
    [
      "a success flag",
      [
        { maHoSo: A, success: true },
        { maHoSo: B, success: "false", message: "Sai" },
      ],
    ],
    [
      "a status word",
      [
        { MA_HO_SO: A, status: "OK" },
        { MA_HO_SO: B, status: "ERROR" },
      ],
    ],
    [
      "an HTTP status inside",
      [
        { maHoSo: A, status: 200 },
        { maHoSo: B, status: 400, title: "Bad" },
      ],
    ],
    [
      "a message alone",
      [
        { MaHoSo: A, message: "Thành công" },
        { MaHoSo: B, message: "Thiếu tên thủ tục" },
      ],
    ],
    ["errors as ASP.NET gives them", [{ MaHoSo: A }, { MaHoSo: B, errors: { MaTTHC: ["Mã không hợp lệ"] } }]],
    [
      "a nested verdict",
      [
        { MaHoSo: A, ketQua: { maLoi: "0" } },
        { MaHoSo: B, ketQua: { maLoi: "7" } },
      ],
    ],
    ["the codes as names", { [A]: "Thành công", [B]: { error_code: -1, message: "Sai" } }],
    ["a list by place", [{ error_code: 0 }, { error_code: "-1", message: "Sai" }]],
    ["codes by place", [0, -1]],
    ["truth values by place", [true, false]],
    ["sentences by place", ["Thành công", "Mã thủ tục không hợp lệ"]],
    [
      "a list inside data",
      {
        data: [
          { MaHoSo: A, error_code: 0 },
          { MaHoSo: B, error_code: 1 },
        ],
      },
    ],
    ["List_Suss and List_ERR", { List_Suss: [A], List_ERR: [{ maHoSo: B, errors: "Sai" }] }],
    ["deep lists", { List_Suss: [{ result: { value: [{ maHoSoMCDT: A, trangThai: 2 }] } }], List_ERR: [B] }],
    ["sentences that begin with the code", [`${A}: Thành công`, `${B}: Mã thủ tục không hợp lệ`]],
    [
      "JSON as text",
      JSON.stringify([
        { MaHoSo: A, error_code: 0 },
        { MaHoSo: B, error_code: 1 },
      ]),
    ],
  ])("is heard in %s, under a yes and under a no", (_name, result) => {
    expect(kinds(yes(result))).toEqual(["delivered", "refused"]);
    if (_name.startsWith("errors as")) return;
    expect(kinds(no(result))).toEqual(["delivered", "refused"]);
  });

  it.each<[string, string, string, string]>([
    ["already there", "Hồ sơ đã tồn tại", "already-exists", "already-exists"],
    ["not known there", "Không tìm thấy hồ sơ", "dossier-unknown", "dossier-unknown"],
    ["in maintenance", "Hệ thống đang bảo trì", "unavailable", "maintenance-words"],
  ])("an item that is %s is read by the same table", (_name, message, kind, cause) => {
    const { items } = yes([
      { MaHoSo: A, error_code: 0 },
      { MaHoSo: B, error_code: 3, message },
    ]);
    expect(items?.[1]).toMatchObject({ kind, cause });
  });

  it.each([-1, 0, "-1", " -12 ", "0", "00"])("an item whose only word is the status %j is no yes", (status) => {
    const { items } = yes([
      { MaHoSo: A, error_code: 0 },
      { MaHoSo: B, status },
    ]);
    expect(items?.map(({ kind }) => kind)).toEqual(["delivered", "unknown"]);
  });

  it("an item with a yes and a no says neither", () => {
    const entry = (more: object) =>
      kinds(
        yes([
          { MaHoSo: A, error_code: 0 },
          { MaHoSo: B, ...more },
        ]),
      );
    expect(entry({ error_code: 0, success: false })).toEqual(["delivered", "unknown"]);
    expect(entry({ error_code: 0, message: "Mã thủ tục không hợp lệ" })).toEqual(["delivered", "unknown"]);
    expect(entry({ status: 0 })).toEqual(["delivered", "unknown"]);
    expect(kinds(yes({ List_Suss: [A, B], List_ERR: [B] }))).toEqual(["delivered", "unknown"]);
    expect(kinds(yes({ List_Suss: [A], List_ERR: [{ MaHoSo: B, error_code: 0 }] }))).toEqual(["delivered", "unknown"]);
    // «0, đã tồn tại» is how some portals say that they have it.
    expect(entry({ error_code: 0, message: "Hồ sơ đã tồn tại" })).toEqual(["delivered", "already-exists"]);
  });

  it("one that counts failures, or refuses without saying whom, is believed for nobody", () => {
    for (const result of [
      { success: 8, failed: 2 },
      [{ error_code: -1, message: "Mã thủ tục không hợp lệ" }],
      { error_code: "-1", message: "Mã thủ tục không hợp lệ" },
      "Mã thủ tục không hợp lệ",
      false,
    ])
      expect(yes(result)).toMatchObject({ kind: "unknown", party: "portal", cause: "no-inside-yes" });
  });

  it("an item left out is not told in the words of the others", () => {
    const outcome = yes([{ MaHoSo: A, error_code: 0 }]);
    expect(kinds(outcome)).toEqual(["delivered", "unknown"]);
    for (const one of [outcome, ...(outcome.items ?? [])]) expect(one).not.toHaveProperty("said");
  });

  it("an item with a yes and a no is shown with the words of the no", () => {
    const result = [
      { MaHoSo: A, error_code: 0 },
      { MaHoSo: A, error_code: -1, message: "Sai ngày" },
      { MaHoSo: B, error_code: 0 },
    ];
    expect(yes(result).items?.[0]).toMatchObject({ cause: "item-unclear", said: "Sai ngày" });
  });

  it.each<[string, object, object]>([
    ["words", { error_code: -1, message: "Sai tên" }, { error_code: -1, message: "Sai ngày" }],
    ["codes", { error_code: 5, message: "Sai" }, { error_code: 6, message: "Sai" }],
  ])("two refused for the same cause with other %s keep their own", (_name, first, second) => {
    const { kind, items } = yes([
      { MaHoSo: A, ...first },
      { MaHoSo: B, ...second },
    ]);
    expect(kind).toBe("refused");
    expect(items?.map(({ errorCode, said }) => [errorCode, said])).toEqual(
      [first, second].map((one) => Object.values(one).map(String)),
    );
  });

  it.each<[string, unknown]>([
    ["left out", []],
    ["put off", [{ MaHoSo: A, error_code: -1, message: "Hệ thống đang bảo trì" }]],
    ["taken", [{ MaHoSo: A, error_code: 0 }]],
  ])("the whole is called by what was refused, where another item was %s", (_name, result) => {
    const refused = { MaHoSo: B, error_code: -1, message: "Sai ngày" };
    expect(yes([...(result as object[]), refused])).toMatchObject({
      kind: "refused",
      party: "vendor-data",
      said: "Sai ngày",
      cause: "mixed-answer",
    });
  });

  it("some of them had already is a yes in which nobody has to act", () => {
    const result = [
      { MaHoSo: A, error_code: 0 },
      { MaHoSo: B, error_code: 1, message: "Hồ sơ đã được tiếp nhận" },
    ];
    const outcome = classify({ error_code: 0, result }, [A, B], 200, DEFAULT_ANSWER_RULES, "dangKyHoTich");
    expect(outcome.items?.map(({ cause }) => cause)).toEqual(["accepted", "already-received"]);
    expect(outcome).toMatchObject({ kind: "delivered", cause: "mixed-answer" });
    expect(outcome).not.toHaveProperty("party");
  });

  it("all of them had already is a yes for all, whose code is the answer's", () => {
    const result = [A, B].map((MaHoSo) => ({ MaHoSo, error_code: 1, message: "Hồ sơ đã được tiếp nhận" }));
    const body = { error_code: 0, message: "Thành công", result };
    expect(classify(body, [A, B], 200, DEFAULT_ANSWER_RULES, "dangKyHoTich")).toMatchObject({
      kind: "delivered",
      cause: "accepted",
      errorCode: "0",
    });
  });

  it("of a single dossier it is that dossier's answer", () => {
    expect(yes([{ error_code: -1, message: "Sai ngày" }], [A])).toMatchObject({
      kind: "refused",
      cause: "error-code",
      said: "Sai ngày",
    });
    expect(yes({ MaHoSo: A, success: false, message: "Thiếu tên" }, [A])).not.toHaveProperty("items");
  });
});

describe("a yes without a no", () => {
  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["an empty list", []],
    ["an empty text", ""],
    ["a record id", "6f1c2a"],
    ["ids of records", [990017, 990018]],
    ["a count", 2],
    ["a text", "Đã nhận 2 hồ sơ"],
    ["an object about nothing of it", { requestId: "x1", time: 5 }],
    ["counts without failures", { success: 2, failed: 0, errors: [] }],
    ["a yes of its own", { error_code: 0, message: "Thành công" }],
    ["lists that name all", { List_Suss: [A, B], List_ERR: [] }],
    ["the codes", [A, B]],
    [
      "the records",
      [
        { MaHoSo: A, TrangThaiHoSo: "2" },
        { MAHOSO: B, TRANGTHAIHOSO: "3" },
      ],
    ],
  ])("stays a yes for all beside %s", (_name, result) => {
    const outcome = yes(result);
    expect(outcome).toMatchObject({ kind: "delivered", cause: "accepted", errorCode: "0" });
    expect(outcome).not.toHaveProperty("items");
  });
});

describe("a no with a yes inside", () => {
  it("does not send again what was taken, and leaves open what it leaves out", () => {
    const outcome = no(
      [
        { MaHoSo: A, error_code: 0 },
        { MaHoSo: B, error_code: -1, message: "Sai" },
      ],
      [A, B, C],
    );
    expect(kinds(outcome)).toEqual(["delivered", "refused", "unknown"]);
  });

  it("is a plain no where the result says nothing of the items, or only repeats who they are", () => {
    for (const result of [undefined, [], "x", [{ MaHoSo: B }], [A, B], { requestId: 1 }])
      expect(no(result)).toMatchObject({ kind: "refused", cause: "error-code", said: "Có hồ sơ lỗi" });
  });

  it("is about whom it names, and leaves open what became of the others", () => {
    const outcome = no([{ MaHoSo: B, error_code: -1 }]);
    expect(kinds(outcome)).toEqual(["unknown", "refused"]);
    expect(outcome.items?.[1]).toMatchObject({ errorCode: "-1", said: "Có hồ sơ lỗi" });
    expect(outcome.items?.[1]?.message).toContain("Có hồ sơ lỗi");
  });

  it("is about the session, whomever it names", () => {
    const result = [{ MaHoSo: B, error_code: -1, message: "Sai" }];
    const outcome = classify({ error_code: -1, message: "Phiên làm việc đã hết hạn", result }, [A, B]);
    expect(outcome).toMatchObject({ kind: "session-refused" });
    expect(outcome).not.toHaveProperty("items");
  });

  it("of a single dossier stays a no, whatever stands in its place", () => {
    for (const result of [[{ error_code: 0 }], { error_code: 0 }])
      expect(no(result, [A])).toMatchObject({ kind: "refused", cause: "error-code", said: "Có hồ sơ lỗi" });
  });

  it("says neither where the result says yes of everything", () => {
    expect(
      no([
        { MaHoSo: A, error_code: 0 },
        { MaHoSo: B, error_code: 0 },
      ]),
    ).toMatchObject({
      kind: "unknown",
      cause: "item-unclear",
    });
  });

  it("under an HTTP error a yes for an item is as doubtful as one for all", () => {
    const outcome = classify(
      {
        error_code: -1,
        message: "",
        result: [
          { MaHoSo: A, success: true },
          { MaHoSo: B, success: false },
        ],
      },
      [A, B],
      400,
    );
    expect(kinds(outcome)).toEqual(["unknown", "refused"]);
  });
});

it("of a call about no dossier the result is not searched for any", () => {
  expect(yes("Chưa có hồ sơ nào", [])).toMatchObject({ kind: "delivered", cause: "accepted" });
});
