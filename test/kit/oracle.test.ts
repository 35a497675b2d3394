import { describe, expect, it } from "vitest";

import { oracle, oracleFile } from "./oracle.ts";

describe("oracle", () => {
  it("finds a program of this machine", () => {
    expect(oracle("sh", { PATH: "/nowhere:/bin:/usr/bin" })).toMatch(/\/sh$/);
  });

  it("says nothing of one that is not there, unless oracles are required", () => {
    expect(oracle("no-such-program", { PATH: "/bin" })).toBeUndefined();
    expect(() => oracle("no-such-program", { PATH: "/bin", REQUIRE_ORACLES: "1" })).toThrow(/no-such-program/);
  });
});

describe("oracleFile", () => {
  it("finds a file, and says nothing of one that is not there, unless oracles are required", () => {
    expect(oracleFile("/etc/passwd", {})).toBe("/etc/passwd");
    expect(oracleFile("/nowhere/x.jar", {})).toBeUndefined();
    expect(() => oracleFile("/nowhere/x.jar", { REQUIRE_ORACLES: "1" })).toThrow(/x\.jar/);
  });
});
