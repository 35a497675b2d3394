import { isPartialDate } from "#schemas/common/partial-date.ts";
import { OPEN_END } from "./enums.ts";

/** `dd/MM/yyyy`, `MM/yyyy` or `yyyy`: how the criminal-records systems write dates, partial ones as short as they are. */
export function toSlashed(date: string): string {
  return date.split("-").toReversed().join("/");
}

/** The partial date behind `dd/MM/yyyy`, `MM/yyyy`, `yyyy` (days and months may lack their zero); null for anything else. */
export function fromSlashed(native: string): string | null {
  const parts = native.trim().split(/[/-]/);
  if (parts.length > 3 || !parts.every((part) => /^\d+$/.test(part))) return null;
  const [year = "", ...rest] = parts.toReversed();
  const date = [year, ...rest.map((part) => part.padStart(2, "0"))].join("-");
  return isPartialDate(date) ? date : null;
}

/** The open end of a residence, as VNeID writes it. */
const OPEN_END_NATIVE = "nay";

/** Last month of a residence as `MM/yyyy`, `yyyy` or `nay`: an empty text is not accepted there. */
export function toSlashedMonth(month: string): string {
  return month === OPEN_END ? OPEN_END_NATIVE : toSlashed(month);
}
