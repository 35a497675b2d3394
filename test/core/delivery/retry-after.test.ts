import { expect, it } from "vitest";
import { retryAfterMs } from "#core/delivery/retry-after.ts";

const NOW = Date.parse("2026-05-18T01:00:00Z");
const LONGEST = 60_000;

it.each([
  ["5", 5000],
  [" 5 ", 5000],
  ["0", 0],
  ["60", LONGEST],
  ["61", LONGEST],
  ["999999999999999", LONGEST],
  ["Mon, 18 May 2026 01:00:30 GMT", 30_000],
  ["mon, 18 May 2026 01:00:30 GMT", 30_000],
  ["Mon, 18 May 2026 02:00:00 GMT", LONGEST],
  ["Mon, 18 May 2026 00:59:00 GMT", 0],
  [null, undefined],
  ["", undefined],
  ["-5", undefined],
  ["1.5", undefined],
  ["5s", undefined],
  ["9999999999999999", undefined],
  ["18 May 2026 01:00:30 GMT (Mon)", undefined],
  ["Monday at noon", undefined],
])("Retry-After %j is %s ms", (header, expected) => {
  expect(retryAfterMs(header, NOW, LONGEST)).toBe(expected);
});
