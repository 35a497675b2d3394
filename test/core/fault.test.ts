import { expect, it } from "vitest";
import { Fault, isDatabaseUnavailable } from "#core/fault.ts";

const text = { vi: "Mất cơ sở dữ liệu.", en: "The database is lost." };

it("a fault is an error in two languages, with a code and what it came from", () => {
  const cause = new Error("socket");
  const fault = new Fault("database-unavailable", text, { cause });
  expect(fault).toBeInstanceOf(Error);
  expect(fault).toMatchObject({ name: "Fault", code: "database-unavailable", ...text, message: text.en, cause });
});

it("only the fault of a lost database says that the same may be asked again later", () => {
  expect(isDatabaseUnavailable(new Fault("database-unavailable", text))).toBe(true);
  const others = [new Fault("internal", text), Object.assign(new Error("x"), { code: "database-unavailable" }), null];
  expect(others.filter(isDatabaseUnavailable)).toEqual([]);
});
