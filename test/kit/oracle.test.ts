import { describe, expect, it } from "vitest";

import { oracle } from "./oracle.ts";

describe("oracle", () => {
  it("finds a program of this machine", () => {
    expect(oracle("sh", { PATH: "/nowhere:/bin:/usr/bin" })).toMatch(/\/sh$/);
  });

  it("says nothing of one that is not there, unless oracles are required", () => {
    expect(oracle("no-such-program", { PATH: "/bin" })).toBeUndefined();
    expect(() => oracle("no-such-program", { PATH: "/bin", REQUIRE_ORACLES: "1" })).toThrow(/no-such-program/);
  });
});
