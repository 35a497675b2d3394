import { describe, expect, it } from "vitest";
import type { FoundSignature } from "#core/proof/found-signature.ts";
import { answerToOutcome, type HttpAnswer } from "../../../src/destinations/answers/answer-to-outcome.ts";
import { DEFAULT_ANSWER_RULES } from "../../../src/destinations/answers/answer-rules.ts";
import { judgeReceipt } from "../../../src/destinations/answers/receipt.ts";

const YES = '{"error_code":"0","message":"Thành công"}';
const found = (finding: FoundSignature["finding"]): FoundSignature => ({
  header: "X-JWS-Signature",
  value: "a..b",
  finding,
});
const good = found({
  verdict: "verified",
  profile: "jws",
  signer: "CN=Cổng Mẫu",
  thumbprint: "",
  signedAt: new Date(0),
  warnings: [],
});
const bad = (code: string) => found({ verdict: "refused", code, text: { vi: "Sai.", en: "Wrong." }, detail: "CN=Mẫu" });

/** The outcome of an answer with this signature, as `kind (cause)`. */
async function outcomeOf(
  signature: FoundSignature | null,
  { status = 200, text = YES, complete = true }: { status?: number; text?: string; complete?: boolean } = {},
  { purpose = "delivery", require = true }: { purpose?: "delivery" | "lookup"; require?: boolean } = {},
) {
  const answer: HttpAnswer = { status, contentType: null, retryAfter: null, body: Buffer.from(text), complete };
  const context = { purpose, now: 0, secrets: [], rules: DEFAULT_ANSWER_RULES };
  const asked: unknown[] = [];
  const judge = (carried: unknown) => (asked.push(carried), Promise.resolve(signature));
  const headers = { get: () => null };
  const said = answerToOutcome(answer, context);
  const outcome = await judgeReceipt({ judge, require }, { answer, headers }, said, { purpose, sentAt: 7 });
  if (asked.length > 0) expect(asked).toEqual([{ headers, body: answer.body, notBefore: new Date(7) }]);
  return outcome;
}

const shown = async (...given: Parameters<typeof outcomeOf>) => {
  const { kind, cause } = await outcomeOf(...given);
  return `${kind} (${cause})`;
};

describe("an answer where a signature is demanded", () => {
  it.each([
    ["a yes", { text: YES }],
    ["a no", { text: '{"error_code":"-1","message":"Sai"}' }],
    ["«đã tồn tại»", { text: '{"error_code":"3","message":"Hồ sơ đã tồn tại"}' }],
    ["maintenance in words", { text: '{"error_code":"9","message":"Đang bảo trì"}' }],
    ["a session refused in words", { text: '{"error_code":"9","message":"Phiên làm việc hết hạn"}' }],
    ["a ministry's own words", { text: '{"value":[]}' }],
    ["a no under 400", { status: 400, text: '{"error_code":"-1","message":"Sai"}' }],
  ])("is not believed without one: %s", async (_, answer) => {
    expect(await shown(null, answer)).toBe("unknown (receipt-unsigned)");
    expect(await shown(good, answer)).not.toContain("receipt-");
  });

  it.each([
    [{ status: 401, text: '{"error_code":"100","message":"AUTHEN_ERROR"}' }, "session-refused (session-refused)"],
    [{ status: 429, text: "" }, "unavailable (rate-limited)"],
    [{ status: 503, text: YES }, "unavailable (http-503)"],
    [{ status: 500, text: YES }, "unknown (http-500)"],
    [{ status: 200, text: "<html></html>" }, "unknown (html-instead-of-json)"],
    [{ status: 413, text: "" }, "unavailable (http-413)"],
  ])("needs none where the words decide nothing: %o", async (answer, expected) => {
    expect(await shown(null, answer)).toBe(expected);
    expect(await shown(bad("signature-mismatch"), answer)).toBe("unknown (receipt-refused)");
  });

  it("to a question may refuse the session, and is otherwise no answer", async () => {
    const refusal = { text: '{"error_code":"9","message":"Phiên làm việc hết hạn"}' };
    const lookup = { purpose: "lookup" } as const;
    expect(await shown(null, refusal, lookup)).toBe("session-refused (session-refused)");
    expect(await shown(null, {}, lookup)).toBe("unavailable (receipt-unsigned)");
    expect(await shown(null, { text: '{"error_code":"9","message":""}' }, lookup)).toBe("unavailable (lookup-refused)");
    expect(await shown(bad("signature-mismatch"), refusal, lookup)).toBe("unavailable (receipt-refused)");
  });

  it.each([
    ["signature-mismatch", "receipt-refused", "portal"],
    ["certificate-revoked", "receipt-refused", "portal"],
    ["signed-too-long-ago", "receipt-refused", "portal"],
    ["signer-unexpected", "receipt-untrusted", "gateway"],
    ["chain-untrusted", "receipt-untrusted", "gateway"],
    ["profile-unexpected", "receipt-untrusted", "gateway"],
    ["revocation-unreachable", "receipt-unchecked", "network"],
  ])("names who has to act: %s", async (code, cause, party) => {
    const outcome = await outcomeOf(bad(code));
    expect(outcome).toMatchObject({ kind: "unknown", cause, party, errorCode: "0", httpStatus: 200 });
    expect(outcome.message).toContain(`${code}: CN=Mẫu`);
    expect(outcome.receipt).toEqual({ body: Buffer.from(YES), signature: bad(code) });
    expect(outcome.answerSha256).toHaveLength(64);
    expect(outcome.excerpt).toBe(YES);
  });

  it("that was cut off is what it was: nothing of it was read", async () => {
    expect(await shown(bad("signature-mismatch"), { complete: false })).toBe("unknown (answer-too-large)");
  });
});

it("an answer is named no more than the code of its fault where there is no detail", async () => {
  const outcome = await outcomeOf(
    found({ verdict: "refused", code: "signature-mismatch", text: { vi: "Sai.", en: "Wrong." } }),
  );
  expect(outcome.message).toContain("(signature-mismatch)");
});

it("an answer is what it says where nobody looks at signatures", async () => {
  const answer = { status: 200, contentType: null, retryAfter: null, body: Buffer.from(YES), complete: true };
  const outcome = answerToOutcome(answer, { purpose: "delivery", now: 0, secrets: [], rules: DEFAULT_ANSWER_RULES });
  const received = { answer, headers: { get: () => null } };
  expect(await judgeReceipt(undefined, received, outcome, { purpose: "delivery", sentAt: 0 })).toBe(outcome);
});

describe("an answer where none is demanded", () => {
  it("is believed, with whatever was found about its signature", async () => {
    for (const signature of [null, good, bad("signature-mismatch")]) {
      const outcome = await outcomeOf(signature, {}, { require: false });
      expect([outcome.kind, outcome.receipt?.signature ?? null]).toEqual(["delivered", signature]);
    }
    expect(await outcomeOf(null, {}, { require: false })).not.toHaveProperty("receipt");
  });
});
