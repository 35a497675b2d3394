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
  expect(retryAfterMs(header, null, NOW, LONGEST)).toBe(expected);
});

it.each([
  ["Mon, 18 May 2026 05:00:30 GMT", "Mon, 18 May 2026 05:00:00 GMT", 30_000],
  ["Mon, 18 May 2026 01:00:30 GMT", "Mon, 18 May 2026 01:00:10 GMT", 20_000],
  ["Mon, 18 May 2026 00:00:05 GMT", "Mon, 18 May 2026 00:00:00 GMT", 5000],
  ["Mon, 18 May 2026 01:00:30 GMT", "at noon", 30_000],
  ["5", "Mon, 18 May 2026 05:00:00 GMT", 5000],
])("Retry-After %j of a sender whose clock says %j is %s ms, whatever ours says", (header, sentAt, expected) => {
  expect(retryAfterMs(header, sentAt, NOW, LONGEST)).toBe(expected);
});
