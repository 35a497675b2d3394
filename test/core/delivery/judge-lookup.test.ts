import { canonicalJson } from "#core/message/canonical-json.ts";
import { judgeLookup, type SentHistory } from "#core/delivery/judge-lookup.ts";
import type { JsonObject } from "#core/message/message.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const SETTLING = 30_000;
const LOST = 1_000_000;
const settling = (now: number) => ({ now, settlingMs: SETTLING });
const content = (summary: string, status = "2"): JsonObject => ({
  MaHoSo: "H1",
  TrichYeuHoSo: summary,
  TrangThaiHoSo: status,
});
const text = (summary: string, status?: string) => canonicalJson(content(summary, status));
const asked = (payload: string, saidToExist: "alone" | "among-others" | null = null) => ({ payload, saidToExist });
const found = (record: JsonObject) => ({ kind: "found", record }) as const;
const ABSENT = { kind: "absent" } as const;
const history = (...earlier: SentHistory["earlier"]): SentHistory => ({
  earlier,
  lostAt: new Date(LOST),
  confirmedAt: earlier.some(({ confirmed }) => confirmed) ? new Date(LOST - 1000) : null,
});
const confirmed = (payload: string) => ({ payload, confirmed: true });
const sent = (payload: string) => ({ payload, confirmed: false });

describe("a look-up after a lost answer", () => {
  it("believes at once what cannot have been there before", () => {
    const judge = (record: JsonObject, before: SentHistory) =>
      judgeLookup(asked(text("B")), found(record), before, settling(LOST + 1)).kind;
    expect(judge(content("B"), history(confirmed(text("A"))))).toBe("applied");
    expect(judge(content("B"), history())).toBe("applied");
    expect(judge(content("A"), history(confirmed(text("A"))))).toBe("wait");
    expect(judge({ TrangThaiHoSo: "2" }, history(confirmed(text("A"))))).toBe("wait");
  });

  it("does not take an old look at A for the second A: A, B, A with the last one lost", () => {
    const before = history(confirmed(text("A")), confirmed(text("B")));
    const judge = (record: JsonObject, now: number) =>
      judgeLookup(asked(text("A")), found(record), before, settling(now));
    expect(judge(content("A"), LOST + 1)).toEqual({ kind: "wait", until: new Date(LOST + SETTLING) });
    expect(judge(content("A"), LOST + SETTLING)).toEqual({ kind: "applied" });
    expect(judge(content("B"), LOST + SETTLING)).toEqual({ kind: "not-applied" });
  });

  it("does not call an update applied that the portal shows no trace of", () => {
    const judge = (record: JsonObject) =>
      judgeLookup(asked(text("B")), found(record), history(confirmed(text("A"))), settling(LOST + SETTLING)).kind;
    expect(judge({ MaHoSo: "H1", TrangThaiHoSo: "2" })).toBe("not-provable");
    expect(judge({ MaHoSo: "H1" })).toBe("not-provable");
    expect(judge({ TrichYeuHoSo: "B" })).toBe("applied");
  });

  it("counts what may have been applied in between, though nobody confirmed it", () => {
    const before = history(confirmed(text("A", "2")), sent(text("A", "4")));
    const judge = (record: JsonObject) =>
      judgeLookup(asked(text("B", "4")), found(record), before, settling(LOST + SETTLING)).kind;
    expect(judge({ TrangThaiHoSo: "4" })).toBe("not-provable");
    expect(judge(content("B", "4"))).toBe("applied");
  });

  it("does not take somebody else's dossier for its own where the portal shows but a part of it", () => {
    const reduced = found({ MaHoSo: "H1", TrangThaiHoSo: "2" });
    const never = { earlier: [], lostAt: null, confirmedAt: null };
    expect(judgeLookup(asked(text("A"), "alone"), reduced, never, settling(LOST)).kind).toBe("not-provable");
    expect(judgeLookup(asked(text("A"), "alone"), found(content("A")), never, settling(LOST)).kind).toBe("applied");
    const filedThere = canonicalJson({ ...content("A"), NoiNopHoSo: "1" });
    expect(judgeLookup(asked(filedThere), reduced, history(), settling(LOST + SETTLING)).kind).toBe("not-provable");
  });

  it("takes a part of it for its own where nobody else can have brought it there", () => {
    const settled = settling(LOST + SETTLING);
    const reduced = found({ MaHoSo: "H1", TrangThaiHoSo: "2" });
    const filedElsewhere = canonicalJson({ ...content("A"), NoiNopHoSo: "2" });
    for (const payload of [text("A"), filedElsewhere])
      expect(judgeLookup(asked(payload), reduced, history(), settled).kind).toBe("applied");
    const filedThere = canonicalJson({ ...content("B"), NoiNopHoSo: "1" });
    const summary = found({ TrichYeuHoSo: "B" });
    for (const question of [asked(filedThere), asked(text("B"), "alone")])
      expect(judgeLookup(question, summary, history(confirmed(text("A"))), settled).kind).toBe("applied");
  });

  it("counts only what came after the last one that was confirmed, and not what says the same", () => {
    const judge = (...earlier: SentHistory["earlier"]) =>
      judgeLookup(asked(text("B", "4")), found({ TrangThaiHoSo: "4" }), history(...earlier), settling(LOST + SETTLING));
    expect(judge(sent(text("A", "4")), confirmed(text("C", "2"))).kind).toBe("applied");
    expect(judge(sent(text("A", "4")), sent(text("C", "2"))).kind).toBe("not-provable");
    expect(judge(confirmed(text("B", "4"))).kind).toBe("applied");
  });

  it("proves nothing of a content that is no object", () => {
    for (const payload of ["null", "5", "[]", '"NoiNopHoSo"']) {
      const { kind } = judgeLookup(asked(payload), found(content("A")), history(), settling(LOST + SETTLING));
      expect(kind, payload).toBe("not-provable");
    }
  });

  it("sends an update where the portal has it and denies it, once it has had the time to show it", () => {
    const judge = (saidToExist: "alone" | "among-others", now: number) =>
      judgeLookup(asked(text("A"), saidToExist), ABSENT, history(), settling(now)).kind;
    expect(judge("alone", LOST + SETTLING)).toBe("not-provable");
    expect(judge("alone", LOST + 1)).toBe("wait");
    expect(judge("among-others", LOST + SETTLING)).toBe("not-applied");
  });

  it("creates again only when the portal had the time to show it, and tells from the start what it confirmed and lost", () => {
    const judge = (before: SentHistory, now: number) => judgeLookup(asked(text("A")), ABSENT, before, settling(now));
    expect(judge(history(), LOST + 1)).toEqual({ kind: "wait", until: new Date(LOST + SETTLING) });
    expect(judge(history(), LOST + SETTLING)).toEqual({ kind: "not-applied" });
    expect(judge({ ...history(), lostAt: null }, 0)).toEqual({ kind: "not-applied" });
    expect(judge(history(confirmed(text("A"))), LOST + SETTLING)).toEqual({ kind: "forgotten" });
    const justConfirmed = { earlier: [confirmed(text("A"))], lostAt: null, confirmedAt: new Date(LOST) };
    expect(judge(justConfirmed, LOST + 1)).toEqual({ kind: "wait", until: new Date(LOST + SETTLING) });
  });

  it("never calls applied what was not, whatever the portal shows of whichever moment within the settling time", () => {
    const field = fc.constantFrom("x", "y");
    const contents = fc.record({ a: field, b: field, c: field });
    const moments = fc.array(fc.record({ content: contents, confirmed: fc.boolean(), applied: fc.boolean() }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        moments,
        contents,
        fc.boolean(),
        fc.subarray(["a", "b", "c"] as const),
        fc.integer({ min: 0, max: SETTLING }),
        fc.integer({ min: 0, max: 2 * SETTLING }),
        (earlier, mine, isApplied, shown, lag, after) => {
          // One message every second, this one at LOST; a confirmed one was applied, another perhaps.
          const states = [
            ...earlier.map((one, index) => ({ ...one, at: LOST - (earlier.length - index) * 1000 })),
            { content: mine, confirmed: false, applied: isApplied, at: LOST },
          ].filter((one) => one.confirmed || one.applied);
          const now = LOST + after;
          const visible = states.findLast(({ at }) => at <= now - lag);
          const held = states.at(-1);
          const record =
            visible === undefined
              ? ABSENT
              : found(Object.fromEntries(shown.map((name) => [name, visible.content[name]])));
          const before = {
            earlier: earlier.map((one) => ({ payload: canonicalJson(one.content), confirmed: one.confirmed })),
            lostAt: new Date(LOST),
            confirmedAt: earlier.some((one) => one.confirmed) ? new Date(LOST - 1000) : null,
          };
          const { kind } = judgeLookup(asked(canonicalJson(mine)), record, before, settling(now));
          if (kind === "applied") expect(held?.content).toEqual(mine);
          // What is there is not sent again, but where the portal shows too little to tell.
          if (kind === "not-applied" && after >= SETTLING)
            expect(visible).not.toEqual({ ...visible, content: mine, at: LOST });
        },
      ),
      { numRuns: 2000 },
    );
  });
});
