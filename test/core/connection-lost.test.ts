import { expect, it } from "vitest";
import { isConnectionLost } from "#core/connection-lost.ts";

const withCode = (code: unknown): Error => Object.assign(new Error("x"), { code });

it("what Node says of a lost connection or a broken stream tells of nothing else", () => {
  const lost = [
    "ECONNABORTED",
    "ECONNRESET",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "ENOTCONN",
    "EPIPE",
    "ETIMEDOUT",
    "ERR_STREAM_PREMATURE_CLOSE",
    "HPE_INVALID_METHOD",
  ];
  expect(lost.filter((code) => !isConnectionLost(withCode(code)))).toEqual([]);
});

it("other errors are not lost connections, whatever they resemble", () => {
  const others = [
    withCode("ENOSPC"),
    withCode("X_ERR_STREAM_"),
    withCode(undefined),
    withCode(104),
    new Error("EPIPE"),
  ];
  expect(others.filter(isConnectionLost)).toEqual([]);
  for (const value of [undefined, null, "EPIPE", { code: "EPIPE" }]) expect(isConnectionLost(value)).toBe(false);
});
