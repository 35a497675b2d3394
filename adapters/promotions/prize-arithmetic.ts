/**
 * Arithmetic on amounts of money in VND. Products of two amounts pass 2^53, so everything is worked out in whole
 * numbers without rounding.
 */

export interface PrizeLine {
  readonly unitValue: number;
  readonly quantity: number;
  readonly lineValue: number;
}

/** Unit value times quantity. */
export function lineProduct({ unitValue, quantity }: Pick<PrizeLine, "unitValue" | "quantity">): bigint {
  return BigInt(unitValue) * BigInt(quantity);
}

export function sumOfLines(lines: readonly PrizeLine[]): bigint {
  return lines.reduce((sum, { lineValue }) => sum + BigInt(lineValue), 0n);
}

/** Whether `part` is at most `percent` percent of `whole`, all whole numbers. */
export function isAtMostPercent(part: number, percent: number, whole: number): boolean {
  return BigInt(part) * 100n <= BigInt(percent) * BigInt(whole);
}

/** `percent` percent of an amount, an unfinished đồng counted as a whole one. */
export function percentOf(amount: number, percent: number): number {
  return Number((BigInt(amount) * BigInt(percent) + 99n) / 100n);
}

/**
 * Whether a share written with at most four decimals (0.3698) is `part` of `whole`, rounded or cut off.
 * A share of nothing is none.
 */
export function isShareOf(share: number, part: number, whole: number): boolean {
  if (whole === 0) return false;
  const written = BigInt(Math.round(share * 10_000));
  const cut = (BigInt(part) * 10_000n) / BigInt(whole);
  return written === cut || written === (BigInt(part) * 20_000n + BigInt(whole)) / (2n * BigInt(whole));
}

/** The share as a fraction with four decimals; `0` of nothing. */
export function shareOf(part: number, whole: number): string {
  return whole === 0 ? "0" : (Math.round((part / whole) * 10_000) / 10_000).toString();
}

/** `155000000` as `155.000.000`, the Vietnamese way. */
export function dotted(amount: number | bigint): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ".");
}
