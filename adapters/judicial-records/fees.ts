import type { ProcedureFee } from "#core/sector/procedure.ts";
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

const SOURCE = "Thông tư 244/2016/TT-BTC; Thông tư 16/2025/TT-BTC";

/** The amounts of the circular before 2025 are taken to be the same; provinces may have their own, so this is data. */
const FEE_TABLES: readonly FeeTable[] = [
  {
    from: "2010-07-01",
    to: null,
    base: { THUONG: 200_000, UU_TIEN: 100_000, MIEN: 0 },
    freeCopies: 2,
    extraCopy: 5_000,
    source: SOURCE,
  },
];

/** The fee as the list of procedures shows it; what an application costs is {@link feeOf}. */
const usual = {
  amount: 200_000,
  note: "100.000 đồng với học sinh, sinh viên, người có công, thân nhân liệt sỹ; 0 đồng với người được miễn; thêm 5.000 đồng mỗi phiếu từ phiếu thứ ba.",
  noteEn:
    "100,000 for students, people with merit, martyrs' families; free for those exempt; 5,000 more for each copy from the third.",
} as const;

/** While the digital-citizen scheme lets an online application go free (Nghị quyết 66.22/2026/NQ-CP). */
export const DIGITAL_CITIZEN_FREE = { from: "2026-08-15", to: "2027-02-28" } as const;

/** The fee of a certificate by day, as `GET /v1/codes/procedures` shows it. */
export const CERTIFICATE_FEES: readonly ProcedureFee[] = [
  { ...usual, from: "2010-07-01", to: "2026-08-14", source: SOURCE },
  {
    ...usual,
    note: `${usual.note} 0 đồng khi công dân số nộp trực tuyến.`,
    noteEn: `${usual.noteEn} Free online for digital citizens.`,
    ...DIGITAL_CITIZEN_FREE,
    source: `${SOURCE}; Nghị quyết 66.22/2026/NQ-CP`,
  },
  { ...usual, from: "2027-03-01", to: null, source: SOURCE },
];

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
