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

  it("even if somebody gave up at the same moment", () => {
    for (const given of [{ aborted: true }, { timedOut: true }])
      expect(failureToOutcome(fetchFailed(coded("ECONNREFUSED")), { ...context, ...given })).toMatchObject({
        kind: "unavailable",
        cause: "connection-refused",
      });
  });

  it("an error that only might have had parts is read by its own code", () => {
    const empty = Object.assign(new AggregateError([]), { code: "ECONNREFUSED" });
    expect(failureToOutcome(empty, context).cause).toBe("connection-refused");
  });

  it.each(["bad port", "unknown scheme", "invalid method", "Failed to parse URL from x", "Invalid URL"])(
    "an address nobody can be reached at («%s»)",
    (message) => {
      expect(failureToOutcome(fetchFailed(new Error(message)), context)).toMatchObject({
        kind: "unavailable",
        party: "gateway",
        cause: "address-invalid",
      });
    },
  );

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

  it.each([
    ["HTTPParserError", "not-http"],
    ["TimeoutError", "timeout"],
    ["AbortError", "aborted"],
    ["Error", "network-failure"],
  ])("an error named %s and no more is unknown: %s", (name, cause) => {
    expect(failureToOutcome(Object.assign(new Error("?"), { name }), context)).toMatchObject({
      kind: "unknown",
      cause,
    });
  });

  it.each([
    ["a code of a new kind while connecting", coded("ENEW", { syscall: "connect" }), "network-failure"],
    ["no code while connecting", Object.assign(new Error("?"), { syscall: "connect" }), "network-failure"],
    ["a line lost without its socket", coded("ECONNRESET", { socket: null }), "connection-lost"],
    ["a line lost with half a socket", coded("ECONNRESET", { socket: {} }), "connection-lost"],
    ["a server that speaks of a bad port", new Error("invalid header: bad port"), "network-failure"],
    ["a server that speaks of its ports", new Error("bad port range in use"), "network-failure"],
  ])("%s", (_name, error, cause) => {
    expect(failureToOutcome(fetchFailed(error), context)).toMatchObject({ kind: "unknown", cause });
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
    const lost = fetchFailed(coded("ECONNRESET"));
    expect(failureToOutcome(lost, { ...context, aborted: true, timedOut: true }).cause).toBe("aborted");
    expect(failureToOutcome(lost, { ...context, timedOut: true }).cause).toBe("timeout");
  });
});

it("a lost answer to a question is unavailable, and says what it was for", () => {
  const lost = failureToOutcome(fetchFailed(coded("ECONNRESET")), { ...context, purpose: "login" });
  expect(lost).toMatchObject({ kind: "unavailable", party: "network", cause: "connection-lost" });
  expect(lost.message).toMatch(/^Khi đăng nhập: .*tự gửi lại/);
  expect(lost.messageEn).toMatch(/^While logging in: .*sends again/);
});

describe("an operator reads", () => {
  const shown = (error: unknown, given: Partial<FailureContext> = {}) =>
    /\((.*)\)/u.exec(failureToOutcome(error, { ...context, ...given }).happened?.vi ?? "")?.[1];

  it.each([
    ["its code and its words", coded("CERT_HAS_EXPIRED"), "CERT_HAS_EXPIRED test CERT_HAS_EXPIRED"],
    ["its words alone", new Error("odd"), "odd"],
    ["its code alone", { code: "ENEW" }, "ENEW"],
    ["no words that are none", { code: "ENEW", message: 42 }, "ENEW"],
    ["no code that is none", { code: 42, message: "odd" }, "odd"],
    ["a dash where there is nothing to read", "thrown", "—"],
    ["a dash where there are no words", {}, "—"],
  ])("of an error %s", (_name, error, words) => {
    expect(shown(error)).toBe(words);
  });
});

describe("an error inside many others", () => {
  const inside = (depth: number): unknown =>
    depth === 0 ? coded("ECONNREFUSED") : Object.assign(new Error("outer"), { cause: inside(depth - 1) });

  it("is found as the fiftieth, and looked for no further", () => {
    expect(failureToOutcome(inside(49), context).cause).toBe("connection-refused");
    expect(failureToOutcome(inside(50), context).cause).toBe("network-failure");
  });

  it("is found among the first fifty parts of a whole", () => {
    const parts = (before: number) =>
      Object.assign(new Error("all failed"), {
        errors: [...Array.from({ length: before }, () => "text"), coded("ECONNREFUSED")],
      });
    expect(failureToOutcome(parts(49), context).cause).toBe("connection-refused");
    expect(failureToOutcome(parts(50), context).cause).toBe("network-failure");
  });
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
