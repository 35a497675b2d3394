import { describe, expect, it } from "vitest";
import { createLoginLimit } from "../../src/console/login-limit.ts";
import { fakeClock } from "../kit/fake-clock.ts";

const LIMITS = { loginFailures: 2, loginWindowMs: 60_000, loginAddresses: 3 };

describe("the limit on failed logins", () => {
  it("shuts one address out for the rest of its window", () => {
    const clock = fakeClock();
    const limit = createLoginLimit(clock, LIMITS);
    limit.failed("a");
    expect(limit.secondsToWait("a")).toBe(0);
    clock.advance(20_000);
    limit.failed("a");
    expect(limit.secondsToWait("a")).toBe(40);
    expect(limit.secondsToWait("b")).toBe(0);
    clock.advance(40_000);
    expect(limit.secondsToWait("a")).toBe(0);
    limit.failed("a");
    expect(limit.secondsToWait("a")).toBe(0);
  });

  it("forgets failures after a login", () => {
    const limit = createLoginLimit(fakeClock(), LIMITS);
    limit.failed("a");
    limit.succeeded("a");
    limit.failed("a");
    expect(limit.secondsToWait("a")).toBe(0);
  });

  it("remembers a bounded number of addresses, the latest", () => {
    const limit = createLoginLimit(fakeClock(), LIMITS);
    for (const address of ["a", "b", "c", "d"]) {
      limit.failed(address);
      limit.failed(address);
    }
    expect(["a", "b", "c", "d"].map((address) => limit.secondsToWait(address) > 0)).toEqual([false, true, true, true]);
  });
});
