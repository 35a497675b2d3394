import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outcome } from "#core/delivery/outcome.ts";
import { answerRules, DEFAULT_ANSWER_RULES, type AnswerRules } from "../../../src/destinations/answers/answer-rules.ts";
import { answerToOutcome } from "../../../src/destinations/answers/answer-to-outcome.ts";

const codes = Array.from({ length: 10 }, (_, index) => `H26.107-260518-000${index}`);
const [A = "", B = "", C = ""] = codes;

function classify(
  body: object,
  dossierCodes: readonly string[],
  status = 200,
  rules: AnswerRules = DEFAULT_ANSWER_RULES,
): Outcome {
  return answerToOutcome(
    {
      status,
      contentType: "application/json",
      retryAfter: null,
      body: new TextEncoder().encode(JSON.stringify(body)),
      complete: true,
    },
    { purpose: "delivery", service: "DongBoHoSoMC", dossierCodes, now: 0, secrets: [], rules },
  );
}
const yes = (result: unknown, dossierCodes: readonly string[] = [A, B]) =>
  classify({ error_code: 0, message: "Thành công", result }, dossierCodes);
const no = (result: unknown, dossierCodes: readonly string[] = [A, B]) =>
  classify({ error_code: -1, message: "Có hồ sơ lỗi", result }, dossierCodes);
/** Each item's kind, where the answer tells them apart. */
const kinds = ({ kind, items }: Outcome) => items?.map((item) => item.kind) ?? kind;

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

describe("progress lines of one dossier", () => {
  it("are told apart by place when the answer has as many entries for it", () => {
    const result = [
      { MaHoSo: A, error_code: 0 },
      { MaHoSo: B, error_code: 0 },
      { MaHoSo: A, error_code: -1, message: "Sai ngày" },
    ];
    expect(kinds(yes(result, [A, A, B]))).toEqual(["delivered", "refused", "delivered"]);
  });

  it("are not sent as if all were refused when one entry of theirs is: nobody knows which", () => {
    const outcome = yes([{ MaHoSo: A, error_code: -1, message: "Sai ngày" }, { MaHoSo: B }], [A, A, B]);
    expect(kinds(outcome)).toEqual(["unknown", "unknown", "delivered"]);
    expect(outcome.items?.[0]).toMatchObject({ cause: "item-unclear", said: "Sai ngày" });
  });

  it("are not called taken when the answer has fewer yeses than lines: one may be left out", () => {
    const result = [
      { MaHoSo: A, error_code: 0 },
      { MaHoSo: B, error_code: 0 },
    ];
    expect(kinds(yes(result, [A, A, B]))).toEqual(["unknown", "unknown", "delivered"]);
    expect(kinds(yes([result[0], result[0]], [A, A, A]))).toEqual("unknown");
  });

  it("are all taken when the one entry of theirs is a yes at a portal that is known to answer for each dossier", () => {
    const rules = answerRules({ entryPerDossier: true });
    const result = [{ MaHoSo: A, error_code: 0 }];
    expect(kinds(classify({ error_code: 0, result }, [A, A], 200, rules))).toEqual("delivered");
    expect(kinds(classify({ error_code: 0, result: [result[0], result[0]] }, [A, A, A], 200, rules))).toEqual(
      "unknown",
    );
  });
});

describe("whatever the form", () => {
  type Said = "yes" | "no" | "unclear" | "left out";
  const plans = fc.array(fc.constantFrom<Said>("yes", "no", "unclear", "left out"), { minLength: 2, maxLength: 8 });
  const entries = (said: readonly Said[], of: (said: Said, code: string) => unknown) =>
    said.flatMap((one, index) => (one === "left out" ? [] : [of(one, codes[index] ?? "")]));
  const verdict = { yes: { error_code: "0" }, no: { error_code: "-1" }, unclear: { status: 0 }, "left out": {} };
  const forms: Readonly<Record<string, (said: readonly Said[]) => unknown>> = {
    objects: (said) => entries(said, (one, MaHoSo) => ({ MaHoSo, ...verdict[one] })),
    "objects in another order": (said) => entries(said, (one, MAHOSO) => ({ ...verdict[one], MAHOSO })).toReversed(),
    "codes as names": (said) =>
      Object.fromEntries(entries(said, (one, code) => [code, verdict[one]]) as [string, object][]),
    "lists by outcome": (said) => ({
      List_Suss: entries(said, (one, code) => (one === "yes" ? code : null)),
      List_ERR: entries(said, (one, maHoSo) => (one === "no" ? { maHoSo } : null)),
      other: entries(said, (one, maHoSo) => (one === "unclear" ? { maHoSo, status: 0 } : null)),
    }),
    nested: (said) => ({ value: [{ data: entries(said, (one, maHoSo) => ({ maHoSo, ...verdict[one] })) }] }),
  };

  it.each(Object.keys(forms))("%s: an item is delivered only where the answer says so of it", (form) => {
    fc.assert(
      fc.property(plans, fc.boolean(), (said, head) => {
        const sent = codes.slice(0, said.length);
        const outcome = (head ? yes : no)(forms[form]?.(said), sent);
        const isDelivered = sent.map((_, index) => (outcome.items?.[index] ?? outcome).kind === "delivered");
        const all = said.every((one) => one === "left out");
        const expected = said.map((one) => (all ? head : one === "yes"));
        // A no that says yes of everything contradicts itself.
        if (!head && said.every((one) => one === "yes")) expected.fill(false);
        expect(isDelivered).toEqual(expected);
      }),
    );
  });

  it("by place: an item is delivered only where the answer says so of it", () => {
    const marks = { yes: 0, no: -1, unclear: 17, "left out": null };
    fc.assert(
      fc.property(plans, (said) => {
        fc.pre(said.some((one) => one === "yes" || one === "no"));
        const sent = codes.slice(0, said.length);
        const outcome = yes(
          said.map((one) => marks[one]),
          sent,
        );
        expect(sent.map((_, index) => kinds(outcome.items?.[index] ?? outcome))).toEqual(
          said.map((one) => (one === "yes" ? "delivered" : one === "no" ? "refused" : "unknown")),
        );
      }),
    );
  });

  it("never throws, and speaks of as many items as were sent", () => {
    const code = fc.constantFrom(...codes.slice(0, 4), "H1", "");
    const result = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue(),
        code,
        fc.array(tie("node"), { maxLength: 5 }),
        fc.dictionary(
          fc.oneof(code, fc.constantFrom("MaHoSo", "error_code", "message", "success", "List_ERR", "data")),
          tie("node"),
          { maxKeys: 5 },
        ),
      ),
    })).node;
    fc.assert(
      fc.property(result, fc.array(code, { maxLength: 6 }), fc.boolean(), (given, sent, head) => {
        const outcome = (head ? yes : no)(given, sent);
        if (outcome.items !== undefined) expect(outcome.items).toHaveLength(sent.length);
        for (const item of [outcome, ...(outcome.items ?? [])]) {
          expect(item.message.length).toBeGreaterThan(10);
          expect(item.message).not.toMatch(/\{(?:status|code|said)\}/);
        }
      }),
      { numRuns: 500 },
    );
  });
});
