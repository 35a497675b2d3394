import { inForce } from "#schemas/codes/code-list.ts";
import type { Exchange } from "../exchange-record.ts";

/**
 * `maDonVi` of the unit that takes the application, by day: letters before the province code. The police's form is
 * assumed, not seen in use; how the transport departments were coded is not known, so there the record must say it.
 */
const UNIT_PREFIXES = [{ prefix: "CSGT", from: "2025-03-01", to: null }] as const;

/** The code as the record gives it, else built for the province of residence; null when it cannot be known. */
export function receivingUnit(exchange: Exchange, day: string | null): string | null {
  if (exchange.receivingUnitCode !== null) return exchange.receivingUnitCode;
  if (day === null || exchange.residence.provinceCode === undefined) return null;
  const prefix = UNIT_PREFIXES.find((each) => inForce(each, day))?.prefix;
  return prefix === undefined ? null : `${prefix}${exchange.residence.provinceCode}`;
}
