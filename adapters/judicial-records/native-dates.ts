import { isPartialDate } from "#schemas/common/partial-date.ts";

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
