import { describe, expect, it } from "vitest";
import type { Outcome } from "#core/delivery/outcome.ts";
import { lastWord, mayBeTheSession } from "#core/delivery/session-doubt.ts";

const outcomeOf = (kind: Outcome["kind"], more: Partial<Outcome> = {}): Outcome => ({
  kind,
  cause: "http-503",
  message: "Thử.",
  messageEn: "Test.",
  ...more,
});

const OLD = 60_001;
const doubts = (outcome: Outcome, ageMs = OLD, kind: "dossier" | "progress" | "sector" = "dossier") =>
  mayBeTheSession({ kind }, outcome, ageMs, { policy: { doubtSessionAfterMs: 60_000 } });
const REFUSED = outcomeOf("refused", { cause: "error-code" });
const DOUBTED = outcomeOf("refused", { cause: "error-code", doubtsSession: "words" as never });

describe("whether the session may be why", () => {
  it("is so where it was refused, or the answer says nothing of the data, however new it is", () => {
    expect(doubts(outcomeOf("session-refused"), 0)).toBe(true);
    expect(doubts(DOUBTED, 0)).toBe(true);
    expect(doubts(DOUBTED, 0, "progress")).toBe(true);
    expect(doubts(outcomeOf("unavailable"), OLD)).toBe(false);
  });

  it("is so of a refusal of the whole without a clear cause on a session that is old", () => {
    expect(doubts(REFUSED)).toBe(true);
    expect(doubts(REFUSED, OLD, "sector")).toBe(true);
    expect(doubts(REFUSED, 60_000)).toBe(false);
    expect(doubts(REFUSED, OLD, "progress")).toBe(false);
    expect(doubts({ ...REFUSED, cause: "http-4xx" })).toBe(false);
    expect(doubts({ ...REFUSED, complaints: [] })).toBe(false);
    expect(doubts({ ...REFUSED, kind: "unavailable" })).toBe(false);
  });

  it("is never so where each item was answered", () => {
    expect(doubts({ ...DOUBTED, items: [] }, 0)).toBe(false);
    expect(doubts({ ...outcomeOf("session-refused"), items: [] }, 0)).toBe(false);
  });
});

describe("the last word after a second try", () => {
  const TWICE = { kind: "unavailable", party: "gateway", cause: "session-refused-twice" };

  it("is that the account is at fault, where a session was refused twice", () => {
    for (const cause of ["session-refused", "login-page"] as const) {
      const said = lastWord(outcomeOf("session-refused", { cause }), false);
      expect(said).toMatchObject(TWICE);
      expect(said.message).toMatch(/^Thử\. Đã đăng nhập lại.*PORTAL_USERNAME/);
      expect(said.messageEn).toMatch(/^Test\. The gateway logged in anew.*PORTAL_USERNAME/);
    }
  });

  it("keeps what happened apart from what to do", () => {
    const happened = { vi: "Hết phiên.", en: "Session over." };
    const said = lastWord(outcomeOf("session-refused", { cause: "session-refused", happened }), true);
    expect(said.happened).toMatchObject({ vi: expect.stringMatching(/^Hết phiên\. Đã đăng nhập lại/) as string });
    expect(said.messageEn.startsWith("Session over. The gateway logged in anew")).toBe(true);
  });

  it("is the account's own cause where the answer names it, and never the content's", () => {
    const cause = "ministry-account-refused";
    const said = lastWord(outcomeOf("session-refused", { cause }), true);
    expect(said).toMatchObject({ ...TWICE, cause, message: "Thử." });
  });

  it("doubts a refusal in words only where the second try had a session of its own", () => {
    expect(lastWord(DOUBTED, true)).toMatchObject(TWICE);
    expect(lastWord(DOUBTED, false)).toBe(DOUBTED);
    expect(lastWord(REFUSED, true)).toBe(REFUSED);
    expect(lastWord(outcomeOf("unavailable"), true)).toMatchObject({ kind: "unavailable", cause: "http-503" });
    expect(lastWord({ ...DOUBTED, kind: "unavailable" }, true)).toMatchObject({ cause: "error-code" });
  });
});
