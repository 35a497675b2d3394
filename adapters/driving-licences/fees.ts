import type { ProcedureFee } from "#core/sector/procedure.ts";
import { inForce, type CodeList } from "#schemas/codes/code-list.ts";

export interface LicenceFee {
  readonly name: string;
  /** VND for one card, handed in at the desk or by post. */
  readonly direct: number;
  /** VND for one card, asked for online. */
  readonly online: number;
  /** VND for a digital citizen online, where the law gives them a price of their own. */
  readonly digitalCitizen: number | null;
}

const TITLE = { list: "licence-fees", title: "Lệ phí cấp giấy phép lái xe", titleEn: "Fee for a driving licence" };
const NAME = "Cấp, đổi, cấp lại giấy phép lái xe";
const LOCAL = "Hội đồng nhân dân tỉnh có thể quy định khác.";

/** The fee by day of payment. */
export const feeLists: readonly CodeList<LicenceFee>[] = [
  {
    ...TITLE,
    source: "Thông tư 188/2016/TT-BTC",
    from: "2017-01-01",
    to: "2023-11-30",
    doubt: `Ngày bắt đầu theo hiểu biết chung. ${LOCAL}`,
    items: [{ name: NAME, direct: 135_000, online: 135_000, digitalCitizen: null }],
  },
  {
    ...TITLE,
    source: "Thông tư 63/2023/TT-BTC: giảm lệ phí khi nộp trực tuyến đến hết năm 2025",
    from: "2023-12-01",
    to: "2025-12-31",
    doubt: `Số văn bản theo hiểu biết chung. ${LOCAL}`,
    items: [{ name: NAME, direct: 135_000, online: 115_000, digitalCitizen: null }],
  },
  {
    ...TITLE,
    source: "Thông tư 154/2025/TT-BTC",
    from: "2026-01-01",
    to: "2026-08-14",
    doubt: LOCAL,
    items: [{ name: NAME, direct: 135_000, online: 135_000, digitalCitizen: null }],
  },
  {
    ...TITLE,
    source: "Thông tư 154/2025/TT-BTC; Nghị quyết 66.22/2026/NQ-CP: 0 đồng cho công dân số",
    from: "2026-08-15",
    to: "2027-02-28",
    doubt: LOCAL,
    items: [{ name: NAME, direct: 135_000, online: 135_000, digitalCitizen: 0 }],
  },
  {
    ...TITLE,
    source: "Thông tư 154/2025/TT-BTC",
    from: "2027-03-01",
    to: null,
    doubt: LOCAL,
    items: [{ name: NAME, direct: 135_000, online: 135_000, digitalCitizen: null }],
  },
];

/** What a card costs in VND when paid on `day`; null when no list covers the day. */
export function feeOn(
  day: string,
  asked: { readonly online: boolean; readonly digitalCitizen: boolean },
): number | null {
  const fee = feeLists.find((list) => inForce(list, day))?.items[0];
  if (fee === undefined) return null;
  if (!asked.online) return fee.direct;
  return asked.digitalCitizen && fee.digitalCitizen !== null ? fee.digitalCitizen : fee.online;
}

/** The fee by day of payment, as `GET /v1/codes/procedures` shows it. */
export const LICENCE_FEES: readonly ProcedureFee[] = feeLists.flatMap(({ from, to, source, doubt, items }) =>
  items.map(({ name, direct, online, digitalCitizen }) => ({
    amount: direct,
    ...(online === direct ? {} : { online }),
    ...(digitalCitizen === null
      ? { note: `${name}, mỗi lần.`, noteEn: "Each time a card is made." }
      : {
          note: `${name}, mỗi lần; ${digitalCitizen} đồng khi công dân số nộp trực tuyến.`,
          noteEn: `Each time a card is made; ${digitalCitizen} online for digital citizens.`,
        }),
    from,
    to,
    source,
    ...(doubt === undefined ? {} : { doubt }),
  })),
);
