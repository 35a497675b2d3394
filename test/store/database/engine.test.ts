import { describe, expect, it } from "vitest";
import { otherEngine } from "../../../src/store/database/engine.ts";

describe("the database's engine", () => {
  it.each([
    ["PostgreSQL 18.1 on x86_64-pc-linux-gnu, compiled by gcc (Debian 14.2.0), 64-bit", null],
    ["PostgreSQL 15.2-YB-2025.1.0.1-b0 on x86_64-pc-linux-gnu, compiled by clang version 17.0.6, 64-bit", "YugabyteDB"],
    ["CockroachDB CCL v25.2.4 (x86_64-pc-linux-gnu, built 2025/07/18, go1.23.7)", "CockroachDB"],
  ])("is told by what it says of itself: %s", (version, engine) => {
    expect(otherEngine(version)).toBe(engine);
  });
});
