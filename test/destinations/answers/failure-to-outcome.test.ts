import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureToOutcome, type FailureContext } from "../../../src/destinations/answers/failure-to-outcome.ts";

const context: FailureContext = { purpose: "delivery", timedOut: false, aborted: false, secrets: [] };

/** What fetch throws: a TypeError around the real error. */
function fetchFailed(cause: unknown): TypeError {
  return new TypeError("fetch failed", { cause });
}
function coded(code: string, more: Record<string, unknown> = {}): Error {
  return Object.assign(new Error(`test ${code}`), { code, ...more });
}

describe("nothing was written", () => {
  it.each([
    ["ECONNREFUSED", "network", "connection-refused"],
    ["ENOTFOUND", "network", "name-not-resolved"],
    ["EAI_AGAIN", "network", "name-not-resolved"],
    ["EHOSTUNREACH", "network", "unreachable"],
    ["ENETUNREACH", "network", "unreachable"],
    ["UND_ERR_CONNECT_TIMEOUT", "network", "connect-timeout"],
    ["CERT_HAS_EXPIRED", "gateway", "tls-failed"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "gateway", "tls-failed"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "gateway", "tls-failed"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "gateway", "tls-failed"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "gateway", "tls-failed"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "gateway", "tls-failed"],
    ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "gateway", "tls-failed"],
    ["EPROTO", "gateway", "tls-failed"],
    ["UND_ERR_CLOSED", "gateway", "transport-closed"],
    ["ERR_INVALID_URL", "gateway", "address-invalid"],
  ])("%s is unavailable, %s: %s", (code, party, cause) => {
    expect(failureToOutcome(fetchFailed(coded(code)), context)).toMatchObject({ kind: "unavailable", party, cause });
  });

  it.each([
    ["a reset while connecting", coded("ECONNRESET", { syscall: "connect" }), "connection-reset-before-write"],
    [
      "a socket that wrote no byte",
      coded("UND_ERR_SOCKET", { socket: { bytesWritten: 0 } }),
      "connection-reset-before-write",
    ],
    ["no answer while connecting", coded("ETIMEDOUT", { syscall: "connect" }), "connect-timeout"],
  ])("%s", (_, error, cause) => {
    expect(failureToOutcome(fetchFailed(error), context)).toMatchObject({
      kind: "unavailable",
      party: "network",
      cause,
    });
  });

  it("every address of a host refused (happy eyeballs)", () => {
    const both = Object.assign(
      new AggregateError([coded("ECONNREFUSED", { syscall: "connect" }), coded("ETIMEDOUT", { syscall: "connect" })]),
      { code: "ETIMEDOUT" },
    );
    expect(failureToOutcome(fetchFailed(both), context)).toMatchObject({ kind: "unavailable", party: "network" });
  });

  it("a line dropped during the TLS handshake", () => {
    const message = "Client network socket disconnected before secure TLS connection was established";
    const error = Object.assign(new Error(message), { code: "ECONNRESET" });
    expect(failureToOutcome(fetchFailed(error), context)).toMatchObject({ kind: "unavailable", cause: "tls-failed" });
  });
});

describe("it may have been applied", () => {
  it.each([
    ["ECONNRESET", "network", "connection-lost"],
    ["EPIPE", "network", "connection-lost"],
    ["UND_ERR_SOCKET", "network", "connection-lost"],
    ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "network", "connection-lost"],
    ["UND_ERR_HEADERS_TIMEOUT", "network", "timeout"],
    ["UND_ERR_BODY_TIMEOUT", "network", "timeout"],
    ["ETIMEDOUT", "network", "timeout"],
    ["HPE_INVALID_CONSTANT", "portal", "not-http"],
    ["UND_ERR_DESTROYED", "network", "aborted"],
    ["ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC", "network", "network-failure"],
    ["ESOMETHINGNEW", "network", "network-failure"],
  ])("%s is unknown, %s: %s", (code, party, cause) => {
    expect(failureToOutcome(fetchFailed(coded(code)), context)).toMatchObject({ kind: "unknown", party, cause });
  });

  it("one doubtful part among several makes the whole doubtful", () => {
    const parts = new AggregateError([coded("ECONNREFUSED"), coded("UND_ERR_SOCKET", { socket: { bytesWritten: 9 } })]);
    expect(failureToOutcome(fetchFailed(parts), context)).toMatchObject({ kind: "unknown", cause: "connection-lost" });
  });

  it("our own time limit, and the caller's stop, whatever fetch threw for them", () => {
    const error = new DOMException("stop", "AbortError");
    expect(failureToOutcome(error, { ...context, timedOut: true })).toMatchObject({
      kind: "unknown",
      cause: "timeout",
    });
    expect(failureToOutcome(error, { ...context, aborted: true })).toMatchObject({ kind: "unknown", cause: "aborted" });
  });
});

it("a lost answer to a question is unavailable, and says what it was for", () => {
  const lost = failureToOutcome(fetchFailed(coded("ECONNRESET")), { ...context, purpose: "login" });
  expect(lost).toMatchObject({ kind: "unavailable", party: "network", cause: "connection-lost" });
  expect(lost.message).toMatch(/^Khi đăng nhập: .*tự gửi lại/);
  expect(lost.messageEn).toMatch(/^While logging in: .*sends again/);
});

it("does not quote secrets", () => {
  const error = new Error("cannot send tok-12345 to 001099012345");
  const { message } = failureToOutcome(error, { ...context, secrets: ["tok-12345"] });
  expect(message).toContain("cannot send");
  expect(message).not.toMatch(/tok-12345|001099012345/);
});

it("never throws, and calls nothing unavailable without a known reason", () => {
  const circular = new Error("round");
  circular.cause = circular;
  const thrown = fc.oneof(
    fc.anything(),
    fc.constant(circular),
    fc.string().map((text) => new Error(text)),
  );
  fc.assert(
    fc.property(thrown, fc.boolean(), (what, wrapped) => {
      const result = failureToOutcome(wrapped ? fetchFailed(what) : what, context);
      expect(result.message).not.toBe("");
      if (result.kind === "unavailable") expect(result.cause).not.toBe("network-failure");
    }),
  );
});
