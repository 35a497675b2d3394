import { describe, expect, it } from "vitest";
import { isQuotable } from "#core/dossier/quotable.ts";

describe("a wrong value", () => {
  it.each(["8.000", "-1", "HS-01", "2026-13-45", "1.004873", "F12", "12345678", "a1 2b", "x".repeat(40)])(
    "%s may be repeated: it is a code or a small number",
    (value) => {
      expect(isQuotable(value)).toBe(true);
    },
  );

  it.each([
    "Nguyen Van An",
    "Nguyen,Van",
    "O'Hara",
    "Nguyễn",
    "<b>",
    "x;y",
    "001234567890",
    "123456789",
    "001 234 567 890",
    "+84 912 345 678",
    "x".repeat(41),
    "",
  ])("%s may not: it could be a person's name or number", (value) => {
    expect(isQuotable(value)).toBe(false);
  });
});
