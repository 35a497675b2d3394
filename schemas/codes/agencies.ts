import type { CodeList } from "./code-list.ts";
import { ministries } from "./ministries.ts";
import { provinceLists, provinceNameOn } from "./provinces.ts";

/** A first-level agency: what an agency code starts with (or, in the old form, ends with). */
export interface Agency {
  /** `Hnn` a province, `Gnn` a ministry or central agency. */
  readonly code: string;
  readonly name: string;
  readonly kind: "province" | "ministry";
  /** The same in the old form of QCVN 102:2016/BTTTT, which is read from right to left. */
  readonly oldForm: string;
  /** Code of the province in the numbering of the day; null for a ministry. */
  readonly provinceCode: string | null;
  /** Whether the code was seen in live systems. */
  readonly seen: boolean;
}

const oldForm = (code: string): string => `000.00.00.${code}`;

/** The first-level agencies, one list per numbering of the provinces. */
export const agencyLists: readonly CodeList<Agency>[] = provinceLists.map((list) => ({
  list: "agencies",
  title: "Mã định danh cơ quan cấp 1",
  titleEn: "First-level agency codes",
  source: "Quyết định 20/2020/QĐ-TTg, sửa đổi bởi 09/2025/QĐ-TTg; dạng cũ theo QCVN 102:2016/BTTTT",
  scheme: list.scheme,
  from: list.from,
  to: list.to,
  doubt:
    `${list.doubt ?? ""} ${ministries.doubt ?? ""} Units below the first level are numbered by each province; ` +
    "old and new codes of one unit are mapped by the province's own table, never computed.",
  items: [
    ...list.items.map((province) => ({
      code: province.hCode,
      name: `UBND ${provinceNameOn(province, list.from ?? "").replace(/^./u, (first) => first.toLowerCase())}`,
      kind: "province" as const,
      oldForm: oldForm(province.hCode),
      provinceCode: province.code,
      seen: province.hCodeSeen,
    })),
    ...ministries.items.map(({ code, name }) => ({
      code,
      name,
      kind: "ministry" as const,
      oldForm: oldForm(code),
      provinceCode: null,
      seen: true,
    })),
  ],
}));

/** Name by first-level code, of every list: codes of merged provinces stay known. The newest name wins. */
export const agencyRoots: ReadonlyMap<string, string> = new Map(
  agencyLists.flatMap((list) => list.items.map(({ code, name }) => [code, name] as const)),
);
