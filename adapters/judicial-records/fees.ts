import type { Declaration } from "./declaration.ts";
import type { FeeGroup } from "./enums.ts";

/** Fees for one person's certificate as they stood between two days, in VND. */
export interface FeeTable {
  readonly from: string;
  readonly to: string | null;
  readonly base: Readonly<Record<FeeGroup, number>>;
  /** Copies included in the base fee, and what each further one costs. */
  readonly freeCopies: number;
  readonly extraCopy: number;
  readonly source: string;
}

/** The amounts of the circular before 2025 are taken to be the same; provinces may have their own, so this is data. */
const FEE_TABLES: readonly FeeTable[] = [
  {
    from: "2010-07-01",
    to: null,
    base: { THUONG: 200_000, UU_TIEN: 100_000, MIEN: 0 },
    freeCopies: 2,
    extraCopy: 5_000,
    source: "Thông tư 244/2016/TT-BTC; Thông tư 16/2025/TT-BTC",
  },
];

/** While the digital-citizen scheme lets an online application go free (Nghị quyết 66.22/2026/NQ-CP). */
export const DIGITAL_CITIZEN_FREE = { from: "2026-08-15", to: "2027-02-28" } as const;

/** The fee table of a day (`YYYY-MM-DD`). */
export function feeTableOn(day: string): FeeTable | undefined {
  return FEE_TABLES.find((table) => table.from <= day && (table.to === null || day <= table.to));
}

/** What an application costs: base fee by group, a fixed amount for each copy after the free ones. */
export function feeOf(
  { applicant, copies }: Declaration,
  table: FeeTable,
): { readonly baseFee: number; readonly extraCopyFee: number; readonly total: number } {
  const baseFee = table.base[applicant.feeGroup];
  const extraCopyFee = table.extraCopy * Math.max(0, copies - table.freeCopies);
  return { baseFee, extraCopyFee, total: baseFee + extraCopyFee };
}
