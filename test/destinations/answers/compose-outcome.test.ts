import { describe, expect, it } from "vitest";
import { composeOutcome } from "../../../src/destinations/answers/compose-outcome.ts";

describe("an outcome", () => {
  it("holds nothing that is not known", () => {
    const outcome = composeOutcome("timeout", {
      purpose: "delivery",
      httpStatus: undefined,
      errorCode: undefined,
      excerpt: "",
      answerSha256: undefined,
      retryAfterMs: undefined,
      complaints: undefined,
    });
    expect(Object.keys(outcome)).toEqual(["kind", "party", "cause", "message", "messageEn", "happened"]);
    expect(Object.keys(composeOutcome("timeout", { purpose: "delivery", excerpt: undefined }))).not.toContain(
      "excerpt",
    );
    expect(Object.keys(composeOutcome("error-code", { purpose: "delivery", complaints: [] }))).not.toContain(
      "complaints",
    );
  });

  it("holds all that is known; of fields a refusal speaks, and nothing else does", () => {
    const complaints = [{ fields: ["meHoTen"], said: "Sai." }];
    const known = { httpStatus: 200, errorCode: "-1", excerpt: "{", answerSha256: "ab", retryAfterMs: 0 };
    const details = { purpose: "delivery", ...known, complaints } as const;
    expect(composeOutcome("error-code", details)).toMatchObject({ ...known, complaints });
    expect(composeOutcome("timeout", details)).not.toHaveProperty("complaints");
  });

  it("of a yes says what happened, and that is all", () => {
    const { message, messageEn, happened } = composeOutcome("accepted", { purpose: "delivery", errorCode: "0" });
    expect({ vi: message, en: messageEn }).toEqual(happened);
  });

  it("shows a dash for what is not known, and texts with marks of a replacement as they are", () => {
    expect(composeOutcome("http-5xx", { purpose: "delivery" }).message).toContain("(HTTP —)");
    expect(composeOutcome("http-5xx", { purpose: "delivery", httpStatus: 502 }).message).toContain("(HTTP 502)");
    expect(composeOutcome("error-code", { purpose: "delivery", errorCode: "", said: "$&" }).message).toContain(
      "(mã lỗi —): “$&”",
    );
  });
});
