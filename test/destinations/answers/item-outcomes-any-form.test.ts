import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerRules } from "../../../src/destinations/answers/answer-rules.ts";
import { A, B, classify, codes, kinds, no, yes } from "./answered-items.ts";

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
